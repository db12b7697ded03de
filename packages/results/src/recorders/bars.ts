import { mark, quote, trade } from '@ebb/sdk';
import type { MarketView } from '@ebb/sdk';
import { Intervals } from '../intervals.ts';
import type { MarketGrid } from '../market-grid.ts';
import type { Recording } from './recording.ts';

/** What an interval has seen of one market, in ticks and lots; 0 ticks where there was nothing. */
class Bar {
  openTicks = 0;
  highTicks = 0;
  lowTicks = 0;
  closeTicks = 0;
  volumeLots = 0;
  buyLots = 0;
  forcedLots = 0;
  trades = 0;
  bidTicks = 0;
  askTicks = 0;
  markTicks = 0;
  indexTicks = 0;
  openInterest: number;

  constructor(
    readonly grid: MarketGrid,
    readonly view: MarketView,
  ) {
    this.openInterest = grid.perp ? 0 : NaN;
  }

  trade(priceTicks: number, sizeLots: number, takerSide: number, forced: number): void {
    if (this.trades === 0) this.openTicks = this.highTicks = this.lowTicks = priceTicks;
    if (priceTicks > this.highTicks) this.highTicks = priceTicks;
    if (priceTicks < this.lowTicks) this.lowTicks = priceTicks;
    this.closeTicks = priceTicks;
    this.volumeLots += sizeLots;
    if (takerSide > 0) this.buyLots += sizeLots;
    if (forced === 1) this.forcedLots += sizeLots;
    this.trades++;
  }

  /** Goes on into the next interval at the last price, with nothing traded. */
  roll(): void {
    this.openTicks = this.highTicks = this.lowTicks = this.closeTicks;
    this.volumeLots = this.buyLots = this.forcedLots = this.trades = 0;
  }
}

/**
 * Records one row for each market and interval: prices and volumes of the trades in it, and bid, ask, mark, index and
 * open interest as they were told last. An interval without a trade carries the last price. Returns what ends the table.
 */
export function recordBars(recording: Recording, intervalUs: number): (endUs: number) => void {
  const { context, grids } = recording;
  const table = recording.table('bars');
  const time = table.time('time');
  const market = table.text('market');
  const open = table.number('open', 'quote');
  const high = table.number('high', 'quote');
  const low = table.number('low', 'quote');
  const close = table.number('close', 'quote');
  const volume = table.number('volume', 'base');
  const buyVolume = table.number('buy_volume', 'base');
  const trades = table.integer('trades');
  const bid = table.number('bid', 'quote');
  const ask = table.number('ask', 'quote');
  const markPrice = table.number('mark', 'quote');
  const index = table.number('index', 'quote');
  const forcedVolume = table.number('forced_volume', 'base');
  const openInterest = table.number('open_interest', 'base');
  const bars = grids.map((grid, i) => new Bar(grid, context.view.markets[i]));

  const intervals = new Intervals(context.startUs, context.untilUs, intervalUs, (fromUs) => {
    for (const bar of bars) {
      const { grid } = bar;
      const row = table.row();
      time.put(row, fromUs);
      market.put(row, grid.id);
      open.put(row, grid.price(bar.openTicks));
      high.put(row, grid.price(bar.highTicks));
      low.put(row, grid.price(bar.lowTicks));
      close.put(row, grid.price(bar.closeTicks));
      volume.put(row, grid.size(bar.volumeLots));
      buyVolume.put(row, grid.size(bar.buyLots));
      trades.put(row, bar.trades);
      bid.put(row, grid.price(bar.bidTicks));
      ask.put(row, grid.price(bar.askTicks));
      markPrice.put(row, grid.price(bar.markTicks));
      index.put(row, grid.price(bar.indexTicks));
      forcedVolume.put(row, grid.size(bar.forcedLots));
      openInterest.put(row, bar.openInterest);
      bar.roll();
    }
  });
  const at = (timeUs: number, place: number): Bar => {
    intervals.touch(timeUs);
    return bars[place];
  };

  context.listen(trade, (_seq, timeUs, _cause, _origin, place, priceTicks, sizeLots, takerSide, _m, _t, forced) => {
    at(timeUs, place).trade(priceTicks, sizeLots, takerSide, forced);
  });
  context.listen(quote, (_seq, timeUs, _cause, _origin, place, bidTicks, _bidLots, askTicks) => {
    const bar = at(timeUs, place);
    bar.bidTicks = bidTicks;
    bar.askTicks = askTicks;
  });
  context.listen(mark, (_seq, timeUs, _cause, _origin, place, markTicks, indexTicks) => {
    const bar = at(timeUs, place);
    bar.markTicks = markTicks;
    bar.indexTicks = indexTicks;
    // A mark is sampled between intents, so positions are whole here; at a trade they may be half posted.
    bar.openInterest = bar.view.openInterest;
  });
  return (endUs) => intervals.finish(endUs);
}
