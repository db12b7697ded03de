/**
 * Writes the pages of this folder from what the policies of the house declare: `npm run docs:policies`, after a build. With
 * `--check` it writes nothing, prints a line for each page that is not as it would write it and for each policy without a
 * formula or a source, and exits 1 if there is any.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parameterRows } from '@ebb/engine/node';
import { policyPages } from './policy-pages.mjs';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const here = import.meta.dirname;
const plugins = path.join(here, '../../plugins');
const policies = (await Promise.all(readdirSync(plugins).map(familyPolicies))).flat();
const wanted = policyPages(policies);
const present = new Map(
  readdirSync(here)
    .filter((file) => file.endsWith('.md'))
    .map((file) => [file, readFileSync(path.join(here, file), 'utf8')]),
);

if (values.check) {
  const files = [...new Set([...wanted.keys(), ...present.keys()])].sort();
  const stale = files.filter((file) => wanted.get(file) !== present.get(file));
  const faults = [
    ...stale.map((file) => `docs/policies/${file} is not what the plugins declare: run \`npm run docs:policies\``),
    ...policies.flatMap(({ plugin, family }) =>
      faultsOf(plugin).map((what) => `${family}/${plugin.name} has no ${what}`),
    ),
  ];
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  for (const file of present.keys()) if (!wanted.has(file)) rmSync(path.join(here, file));
  for (const [file, text] of wanted) writeFileSync(path.join(here, file), text);
}

/** The policies that a family's package.json lists, from its build. */
async function familyPolicies(family) {
  const { ebb } = JSON.parse(readFileSync(path.join(plugins, family, 'package.json'), 'utf8'));
  const modules = await Promise.all(ebb.plugins.map((file) => import(path.join(plugins, family, file))));
  return modules
    .map(({ default: plugin }) => ({ plugin, family, parameters: parameterRows(plugin) }))
    .filter(({ plugin }) => plugin.kind === 'policy');
}

function faultsOf({ formula = '', sources = [] }) {
  return [...(formula.trim() === '' ? ['formula'] : []), ...(sources.length === 0 ? ['source'] : [])];
}
