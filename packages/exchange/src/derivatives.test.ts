import { describe, expect, test } from '@jest/globals';
import { Kernel, RunFault } from '@ebb/kernel';
import { faultsOf } from '../test/books-agree.ts';
import { BUY, PERP, SELL, SPOT, START_ATOMS, TestExchange, USD } from '../test/test-exchange.ts';
import { funding, mark } from './facts.ts';
import type { Funding, Mark } from './facts.ts';
import { ListingSource, OutsideSource } from './index-sources.ts';
import { Venue } from './venue.ts';

const [ANN, BOB, CAT] = [1, 2, 3];
const SECOND = 1_000_000;

function marksOf(exchange: TestExchange): Mark[] {
  const marks: Mark[] = [];
  exchange.kernel.bus.family(mark).all$.subscribe((fact) => void marks.push(fact));
  return marks;
}

function hold(exchange: TestExchange, long: number, short: number, lots: number): void {
  exchange.place(long, PERP, BUY, 100, lots);
  exchange.place(short, PERP, SELL, 100, lots);
}

describe('marks', () => {
  test('are sampled at the start and then on whole multiples of their interval, while the venue is up', () => {
    const exchange = new TestExchange({ perps: true, markIntervalUs: 3_000_000 });
    const marks = marksOf(exchange);
    exchange.start().run(7 * SECOND);
    const times = marks.map((each) => each.timeUs);
    expect(times[0]).toBe(exchange.startUs);
    expect(times.length).toBeGreaterThanOrEqual(3);
    for (const time of times.slice(1)) expect(time % 3_000_000).toBe(0);
    exchange.venue.setState('down');
    exchange.run(6 * SECOND);
    expect(marks).toHaveLength(times.length);
    exchange.venue.setState('cancelOnly');
    exchange.run(6 * SECOND);
    expect(marks).toHaveLength(times.length + 2);
  });

  test('come after what arrives at the same instant', () => {
    const exchange = new TestExchange({ perps: true, delayUs: () => SECOND });
    exchange.start();
    exchange.send(ANN, PERP, BUY, 77, 1);
    exchange.run(SECOND);
    expect(exchange.rules.lastMarkInputs!.bid).toBe(77);
  });

  test('are the nearest tick; while there is none nothing is told, and NaN keeps the last', () => {
    const exchange = new TestExchange({ perps: true });
    const marks = marksOf(exchange);
    exchange.rules.markPrice = NaN;
    exchange.start().run(SECOND);
    expect(marks).toEqual([]);
    exchange.rules.markPrice = 104.5;
    exchange.rules.indexPrice = 104.4;
    exchange.run(SECOND);
    exchange.rules.markPrice = exchange.rules.indexPrice = NaN;
    exchange.run(SECOND);
    expect(marks.map((each) => [each.markTicks, each.indexTicks])).toEqual([
      [105, 104],
      [105, 104],
    ]);
    exchange.rules.markPrice = 1e-9;
    exchange.run(SECOND);
    expect(marks.at(-1)!.markTicks).toBe(1);
    exchange.rules.markPrice = 1e10;
    exchange.run(SECOND);
    expect(marks.at(-1)!.markTicks).toBe(2 ** 31 - 1);
  });

  test('follow from the last trade on their market or on one that their index reads', () => {
    const exchange = new TestExchange({
      perps: true,
      sources: ({ venue, kernel }) => [
        new OutsideSource('BTC', () => 101),
        new ListingSource(
          venue.listing(SPOT),
          () => kernel.calendar.nowUs,
          () => venue.state,
        ),
      ],
    });
    exchange.rules.readsSources = true;
    const marks = marksOf(exchange);
    exchange.start().run(SECOND);
    expect([marks.at(-1)!.cause, marks.at(-1)!.origin]).toEqual([0, 0]);
    exchange.place(ANN, SPOT, BUY, 100, 1);
    exchange.place(BOB, SPOT, SELL, 100, 1);
    exchange.run(SECOND);
    const [first] = exchange.trades;
    expect([marks.at(-1)!.cause, marks.at(-1)!.origin]).toEqual([first.seq, first.origin]);
    hold(exchange, ANN, BOB, 1);
    exchange.run(SECOND);
    expect(marks.at(-1)!.cause).toBe(exchange.trades[1].seq);
    exchange.run(SECOND);
    expect(marks.at(-1)!.cause).toBe(exchange.trades[1].seq);
  });

  test('an index reads middles, last prices, ages and states', () => {
    const exchange = new TestExchange({
      perps: true,
      sources: ({ venue, kernel }) => [
        new ListingSource(
          venue.listing(SPOT),
          () => kernel.calendar.nowUs,
          () => venue.state,
        ),
        new OutsideSource('BTC', () => 99.5),
      ],
    });
    exchange.start();
    const [source, outside] = exchange.rules.lastSources;
    expect([source.name, source.mid, source.last, source.open]).toEqual(['BTC/USD@alpha', NaN, NaN, true]);
    expect([outside.name, outside.mid, outside.last, outside.ageMs, outside.open]).toEqual([
      'outside:BTC',
      99.5,
      99.5,
      0,
      true,
    ]);
    exchange.place(ANN, SPOT, SELL, 103, 5);
    expect(source.mid).toBe(103);
    exchange.place(BOB, SPOT, BUY, 100, 5);
    expect(source.mid).toBe(101.5);
    exchange.cancelAll(ANN);
    expect(source.mid).toBe(100);
    exchange.place(ANN, SPOT, SELL, 100, 1);
    exchange.run(2500);
    expect([source.last, source.ageMs]).toEqual([100, 2.5]);
    exchange.venue.setState('down');
    expect(source.open).toBe(false);
  });

  test('mark and funding policies see the book, the last rate, the impact prices and the time left', () => {
    const exchange = new TestExchange({ perps: true, fundingIntervalMs: 5000 });
    const seen: unknown[] = [];
    exchange.rules.indexPrice = 100;
    exchange.place(ANN, SPOT, BUY, 1, 1);
    exchange.start();
    exchange.place(ANN, PERP, BUY, 99, 10);
    exchange.place(ANN, PERP, BUY, 98, 100);
    exchange.place(BOB, PERP, SELL, 101, 10);
    exchange.rules.onSample = (inputs) => {
      const { index, mark, bid, ask, last, untilFundingMs, fundingIntervalMs } = inputs;
      // 10 lots of 0.01 at 99 are 9.9 in money; 19.7 takes 10 lots more at 98.
      seen.push(index, mark, bid, ask, last, untilFundingMs, fundingIntervalMs);
      seen.push(
        inputs.impactBid(9.9),
        inputs.impactBid(19.7),
        inputs.impactAsk(10.2),
        inputs.fundingRate,
        inputs.nowMs,
      );
    };
    exchange.run(SECOND);
    expect(exchange.rules.samples).toBe(2);
    expect(seen).toEqual([100, 100, 99, 101, NaN, 4000, 5000, 99, 98.5, NaN, 0, exchange.startUs / 1000 + 1000]);
  });
});

describe('funding', () => {
  function settled(rate: number, lots: readonly [number, number, number], markPrice = 100): TestExchange {
    const exchange = new TestExchange({ perps: true, fundingIntervalMs: 4000 });
    exchange.rules.markPrice = markPrice;
    exchange.start();
    const [ann, bob, cat] = lots;
    exchange.place(CAT, PERP, Math.sign(cat), 100, Math.abs(cat));
    for (const [account, size] of [
      [ANN, ann],
      [BOB, bob],
    ]) {
      exchange.place(account, PERP, Math.sign(size), 100, Math.abs(size));
    }
    exchange.rules.fundingRate = rate;
    return exchange;
  }

  test('longs pay shorts a positive rate: payers round up, receivers down, the dust stays', () => {
    const exchange = settled(0.000123, [7, 6, -13]); // 0.861, 0.738 and 1.599 atoms
    const before = exchange.accounts.map((account) => exchange.balance(account, USD));
    exchange.run(4 * SECOND);
    const moved = exchange.accounts.map((account, at) => exchange.balance(account, USD) - before[at]);
    expect(moved).toEqual([-1, -1, 1]);
    expect(exchange.ledger.balance(exchange.fundingWallet, USD)).toBe(1);
    expect(exchange.payments.map((each) => [each.account, each.amountAtoms, each.amount])).toEqual([
      [ANN, -1, -0.001],
      [CAT, 1, 0.001],
      [BOB, -1, -0.001],
    ]);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('shorts pay longs a negative one, at the mark', () => {
    const exchange = settled(-0.01, [30, -10, -20], 90);
    const before = exchange.balance(ANN, USD);
    exchange.run(4 * SECOND);
    expect(exchange.balance(ANN, USD) - before).toBe(270);
    expect(exchange.ledger.balance(exchange.fundingWallet, USD)).toBe(0);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('is settled on whole multiples of its interval, after the mark of that instant, and tells the rate', () => {
    const exchange = settled(0.01, [3, 4, -7]);
    const facts: (Funding | Mark)[] = [];
    exchange.kernel.bus.family(mark).all$.subscribe((fact) => void facts.push(fact));
    exchange.kernel.bus.family(funding).all$.subscribe((fact) => void facts.push(fact));
    exchange.run(9 * SECOND);
    const rates = facts.filter((each): each is Funding => each.type === 'funding');
    expect(rates.length).toBeGreaterThanOrEqual(2);
    for (const { timeUs, rate, seq } of rates) {
      expect([timeUs % (4 * SECOND), rate]).toEqual([0, 0.01]);
      expect(facts.some((each) => each.type === 'mark' && each.timeUs === timeUs && each.seq < seq)).toBe(true);
      const paid = exchange.payments.filter((each) => each.timeUs === timeUs);
      expect(paid.map((each) => each.cause)).toEqual([seq, seq, seq]);
    }
    expect(exchange.venue.listing(PERP).fundingRate).toBe(0.01);
  });

  test('moves nothing at a rate of zero or while the venue is down, and refuses one that is no number', () => {
    const exchange = settled(0, [3, 4, -7]);
    exchange.run(4 * SECOND);
    exchange.rules.fundingRate = 0.01;
    exchange.venue.setState('down');
    exchange.run(4 * SECOND);
    expect(exchange.payments).toEqual([]);
    exchange.venue.setState('open');
    exchange.rules.fundingRate = NaN;
    expect(() => exchange.run(4 * SECOND)).toThrow(RunFault);
    expect(exchange.kernel.fault!.message).toContain('the funding policy of BTC/USD:USD@alpha gives NaN');
  });
});

describe('accounts that a mark breaks', () => {
  test('lose all orders, stops and those that fired at that very mark too, and are sold on the book', () => {
    const exchange = new TestExchange({ perps: true }).start();
    hold(exchange, ANN, BOB, 9000);
    const resting = exchange.place(ANN, SPOT, BUY, 10, 1);
    const fired = exchange.place(ANN, PERP, SELL, 0, 9000, { trigger: 91, on: 'mark' });
    const waiting = exchange.place(ANN, PERP, SELL, 0, 9000, { trigger: 50, on: 'last' });
    exchange.place(CAT, PERP, BUY, 92, 9000);
    exchange.rules.markPrice = 91;
    exchange.run(SECOND);
    expect([resting, fired, waiting].map((id) => exchange.story(id).at(-1))).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    expect([exchange.position(ANN), exchange.position(CAT)]).toEqual([0, 9000]);
    const last = exchange.trades.at(-1)!;
    expect([last.forced, last.taker]).toEqual([true, ANN]);
    expect(exchange.fills.filter((each) => each.forced).map((each) => each.feeAtoms)).toEqual([0]);
    expect(exchange.balance(ANN, USD)).toBe(START_ATOMS[USD] - 9000 * 8 * 10);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('a venue that lists perpetuals needs the rules for them', () => {
    const { markets, ledger, feeWallet, rules } = new TestExchange({ perps: true });
    const { fees, latency } = rules.policies();
    const make = (): Venue =>
      new Venue({
        kernel: new Kernel({ startUs: 0, seed: 1 }),
        ledger,
        name: { index: 0, venue: 'beta', settleScale: 1000 },
        instruments: markets.map((each) => each.instrument),
        markets,
        policies: { fees, latency },
        feeWallet,
        rateLimit: null,
        delayUs: () => 0,
      });
    expect(make).toThrow('venue beta lists perpetuals without the rules for them');
  });
});
