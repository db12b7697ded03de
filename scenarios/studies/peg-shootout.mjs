/**
 * Plays the same rush to the exit against six mechanisms, one line swapped, with the same seeds, and prints how far each coin fell,
 * how long it took to come back, and who paid: what each class has less than in the same evening without the rush.
 * `node scenarios/studies/peg-shootout.mjs [--seeds 8]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { grid, plan } from '@ebb/lab';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '8' }, store: { type: 'string', default: 'runs/store' } },
});
const mechanisms = [
  'fiat-reserve',
  'synthetic-dollar',
  'staked-token',
  'vault-backed',
  'soft-liquidation',
  'algorithmic',
];
const bearers = {
  leavers: ['leavers'],
  'those who stay': ['savers'],
  providers: ['farmers', 'patient-farmers'],
  redeemers: ['redeemers'],
  issuer: ['issuer COIN'],
  'LUNA pool': ['pool LUNA/USDT@alpha'],
};

const study = plan(path.join(import.meta.dirname, '../peg-shootout.yaml'), {
  name: 'peg-shootout',
  vary: { 'assets.COIN.peg.use': { ...grid(...mechanisms), as: 'mechanism' } },
  variants: { rush: {}, calm: { 'agents.leavers.params.leaves': '100 d' } },
  replicates: Number(values.seeds),
});
const onProgress = ({ done, total }) => process.stderr.write(`${done} of ${total} runs\r`);
const runs = await study.run({ store: values.store, onProgress });
const [broken] = await runs.failures();
if (broken !== undefined) throw new Error(`${broken.variant}, seed ${broken.seed}: ${broken.fault.message}`);

// A price that is not back within the run takes forever.
const pool = (metric) => `"COIN/USDT@chain.${metric}"`;
const fates = await runs.query(`
  select mechanism, median(worst), quantile_cont(worst, 0.05), quantile_cont(worst, 0.95), median(back),
         median(${pool('below99')}), median("COIN.redemptionsAsked"), median("COIN.redemptionsPaid"), median("COIN.backingMin")
  from (select *, ${pool('lowestRatio')} - 1 as worst, coalesce(${pool('recovery')}, 'inf'::double) as back from runs)
  where variant = 'rush' group by mechanism, point order by point`);
const profit = (run, classes) => classes.map((name) => `coalesce(${run}."${name}.profit", 0)`).join(' + ');
const cost = (classes) => `median(${profit('rush', classes)} - (${profit('calm', classes)}))`;
const losses = await runs.query(`
  select rush.mechanism, ${Object.values(bearers).map(cost).join(', ')}
  from runs rush join runs calm using (point, seed)
  where rush.variant = 'rush' and calm.variant = 'calm' group by rush.mechanism, point order by point`);

const percent = (value) => `${(100 * value).toFixed(2).replace('-', '−')} %`;
const minutes = (value) => (Number.isFinite(value) ? `${(value / 60).toFixed(0)} min` : 'not yet');
const thousands = (value) => `${value <= -500 ? '−' : ''}${(Math.abs(value) / 1000).toFixed(0)} k`;

console.log(`${values.seeds} seeds; medians, and the interval that holds nine runs in ten\n`);
printTable(
  fates.rows.map(([mechanism, worst, low, high, back, below99, asked, paid, backing]) => ({
    mechanism,
    'worst deviation': `${percent(worst)}  (${percent(low)} to ${percent(high)})`,
    'within 1 % after': back === 0 ? 'never out' : minutes(back),
    'below 0.99 for': minutes(below99),
    'redemptions asked': thousands(asked),
    paid: thousands(paid),
    'least backing': percent(backing),
  })),
);
console.log('\nWhat the rush cost or brought, USDT\n');
printTable(
  losses.rows.map(([mechanism, ...paid]) => ({
    mechanism,
    ...Object.fromEntries(Object.keys(bearers).map((who, at) => [who, thousands(paid[at])])),
  })),
);

/** Prints rows as a table in Markdown, which a terminal shows as well. */
function printTable(rows) {
  const heads = Object.keys(rows[0]);
  const width = (head) => Math.max(head.length, ...rows.map((row) => row[head].length));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(width(heads[at]))).join(' | ')} |`;
  console.log(line(heads));
  console.log(line(heads.map((head) => '-'.repeat(width(head)))));
  for (const row of rows) console.log(line(heads.map((head) => row[head])));
}
