/**
 * How deep does a flash crash go when the news is worse and the outage longer, and how often does a winner pay for it? A grid
 * of both, as medians and a probability for each point: `node --import @ebb/engine/typescript scenarios/studies/sweep.ts [--small]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { grid, plan } from '@ebb/lab';

const { values } = parseArgs({ options: { small: { type: 'boolean' }, store: { type: 'string' } } });
const { small = false, store = 'runs/store' } = values;
const drop = 'shocks.headline.params.drop';
const lasts = 'shocks.outage.params.lasts';

const study = plan(path.join(import.meta.dirname, '../flash-crash.yaml'), {
  name: 'crash-by-news-and-outage',
  vary: {
    [drop]: { ...(small ? grid('3%') : grid('3%', '4.5%', '6%')), as: 'drop' },
    [lasts]: { ...(small ? grid('15 s', '45 s') : grid('15 s', '45 s', '90 s')), as: 'outage' },
  },
  variants: { base: small ? { until: '12:22' } : {} },
  replicates: small ? 1 : 12,
});

const runs = await study.run({ store });
const { columns, rows } = await runs.query(`
  select drop as "drop, %", outage as "outage, s", count(*) as runs,
         round(100 * (1 - median("SOL/USDT:USDT@alpha.low") / median("SOL/USDT:USDT@alpha.first")), 1) as "SOL falls by, %",
         round(median("alpha.liquidatedNotional") / 1e6, 2) as "liquidated, M USDT",
         round(avg(("alpha.deleveragedNotional" > 0)::int), 2) as "winners pay in"
  from runs where status = 'completed' group by all order by 1, 2`);
console.table(rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]]))));
