/**
 * Writes the pages of this folder and of docs/pegs from what policies and pegs declare: `npm run docs:policies`, after a build. With
 * `--check` it writes nothing, prints a line for each page that is not as it would write it and for each plugin without a
 * formula or a source, and exits 1 if there is any.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parameterRows } from '@ebb/engine/node';
import { pegPages, policyPages } from './policy-pages.mjs';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const docs = path.join(import.meta.dirname, '..');
const plugins = path.join(docs, '../plugins');
const members = (await Promise.all(readdirSync(plugins).map(familyMembers))).flat();
const ofKind = (kind) => members.filter(({ plugin }) => plugin.kind === kind);
const folders = { policies: policyPages(ofKind('policy')), pegs: pegPages(ofKind('peg')) };
/** Written by hand, among pages that are not. */
const KEPT = ['pegs/README.md'];

const faults = members.flatMap(({ plugin, family }) =>
  faultsOf(plugin).map((what) => `${family}/${plugin.name} has no ${what}`),
);
for (const [folder, wanted] of Object.entries(folders)) {
  const here = path.join(docs, folder);
  const present = new Map(
    readdirSync(here)
      .filter((file) => file.endsWith('.md') && !KEPT.includes(`${folder}/${file}`))
      .map((file) => [file, readFileSync(path.join(here, file), 'utf8')]),
  );
  const stale = [...new Set([...wanted.keys(), ...present.keys()])].filter(
    (file) => wanted.get(file) !== present.get(file),
  );
  for (const file of stale.sort()) {
    if (values.check)
      faults.push(`docs/${folder}/${file} is not what the plugins declare: run \`npm run docs:policies\``);
    else if (wanted.has(file)) writeFileSync(path.join(here, file), wanted.get(file));
    else rmSync(path.join(here, file));
  }
}
if (values.check) {
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** The policies and pegs that a family's package.json lists, from its build. */
async function familyMembers(family) {
  const read = (file) => readFileSync(path.join(plugins, family, file), 'utf8');
  const { ebb } = JSON.parse(read('package.json'));
  const readme = read('README.md');
  const modules = await Promise.all(ebb.plugins.map((file) => import(path.join(plugins, family, file))));
  return modules
    .map(({ default: plugin }) => ({ plugin, family, readme, parameters: parameterRows(plugin) }))
    .filter(({ plugin }) => plugin.kind === 'policy' || plugin.kind === 'peg');
}

function faultsOf({ formula = '', sources = [] }) {
  return [...(formula.trim() === '' ? ['formula'] : []), ...(sources.length === 0 ? ['source'] : [])];
}
