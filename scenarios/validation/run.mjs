/**
 * The long validation: that memory does not grow over a day, and that whole scenarios, audited, play the same twice.
 * `npm run validate`; with `--small` an hour instead of a day, and one audited run against a plain one. `--seed 7` takes
 * other luck, `--hours 4` another last hour. Prints a table and exits 1 when anything fails.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { heapGrowth } from './heap-growth.mjs';
import { sameTrace } from './same-trace.mjs';

const YARDSTICK = 'reference-market';
const MOST_GROWTH = 0.1;

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    hours: { type: 'string' },
  },
});
const { small, seed } = values;
const hours = Number(values.hours ?? (small ? 1 : 24));
if (!(hours >= 1)) throw new Error(`--hours needs a number from 1 on, found '${values.hours}'`);

const folder = path.join(import.meta.dirname, '..');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => path.basename(file, '.yaml'))
  .sort();
const fileOf = (name) => path.join(folder, `${name}.yaml`);

let failures = 0;
const line = (what, ok, found, begunMs) => {
  if (!ok) failures++;
  const seconds = ((performance.now() - begunMs) / 1000).toFixed(0);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${what.padEnd(46)}  ${found}  (${seconds} s)`);
};

await checkMemory();
for (const name of names) await checkTrace(name);
console.log(failures === 0 ? 'all of it holds' : `${failures} of it failed`);
process.exitCode = failures === 0 ? 0 : 1;

async function checkMemory() {
  const toMinute = hours * 60;
  const fromMinute = toMinute >= 180 ? 120 : Math.round(toMinute / 3);
  const begunMs = performance.now();
  const { beforeMb, afterMb, growth, status, metrics } = await heapGrowth({
    ...{ scenario: fileOf(YARDSTICK), seed, fromMinute, toMinute },
  });
  const ok = status === 'completed' && Math.abs(growth) <= MOST_GROWTH;
  const found = `${beforeMb.toFixed(1)} MB → ${afterMb.toFixed(1)} MB (${(growth * 100).toFixed(1)} %)`;
  line(`${YARDSTICK}: memory, minute ${fromMinute} to ${toMinute}`, ok, found, begunMs);
  const unrest = whatStirred(metrics);
  line(`${YARDSTICK}: ${hours} h are calm`, unrest.length === 0, unrest.join('; ') || 'makers never left', begunMs);
}

/** What a market shows when its makers have left, at any moment after the warm-up. */
function whatStirred(metrics) {
  const limits = { widestSpread: 0.005, markGap: 0.005, withoutBid: 0 };
  return metrics
    .filter(({ name, value }) => name in limits && !(Math.abs(value) <= limits[name]))
    .map(({ subject, name, value }) => `${subject}: ${name} ${value}`);
}

async function checkTrace(name) {
  const begunMs = performance.now();
  const other = small ? { record: 'none' } : { audit: true };
  const { events, traceHash, faults } = await sameTrace({
    ...{ scenario: fileOf(name), seed, runs: [{ audit: true }, other] },
  });
  const found = faults.length === 0 ? `${traceHash}, ${events} events` : faults.join('; ');
  line(`${name}: audited, twice the same`, faults.length === 0, found, begunMs);
}
