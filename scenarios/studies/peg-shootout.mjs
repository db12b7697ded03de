/**
 * Plays the same rush to the exit against six mechanisms, one line swapped, with the same seeds, and prints how far each coin fell,
 * how long it took to come back, and who paid: what each class has less than in the same evening without the rush.
 * `node scenarios/studies/peg-shootout.mjs [--seeds 8]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { interval, median, replicate } from '@ebb/lab';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '8' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => String(at + 1));
const scenario = path.join(import.meta.dirname, '../peg-shootout.yaml');
const mechanisms = [
  'fiat-reserve',
  'synthetic-dollar',
  'staked-token',
  'vault-backed',
  'soft-liquidation',
  'algorithmic',
];
const POOL = 'COIN/USDT@chain';
const bearers = {
  leavers: ['leavers'],
  'those who stay': ['savers'],
  providers: ['farmers', 'patient-farmers'],
  redeemers: ['redeemers'],
  issuer: ['issuer COIN'],
  'LUNA pool': ['pool LUNA/USDT@alpha'],
};

const NO_RUSH = 'agents.leavers.params.leaves=100 d';

const percent = (value) => `${(100 * value).toFixed(2).replace('-', '−')} %`;
const minutes = (value) => (Number.isFinite(value) ? `${(value / 60).toFixed(0)} min` : 'not yet');
/** A price that never left the band has come back at once. */
const recovery = (value) => (value === 0 ? 'never out' : minutes(value));
const thousands = (value) => `${value <= -500 ? '−' : ''}${(Math.abs(value) / 1000).toFixed(0)} k`;

/** Plays a mechanism with every seed; gives what one number came to in each run. */
async function play(mechanism, ...changes) {
  const runs = await replicate({ scenario, set: [`assets.COIN.peg.use=${mechanism}`, ...changes] }, { seeds });
  const broken = runs.find(({ fault }) => fault !== undefined);
  if (broken !== undefined) throw new Error(`${mechanism}, seed ${broken.seed}: ${broken.fault.message}`);
  return (subject, name, absent = NaN) =>
    runs.map(({ metrics }) => metrics.find((each) => each.subject === subject && each.name === name)?.value ?? absent);
}

const fates = [];
const losses = [];
for (const mechanism of mechanisms) {
  const [rush, calm] = [await play(mechanism), await play(mechanism, NO_RUSH)];
  const worst = rush(POOL, 'lowestRatio').map((ratio) => ratio - 1);
  const [low, high] = interval(worst, 0.9);
  fates.push({
    mechanism,
    'worst deviation': `${percent(median(worst))}  (${percent(low)} to ${percent(high)})`,
    'within 1 % after': recovery(median(rush(POOL, 'recovery', Infinity))),
    'below 0.99 for': minutes(median(rush(POOL, 'below99'))),
    'redemptions asked': thousands(median(rush('COIN', 'redemptionsAsked'))),
    paid: thousands(median(rush('COIN', 'redemptionsPaid'))),
    'least backing': percent(median(rush('COIN', 'backingMin'))),
  });
  const paid = Object.entries(bearers).map(([who, classes]) => {
    const profit = (of) => seeds.map((_, at) => classes.reduce((sum, name) => sum + of(name, 'profit', 0)[at], 0));
    const [after, before] = [profit(rush), profit(calm)];
    return [who, thousands(median(after.map((sum, at) => sum - before[at])))];
  });
  losses.push({ mechanism, ...Object.fromEntries(paid) });
}
console.log(`${seeds.length} seeds; medians, and the interval that holds nine runs in ten\n`);
printTable(fates);
console.log('\nWhat the rush cost or brought, USDT\n');
printTable(losses);

/** Prints rows as a table in Markdown, which a terminal shows as well. */
function printTable(rows) {
  const heads = Object.keys(rows[0]);
  const width = (head) => Math.max(head.length, ...rows.map((row) => row[head].length));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(width(heads[at]))).join(' | ')} |`;
  console.log(line(heads));
  console.log(line(heads.map((head) => '-'.repeat(width(head)))));
  for (const row of rows) console.log(line(heads.map((head) => row[head])));
}
