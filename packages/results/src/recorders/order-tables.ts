import { fill, orderStates, orderUpdate, refusals } from '@ebb/sdk';
import type { Recording } from './recording.ts';

const stateNames = new Map<number, string>(Object.entries(orderStates).map(([name, code]) => [code, name]));
const refusalNames = new Map<number, string>(Object.entries(refusals).map(([name, code]) => [code, name]));

/** Records what became of orders: every fill of either side, and every change of state. */
export function recordOrders(recording: Recording): void {
  recordFills(recording);
  recordOrderUpdates(recording);
}

function recordFills(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('fills');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const order = table.integer('order');
  const side = table.text('side');
  const price = table.number('price', 'quote');
  const size = table.number('size', 'base');
  const left = table.number('left', 'base');
  const fee = table.number('fee', 'quote');
  const maker = table.integer('maker');
  const forced = table.integer('forced');
  const priceInt = table.integer('price_ticks', 'ticks');
  const sizeInt = table.integer('size_lots', 'lots');
  const leftInt = table.integer('left_lots', 'lots');
  const feeInt = table.integer('fee_atoms', 'atoms');
  context.listen(
    fill,
    (seq, timeUs, cause, origin, place, who, id, way, priceTicks, sizeLots, leftLots, feeAtoms, isMaker, isForced) => {
      const grid = grids[place];
      const row = table.row();
      head.put(row, seq, timeUs, cause, origin);
      market.put(row, grid.id);
      account.put(row, who);
      owner.put(row, recording.className(who));
      order.put(row, id);
      side.put(row, way > 0 ? 'buy' : 'sell');
      price.put(row, grid.price(priceTicks));
      size.put(row, grid.size(sizeLots));
      left.put(row, grid.size(leftLots));
      fee.put(row, feeAtoms / (grid.perp ? grid.settleScale : grid.quoteScale));
      maker.put(row, isMaker);
      forced.put(row, isForced);
      priceInt.put(row, priceTicks);
      sizeInt.put(row, sizeLots);
      leftInt.put(row, leftLots);
      feeInt.put(row, feeAtoms);
    },
  );
}

function recordOrderUpdates(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('order_updates');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const order = table.integer('order');
  const state = table.text('state');
  const refusal = table.text('refusal');
  const left = table.number('left', 'base');
  const leftInt = table.integer('left_lots', 'lots');
  context.listen(orderUpdate, (seq, timeUs, cause, origin, place, who, id, stateCode, refusalCode, leftLots) => {
    const grid = grids[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grid.id);
    account.put(row, who);
    owner.put(row, recording.className(who));
    order.put(row, id);
    state.put(row, stateNames.get(stateCode) ?? String(stateCode));
    refusal.put(row, refusalNames.get(refusalCode) ?? String(refusalCode));
    left.put(row, grid.size(leftLots));
    leftInt.put(row, leftLots);
  });
}
