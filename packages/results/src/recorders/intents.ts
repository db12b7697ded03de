import { amendOrder, cancelAllOrders, cancelOrder, placeOrder } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records what agents asked for, when they asked: place, amend, cancel and cancel-all in one table. */
export function recordIntents(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('intents');
  const head = recording.factColumns(table);
  const intent = table.text('intent');
  const venue = table.text('venue');
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const order = table.integer('order');
  const side = table.text('side');
  const price = table.number('price', 'quote');
  const size = table.number('size', 'base');
  const trigger = table.number('trigger', 'quote');
  const timeInForce = table.integer('time_in_force');
  const reduceOnly = table.integer('reduce_only');
  const priceInt = table.integer('price_ticks', 'ticks');
  const sizeInt = table.integer('size_lots', 'lots');
  const triggerInt = table.integer('trigger_ticks', 'ticks');

  const about = (row: number, word: string, place: number, who: number, id: number): void => {
    intent.put(row, word);
    venue.put(row, context.venues[grids[place].venue].name);
    market.put(row, grids[place].id);
    account.put(row, who);
    owner.put(row, recording.className(who));
    order.put(row, id);
  };
  const terms = (row: number, word: string, place: number, priceTicks: number, sizeLots: number): void => {
    side.put(row, word);
    price.put(row, grids[place].price(priceTicks));
    size.put(row, grids[place].size(sizeLots));
    priceInt.put(row, priceTicks);
    sizeInt.put(row, sizeLots);
  };
  const extras = (row: number, place: number, force: number, only: number, triggerTicks: number): void => {
    timeInForce.put(row, force);
    reduceOnly.put(row, only);
    trigger.put(row, grids[place].price(triggerTicks));
    triggerInt.put(row, triggerTicks);
  };

  context.listen(
    placeOrder,
    (seq, timeUs, cause, origin, place, who, id, way, priceTicks, sizeLots, force, only, triggerTicks) => {
      const row = table.row();
      head.put(row, seq, timeUs, cause, origin);
      about(row, 'place', place, who, id);
      terms(row, way > 0 ? 'buy' : 'sell', place, priceTicks, sizeLots);
      extras(row, place, force, only, triggerTicks);
    },
  );
  context.listen(amendOrder, (seq, timeUs, cause, origin, place, who, id, priceTicks, sizeLots) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    about(row, 'amend', place, who, id);
    terms(row, '', place, priceTicks, sizeLots);
    extras(row, place, NaN, NaN, NaN);
  });
  context.listen(cancelOrder, (seq, timeUs, cause, origin, place, who, id) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    about(row, 'cancel', place, who, id);
    terms(row, '', place, NaN, NaN);
    extras(row, place, NaN, NaN, NaN);
  });
  context.listen(cancelAllOrders, (seq, timeUs, cause, origin, place, who, instrument) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    const first = instrument < 0 ? grids.findIndex((grid) => grid.venue === place) : instrument;
    about(row, 'cancel_all', first, who, NaN);
    if (instrument < 0) market.put(row, '');
    terms(row, '', first, NaN, NaN);
    extras(row, first, NaN, NaN, NaN);
  });
}
