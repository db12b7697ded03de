import type { CascadeRecord, CascadeReport } from './cascade-report.ts';
import { formatAmount, formatClock, formatCount, formatPercent } from './format.ts';
import type { SummaryTable } from './summary-table.ts';

/** How many cascades a person is told of. */
const TOLD = 5;

/** Lays out the cascades that sold most, the largest first; without a row when no liquidation led to another. Times are UTC. */
export function cascadeTable({ unit, largest }: CascadeReport): SummaryTable {
  return {
    title: 'Cascades',
    columns: [
      { title: 'root', align: 'left' },
      { title: 'where', align: 'left' },
      { title: 'whose', align: 'left' },
      { title: 'begun by', align: 'left' },
      { title: 'liquidations', align: 'right' },
      { title: 'depth', align: 'right' },
      { title: 'sold by force', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    rows: largest
      .slice(0, TOLD)
      .map((cascade) => [
        formatClock(cascade.atUs),
        whereOf(cascade),
        cascade.class,
        cascade.cause.kind === 'shock' ? cascade.cause.shock : 'flow',
        formatCount(cascade.liquidations),
        formatCount(cascade.depth),
        formatAmount(cascade.notional, unit),
        formatPercent(cascade.share),
      ]),
  };
}

/** Says so in a sentence when there were liquidations and none led to another; undefined otherwise. */
export function withoutCascades({ liquidations, cascades }: CascadeReport): string | undefined {
  return liquidations > 0 && cascades === 0 ? 'No liquidation led to another.' : undefined;
}

/** The market in which the root was closed; the account as a whole when there were several or none. */
function whereOf({ market, venue }: CascadeRecord): string {
  return market ?? `account@${venue}`;
}
