import { auctionClosed, auctionOpened, auctionWon } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/**
 * Records the auctions in which keepers bid for positions of failing accounts, all in one table: each is opened, won as often
 * as keepers take a part, and closed.
 */
export function recordAuctions(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('auctions');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const auction = table.integer('auction');
  const event = table.text('event');
  const account = table.integer('account');
  const owner = table.text('class');
  const size = table.number('size', 'base');
  const price = table.number('price', 'quote');
  const duration = table.number('seconds', 's');
  const lotsInt = table.integer('lots', 'lots');
  const priceInt = table.integer('price_ticks', 'ticks');
  const put = (row: number, what: string, place: number, id: number, who: number, lots: number): void => {
    market.put(row, grids[place].id);
    auction.put(row, id);
    event.put(row, what);
    account.put(row, who);
    owner.put(row, recording.className(who));
    size.put(row, grids[place].size(lots));
    lotsInt.put(row, lots);
  };
  const putTerms = (row: number, place: number, priceTicks: number, seconds: number): void => {
    price.put(row, priceTicks > 0 ? grids[place].price(priceTicks) : NaN);
    duration.put(row, seconds);
    priceInt.put(row, priceTicks);
  };
  context.listen(auctionOpened, (seq, timeUs, cause, origin, place, id, who, signedLots, endsMs) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    put(row, 'opened', place, id, who, signedLots);
    putTerms(row, place, NaN, (Math.round(endsMs * 1000) - timeUs) / 1_000_000);
  });
  context.listen(auctionWon, (seq, timeUs, cause, origin, place, id, who, signedLots, priceTicks) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    put(row, 'won', place, id, who, signedLots);
    putTerms(row, place, priceTicks, NaN);
  });
  context.listen(auctionClosed, (seq, timeUs, cause, origin, place, id, who, soldLots) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    put(row, 'closed', place, id, who, soldLots);
    putTerms(row, place, NaN, NaN);
  });
}
