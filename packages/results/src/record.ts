import type { ColumnSink, RunContext } from '@ebb/sdk';
import { recordAuctions } from './recorders/auction-tables.ts';
import { recordBars } from './recorders/bars.ts';
import { recordClearing } from './recorders/clearing-tables.ts';
import { recordCollateral } from './recorders/collateral-tables.ts';
import { recordIntents } from './recorders/intents.ts';
import { recordLending } from './recorders/lending-tables.ts';
import { recordIssuance } from './recorders/issuance-tables.ts';
import { recordMarkets } from './recorders/market-tables.ts';
import { recordOrders } from './recorders/order-tables.ts';
import { Recording } from './recorders/recording.ts';
import { recordPools } from './recorders/pool-tables.ts';
import { recordTape } from './recorders/tape-tables.ts';
import { recordTransfers } from './recorders/transfer-tables.ts';
import { recordValues } from './recorders/values.ts';
import { recordVenueEvents } from './recorders/venue-tables.ts';

/** A table that a run recorded. */
export interface RecordedTable {
  readonly name: string;
  readonly rows: number;
}

/** A recording that is going on. */
export interface Recorder {
  /** Writes what is left, with bars up to the simulated time at which the run ended; called once, however it ended. */
  finish(): void;
  /** The tables and their rows so far. */
  tables(): readonly RecordedTable[];
}

/**
 * Begins to record a run, before its first fact: bars and outside values on an interval, and what clearing and venues did;
 * `all` adds trades, quotes, marks, fills, order updates and intents. Recorders only listen: with them, with others or
 * with none a run is the same. Throws a RangeError for an interval that is not a whole number of microseconds above 0.
 */
export function record(
  context: RunContext,
  sink: ColumnSink,
  what: 'default' | 'all',
  barIntervalUs: number,
): Recorder {
  const recording = new Recording(context, sink);
  const endBars = recordBars(recording, barIntervalUs);
  const endValues = recordValues(recording, barIntervalUs);
  recordClearing(recording);
  recordAuctions(recording);
  recordCollateral(recording);
  recordVenueEvents(recording);
  recordMarkets(recording);
  recordTransfers(recording);
  recordLending(recording);
  recordPools(recording);
  recordIssuance(recording);
  if (what === 'all') {
    recordTape(recording);
    recordOrders(recording);
    recordIntents(recording);
  }
  return {
    finish: () => {
      const endUs = nowUs(context);
      endBars(endUs);
      endValues(endUs);
      for (const table of recording.tables) table.finish();
    },
    tables: () => recording.tables.map(({ name, rows }) => ({ name, rows })),
  };
}

/** Simulated time in whole microseconds; the view tells milliseconds, whose double still holds three decimals. */
function nowUs(context: RunContext): number {
  return Math.round(context.view.nowMs * 1000);
}
