/**
 * Plays the liquidation cascade under its four variants with the same seeds and prints how much was liquidated in each, with
 * the interval that holds nine runs in ten. `node scenarios/studies/liquidation-cascade.mjs [--seeds 16] [--metric alpha.liquidatedNotional]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { simulate } from '@ebb/engine';
import { openScenario } from '@ebb/engine/node';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '16' },
    metric: { type: 'string', default: 'alpha.liquidatedNotional' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => String(at + 1));
const folder = path.join(import.meta.dirname, '..');
const variants = {
  isolated: ['isolated'],
  'own-book collateral': [],
  'redemption-aware': ['redemption-aware'],
  'throttle, pro rata': ['throttled'],
};

/** The value below which a share of some numbers lies, linear between them. */
function quantile(sorted, share) {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

const rows = [];
for (const [variant, patches] of Object.entries(variants)) {
  const open = await openScenario({
    scenario: path.join(folder, 'liquidation-cascade.yaml'),
    patches: patches.map((name) => path.join(folder, 'variants', `${name}.yaml`)),
  });
  const found = [];
  for (const seed of seeds) {
    const host = { load: open.load, sink: { write: () => {} } };
    const { manifest, metrics } = await simulate(open.loaded, { seed, plugins: open.plugins, host, record: 'none' });
    if (manifest.status !== 'completed') throw new Error(`${variant}, seed ${seed}: ${manifest.fault?.message}`);
    found.push(metrics.find(({ subject, name }) => `${subject}.${name}` === values.metric)?.value ?? NaN);
  }
  const sorted = [...found].sort((a, b) => a - b);
  const row = { variant, low: quantile(sorted, 0.05), mean: found.reduce((a, b) => a + b, 0) / found.length };
  rows.push({ ...row, high: quantile(sorted, 0.95) });
}

const size = (value) => (Math.abs(value) >= 1e5 ? `${(value / 1e6).toFixed(2)} M` : value.toPrecision(4));
console.log(`${values.metric} over ${seeds.length} seeds`);
for (const { variant, low, mean, high } of rows) {
  console.log(
    `${variant.padEnd(20)}  mean ${size(mean).padStart(9)}   90 %: ${size(low).padStart(9)} to ${size(high)}`,
  );
}
rows.sort((a, b) => a.low - b.low);
const apart = rows.every(({ low }, at) => at === 0 || low > rows[at - 1].high);
console.log(apart ? 'No two intervals overlap.' : 'Some intervals overlap.');
