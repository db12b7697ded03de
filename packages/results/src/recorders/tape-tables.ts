import { mark, quote, trade } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records every trade, every change of the best prices and every mark. */
export function recordTape(recording: Recording): void {
  recordTrades(recording);
  recordQuotes(recording);
  recordMarks(recording);
}

function recordTrades(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('trades');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const price = table.number('price', 'quote');
  const size = table.number('size', 'base');
  const side = table.text('side');
  const forced = table.integer('forced');
  const maker = table.integer('maker');
  const taker = table.integer('taker');
  const priceInt = table.integer('price_ticks', 'ticks');
  const sizeInt = table.integer('size_lots', 'lots');
  context.listen(
    trade,
    (seq, timeUs, cause, origin, place, priceTicks, sizeLots, takerSide, makerAccount, takerAccount, isForced) => {
      const grid = grids[place];
      const row = table.row();
      head.put(row, seq, timeUs, cause, origin);
      market.put(row, grid.id);
      price.put(row, grid.price(priceTicks));
      size.put(row, grid.size(sizeLots));
      side.put(row, takerSide > 0 ? 'buy' : 'sell');
      forced.put(row, isForced);
      maker.put(row, makerAccount);
      taker.put(row, takerAccount);
      priceInt.put(row, priceTicks);
      sizeInt.put(row, sizeLots);
    },
  );
}

function recordQuotes(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('quotes');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const bid = table.number('bid', 'quote');
  const bidSize = table.number('bid_size', 'base');
  const ask = table.number('ask', 'quote');
  const askSize = table.number('ask_size', 'base');
  const bidInt = table.integer('bid_ticks', 'ticks');
  const bidSizeInt = table.integer('bid_lots', 'lots');
  const askInt = table.integer('ask_ticks', 'ticks');
  const askSizeInt = table.integer('ask_lots', 'lots');
  context.listen(quote, (seq, timeUs, cause, origin, place, bidTicks, bidLots, askTicks, askLots) => {
    const grid = grids[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grid.id);
    bid.put(row, grid.price(bidTicks));
    bidSize.put(row, grid.size(bidLots));
    ask.put(row, grid.price(askTicks));
    askSize.put(row, grid.size(askLots));
    bidInt.put(row, bidTicks);
    bidSizeInt.put(row, bidLots);
    askInt.put(row, askTicks);
    askSizeInt.put(row, askLots);
  });
}

function recordMarks(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('marks');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const markPrice = table.number('mark', 'quote');
  const index = table.number('index', 'quote');
  const markInt = table.integer('mark_ticks', 'ticks');
  const indexInt = table.integer('index_ticks', 'ticks');
  context.listen(mark, (seq, timeUs, cause, origin, place, markTicks, indexTicks) => {
    const grid = grids[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grid.id);
    markPrice.put(row, grid.price(markTicks));
    index.put(row, grid.price(indexTicks));
    markInt.put(row, markTicks);
    indexInt.put(row, indexTicks);
  });
}
