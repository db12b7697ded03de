import { forcedPrint, marketHalt, marketStates } from '@ebb/sdk';
import type { Recording } from './recording.ts';

const stateNames = new Map<number, string>(Object.entries(marketStates).map(([name, code]) => [code, name]));

/** Records when single markets were halted and opened again, and what public feeds showed of forced orders. */
export function recordMarkets(recording: Recording): void {
  recordMarketHalts(recording);
  recordForcedPrints(recording);
}

function recordMarketHalts(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('market_halts');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const state = table.text('state');
  const duration = table.number('seconds', 's');
  context.listen(marketHalt, (seq, timeUs, cause, origin, place, code, untilUs) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grids[place].id);
    state.put(row, stateNames.get(code) ?? String(code));
    duration.put(row, code === marketStates.open ? NaN : (untilUs - timeUs) / 1_000_000);
  });
}

function recordForcedPrints(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('forced_prints');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const side = table.text('side');
  const size = table.number('size', 'base');
  const notional = table.number('notional', 'quote');
  const met = table.time('met');
  const sizeInt = table.integer('size_lots', 'lots');
  context.listen(forcedPrint, (seq, timeUs, cause, origin, place, direction, sizeLots, worth, metUs) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grids[place].id);
    side.put(row, direction > 0 ? 'buy' : 'sell');
    size.put(row, grids[place].size(sizeLots));
    notional.put(row, worth);
    met.put(row, metUs);
    sizeInt.put(row, sizeLots);
  });
}
