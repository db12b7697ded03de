import { describe, expect, test } from '@jest/globals';
import { FastBook, PlainBook } from '@ebb/book';
import type { BookListener, OrderBook } from '@ebb/book';
import fc from 'fast-check';
import { faultsOf } from '../test/books-agree.ts';
import { PlainBreaker } from '../test/plain-breaker.ts';
import { BTC, TestExchange, USD } from '../test/test-exchange.ts';
import type { OrderTerms, TestExchangeOptions } from '../test/test-exchange.ts';

const ACCOUNTS = 4;

/** One thing that somebody does; `pick` chooses among the orders sent so far. */
interface Deed {
  readonly kind: 'place' | 'amend' | 'cancel' | 'cancelAll' | 'mark' | 'wait' | 'halt' | 'break';
  readonly account: number;
  readonly market: number;
  readonly side: number;
  readonly price: number;
  readonly size: number;
  readonly pick: number;
  readonly terms: OrderTerms;
}

const kinds = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Deed['kind']>('place') },
  { weight: 3, arbitrary: fc.constant<Deed['kind']>('amend') },
  { weight: 2, arbitrary: fc.constant<Deed['kind']>('cancel') },
  { weight: 1, arbitrary: fc.constantFrom<Deed['kind']>('cancelAll', 'mark', 'wait', 'halt', 'break') },
);
const prices = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 95, max: 105 }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(1, 50, 200, 2 ** 31 - 1) },
);
const sizes = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 9000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 10 ** 9) },
);
const terms: fc.Arbitrary<OrderTerms> = fc.record({
  tif: fc.constantFrom('gtc', 'gtc', 'gtc', 'ioc', 'fok', 'postOnly'),
  reduceOnly: fc.boolean(),
  trigger: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 90, max: 110 }) },
  ),
  on: fc.constantFrom('last', 'last', 'mark', 'index'),
});
const deeds = fc.array(
  fc.record<Deed>({
    kind: kinds,
    account: fc.integer({ min: 1, max: ACCOUNTS }),
    market: fc.constantFrom(0, 1, 1),
    side: fc.constantFrom(1, -1),
    price: prices,
    size: sizes,
    pick: fc.nat(1000),
    terms,
  }),
  { minLength: 1, maxLength: 90, size: 'max' },
);

class Play {
  readonly exchange: TestExchange;
  readonly sent: number[] = [];
  readonly breaker = new PlainBreaker();

  constructor(makeBook: (listener: BookListener) => OrderBook, extra: TestExchangeOptions = {}) {
    const delays = [3, 0, 11, 7, 2];
    let drawn = 0;
    const delayUs = (account: number): number => delays[(account + drawn++) % delays.length];
    const options = {
      markIntervalUs: 60,
      fundingIntervalMs: 0.12,
      delayUs,
      makeBook,
      listens: false,
      breakers: [this.breaker],
    };
    this.exchange = new TestExchange({ perps: true, accounts: ACCOUNTS, ...options, ...extra });
    this.exchange.rules.makerPpm = -1234;
    this.exchange.rules.takerPpm = 4321;
    this.exchange.rules.fundingRate = 0.000321;
    this.exchange.rules.indexPrice = 100;
    this.exchange.start();
  }

  do(deed: Deed): void {
    const { exchange, sent } = this;
    const { account, market, side, price, size } = deed;
    const { gateway } = exchange.venue;
    const order = sent.length === 0 ? 0 : sent[deed.pick % sent.length];
    if (deed.kind === 'place') sent.push(exchange.send(account, market, side, price, size, deed.terms));
    else if (deed.kind === 'amend') gateway.amend(account, order, market, price, size);
    else if (deed.kind === 'cancel') gateway.cancel(account, order, market);
    else if (deed.kind === 'cancelAll') gateway.cancelAll(account, deed.pick % 3 === 0 ? -1 : market);
    else if (deed.kind === 'mark') exchange.rules.markPrice = exchange.rules.indexPrice = 90 + (deed.pick % 21);
    else if (deed.kind === 'break') this.#break(deed);
    else if (deed.kind === 'wait') exchange.run(deed.pick % 100);
    else exchange.venue.setState((['open', 'open', 'cancelOnly', 'down'] as const)[deed.pick % 4]);
  }

  /** Halts the next market that trades, sets a band or a throttle, or lifts them. */
  #break({ pick, side }: Deed): void {
    const { breaker } = this;
    if (pick % 2 === 0) breaker.nextHalt = { ms: 0.02, meanwhile: pick % 6 === 0 ? 'cancelOnly' : 'auction' };
    else breaker.bandNow = pick % 3 === 0 ? null : { lowTicks: 98 - (pick % 7), highTicks: 101 + (pick % 5) };
    breaker.forcedLots = side > 0 ? Infinity : pick % 40;
  }

  /** Lifts what breakers ask, opens the venue and cancels everything of everyone. */
  clear(): void {
    this.breaker.nextHalt = this.breaker.bandNow = null;
    this.exchange.venue.setState('open');
    this.exchange.run(50);
    for (const account of this.exchange.accounts) this.exchange.venue.gateway.cancelAll(account, -1);
    this.exchange.run(50);
  }
}

const fast = (listener: BookListener): OrderBook => new FastBook(listener);
const plain = (listener: BookListener): OrderBook => new PlainBook(listener);

describe('whatever several accounts send to a spot and a perpetual market', () => {
  test('money, holds, exposure, positions and reduce-only orders agree after every instant, and end in nothing', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const play = new Play(fast);
        const { exchange } = play;
        for (const deed of all) {
          play.do(deed);
          exchange.run(1);
          expect(faultsOf(exchange)).toEqual([]);
        }
        play.clear();
        expect(faultsOf(exchange)).toEqual([]);
        expect(exchange.venue.orders.live).toBe(0);
        for (const asset of [USD, BTC]) expect(exchange.ledger.totalHeld(asset)).toBe(0);
        const { exposure } = exchange.venue.house!.credit;
        for (const account of exchange.accounts) expect(exposure.orders(account)).toBe(0);
      }),
      { numRuns: 120 },
    );
  });

  test('the story is the same on the plain and on the fast book', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const [one, other] = [fast, plain].map((makeBook) => {
          const play = new Play(makeBook);
          for (const deed of all) play.do(deed);
          play.clear();
          return play.exchange;
        });
        expect(one.kernel.trace.digest()).toBe(other.kernel.trace.digest());
        expect(one.ledger.stateHash()).toBe(other.ledger.stateHash());
      }),
      { numRuns: 120 },
    );
  });

  test('a reduce-only order never fills past what it reduces', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        // Without marks nobody is liquidated, so that positions are what fills made them.
        const play = new Play(fast, { listens: true, markIntervalUs: 3_600_000_000 });
        const { exchange } = play;
        const reducing = new Set<number>();
        for (const deed of all) {
          play.do(deed);
          if (deed.kind === 'place' && deed.market === 1 && deed.terms.reduceOnly) reducing.add(play.sent.at(-1)!);
        }
        const before = new Map<number, number>();
        play.clear();
        for (const { market, account, side, sizeLots, order } of exchange.fills) {
          if (market !== 'BTC/USD:USD@alpha') continue;
          const size = before.get(account) ?? 0;
          const after = size + (side === 'buy' ? sizeLots : -sizeLots);
          if (reducing.has(order)) expect(Math.abs(after)).toBe(Math.abs(size) - sizeLots);
          before.set(account, after);
        }
      }),
      { numRuns: 100 },
    );
  });
});
