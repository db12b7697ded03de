import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { median } from './measures/rate.mjs';
import { makePlan } from './plan.mjs';
import { textTable, markdownPage } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', default: '' },
    scenario: { type: 'string', default: 'scenarios/reference-market.yaml' },
    date: { type: 'string' },
  },
});

const root = path.join(import.meta.dirname, '..');
const asked = Number(options.rounds ?? (options.quick ? 1 : 5));
if (!(Number.isInteger(asked) && asked > 0))
  throw new RangeError(`--rounds is a whole number above 0, not ${options.rounds}`);

if (!existsSync(path.join(root, 'packages/engine/dist/index.js'))) {
  console.error('The build is missing; run `npm run build` first.');
  process.exit(2);
}

/** Runs Node on arguments in the root folder; returns what it printed, or throws what it complained of. */
function node(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => line.includes('Error')) ?? `exit code ${status}`);
  return stdout;
}

/** Measures a row once, in a process of its own. */
function measureOnce({ area, params, command }) {
  if (command === undefined)
    return JSON.parse(node([path.join(import.meta.dirname, 'measure.mjs'), JSON.stringify({ area, ...params })]));
  const begun = performance.now();
  node(command);
  return { value: performance.now() - begun };
}

/** Measures the rows of a group in turn, round by round, so that each stands beside its yardstick in time. */
function measureGroup({ title, unit, yardstick, rows, onceOnly = false, sameOutcome = false }) {
  const rounds = onceOnly ? 1 : asked;
  const results = rows.map(({ name }) => ({ name, values: [], ratios: [], note: '', error: '' }));
  for (let round = 0; round < rounds; round++) {
    rows.forEach((row, i) => {
      tellProgress(`${title}: ${row.name}, round ${round + 1} of ${rounds}`);
      try {
        const { value, note, outcome } = measureOnce(row);
        results[i].values.push(value);
        results[i].outcome = outcome;
        results[i].note = note ?? '';
      } catch (error) {
        results[i].error = error.message;
      }
    });
    const yard = results.find(({ name }) => name === yardstick);
    for (const result of results) {
      result.ratios.push(result.values[round] / yard.values[round]);
      if (sameOutcome && result.error === '' && result.outcome !== yard.outcome) {
        result.error = `${result.outcome}, where the yardstick has ${yard.outcome}`;
      }
    }
  }
  tellProgress('');
  const told = results.map(({ name, values, ratios, note, error }) => ({
    name,
    note: error === '' ? note : `failed: ${error}`,
    failed: error !== '',
    ...(error === '' && { median: median(values), least: Math.min(...values), most: Math.max(...values) }),
    ...(error === '' && name !== yardstick && { ratio: median(ratios) }),
  }));
  return { title: rounds < asked ? `${title} (one round)` : title, unit, yardstick, rows: told };
}

/** Shows on a terminal what is being measured, in a line that the next one takes the place of. */
function tellProgress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

const cpus = os.cpus();
const machine = [
  `${cpus[0]?.model.trim() ?? 'unknown processor'}, ${cpus.length} cores`,
  `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
  `${os.type()} ${os.arch()}`,
  `Node ${process.version}`,
  ...(options.date === undefined ? [] : [options.date]),
].join(' · ');

console.log(`${machine}\nmedian of ${asked} ${asked === 1 ? 'round' : 'rounds'}, each in processes of its own\n`);
const done = [];
for (const group of makePlan(options)) {
  if (!group.title.toLowerCase().includes(options.only.toLowerCase())) continue;
  done.push(measureGroup(group));
  console.log(textTable(done.at(-1)));
}
if (options.write) {
  const page = await format(markdownPage(machine, asked, done), { parser: 'markdown' });
  writeFileSync(path.join(import.meta.dirname, 'results.md'), page);
}
process.exitCode = done.some(({ rows }) => rows.some(({ failed }) => failed)) ? 1 : 0;
