/**
 * Plays the liquidation cascade under its four variants with the same seeds and prints how much was liquidated in each, with
 * the interval that holds nine runs in ten. `node scenarios/studies/liquidation-cascade.mjs [--seeds 16] [--metric alpha.liquidatedNotional]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { plan } from '@ebb/lab';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '16' },
    metric: { type: 'string', default: 'alpha.liquidatedNotional' },
    store: { type: 'string', default: 'runs/store' },
  },
});
const scenarios = path.join(import.meta.dirname, '..');
const patch = (name) => path.join(scenarios, 'variants', `${name}.yaml`);
const names = {
  isolated: 'isolated',
  ownBook: 'own-book collateral',
  redemptionAware: 'redemption-aware',
  throttled: 'throttle, pro rata',
};

const study = plan(path.join(scenarios, 'liquidation-cascade.yaml'), {
  name: 'liquidation-cascade',
  variants: {
    isolated: patch('isolated'),
    ownBook: {},
    redemptionAware: patch('redemption-aware'),
    throttled: patch('throttled'),
  },
  replicates: Number(values.seeds),
});
const runs = await study.run({ store: values.store });
const [broken] = await runs.failures();
if (broken !== undefined) throw new Error(`${broken.variant}, seed ${broken.seed}: ${broken.fault.message}`);

const { rows } = await runs.query(`
  select variant, quantile_cont(m, 0.05) as low, avg(m) as mean, quantile_cont(m, 0.95) as high
  from (select variant, "${values.metric}" as m from runs) group by variant order by variant`);
const size = (value) => (Math.abs(value) >= 1e5 ? `${(value / 1e6).toFixed(2)} M` : value.toPrecision(4));
console.log(`${values.metric} over ${values.seeds} seeds`);
for (const [variant, low, mean, high] of rows) {
  console.log(
    `${names[variant].padEnd(20)}  mean ${size(mean).padStart(9)}   90 %: ${size(low).padStart(9)} to ${size(high)}`,
  );
}
const byLow = rows.toSorted(([, left], [, right]) => left - right);
const apart = byLow.every(([, low], at) => at === 0 || low > byLow[at - 1][3]);
console.log(apart ? 'No two intervals overlap.' : 'Some intervals overlap.');
