/**
 * What do four ways to back leverage change in one evening? The same shock and the same seeds, and one patch each:
 * `node --import @ebb/engine/typescript scenarios/studies/compare.ts [--small] [--metric alpha.liquidatedNotional]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compare, grid, plan } from '@ebb/lab';

const { values } = parseArgs({
  options: {
    small: { type: 'boolean' },
    store: { type: 'string' },
    metric: { type: 'string', multiple: true, default: ['alpha.liquidatedNotional', 'USDe/USDT@alpha.low < 0.9'] },
  },
});
const { small = false, store = 'runs/store', metric: metrics } = values;
const scenarios = path.join(import.meta.dirname, '..');
const variant = (name: string): string => path.join(scenarios, `variants/${name}.yaml`);

const study = plan(path.join(scenarios, 'liquidation-cascade.yaml'), {
  name: 'four-ways-to-back-leverage',
  variants: {
    ownBook: {},
    redemptionAware: variant('redemption-aware'),
    ...(small ? {} : { isolated: variant('isolated'), throttled: variant('throttled') }),
  },
  ...(small ? { vary: { until: grid('20:40') } } : {}),
  replicates: small ? 2 : 64,
});

const runs = await study.run({ store });
console.log((await compare(runs, { metrics })).table());
