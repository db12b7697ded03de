/**
 * Which of six parameters decide how far bad news moves a small market? First a screening of all, then Sobol' indices of those
 * that matter: `node --import @ebb/engine/typescript scenarios/studies/sensitivity.ts [--small]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { morris, plan, range, saltelli, sensitivity } from '@ebb/lab';
import type { Sensitivity } from '@ebb/lab';

const { values } = parseArgs({ options: { small: { type: 'boolean' }, store: { type: 'string' } } });
const { small = false, store = 'runs/store' } = values;
const scenario = path.join(import.meta.dirname, '../tutorial.yaml');
const metric = 'COIN/USD@usd.fall';

const axes = {
  'shocks.bad-news.params.drop': range('1%', '8%', { step: 0.01, as: 'drop' }),
  'agents.makers.params.size': range(10, 100, { integer: true, as: 'makerSize' }),
  'agents.makers.params.maxVolatility': range('20%', '80%', { step: 0.1, as: 'nerve' }),
  'agents.crowd.count': range(5, 60, { integer: true, as: 'crowd' }),
  'agents.value.params.size': range(5, 40, { integer: true, as: 'valueSize' }),
  'venues.usd.fees.params.taker': range('0 bp', '20 bp', { step: 0.01, as: 'taker' }),
};

const screening = await plan(scenario, {
  name: 'screening',
  vary: morris(axes, { trajectories: small ? 2 : 12, levels: 4 }),
  replicates: small ? 2 : 6,
}).run({ store });
const screened = await sensitivity(screening, { metric });
console.log(screened.table());

const strongest = rankedBy(screened).slice(0, small ? 2 : 3);
const kept = Object.fromEntries(Object.entries(axes).filter(([, { as = '' }]) => strongest.includes(as)));
const indices = await plan(scenario, {
  name: 'indices',
  vary: saltelli(kept, { points: small ? 4 : 64 }),
  replicates: small ? 2 : 6,
}).run({ store });
console.log((await sensitivity(indices, { metric })).table());

/** The names of the axes, the one with the largest mean effect first. */
function rankedBy({ found }: Sensitivity): readonly string[] {
  if (found.method !== 'morris') throw new Error('this was no screening');
  return found.axes.toSorted((a, b) => b.muStar.value - a.muStar.value).map(({ name }) => name);
}
