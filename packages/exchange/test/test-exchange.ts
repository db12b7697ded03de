import { timeInForce } from '@ebb/book';
import type { BookListener, OrderBook, PoolCurve } from '@ebb/book';
import type { Market } from '@ebb/clearing';
import { Kernel } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { Ledger, defineAssets, defineInstruments } from '@ebb/ledger';
import type { Instrument, PerpInstrument, SpotInstrument } from '@ebb/ledger';
import {
  Pool,
  Venue,
  fill,
  forcedPrint,
  fundingPayment,
  marketHalt,
  orderUpdate,
  quote,
  trade,
  triggerSources,
} from '../src/index.ts';
import type { Capacity, CircuitBreaker, Fill, ForcedPrintShown, FundingPayment, IndexSource } from '../src/index.ts';
import type { MarketStateChange, ObservationPolicy, OrderUpdate, Quote, RateLimit, Trade } from '../src/index.ts';
import { PlainRules } from './plain-policies.ts';

/** The assets by index. */
export const USD = 0;
export const BTC = 1;
/** The instruments by index; one tick on one lot is 1 atom of USD on the spot market and 10 on the perpetual. */
export const SPOT = 0;
export const PERP = 1;
/** Funds of each account at first. */
export const START_ATOMS = [1_000_000, 1000] as const;
export const BUY = 1;
export const SELL = -1;

const POOL_PLACE = { id: 'BTC/USD@alpha', baseScale: 1000, quoteScale: 1000 };
const START_US = 1_760_000_000_000_000;

/** What may be asked of an order besides price and size. */
export interface OrderTerms {
  readonly tif?: keyof typeof timeInForce;
  readonly reduceOnly?: boolean;
  readonly trigger?: number;
  readonly on?: keyof typeof triggerSources;
}

/** How a test exchange is made. */
export interface TestExchangeOptions {
  readonly perps?: boolean;
  readonly accounts?: number;
  readonly rateLimit?: RateLimit;
  readonly capacity?: Capacity;
  /** Travel time of an account's next intent. */
  readonly delayUs?: (account: number) => number;
  readonly makeBook?: (listener: BookListener) => OrderBook;
  readonly instantBudget?: number;
  /** Of every market. */
  readonly breakers?: readonly CircuitBreaker[];
  readonly observation?: ObservationPolicy;
  /** Hears every fact of trading while this is true; benchmarks do without. */
  readonly listens?: boolean;
  readonly markIntervalUs?: number;
  readonly fundingIntervalMs?: number;
  /** What the spot market trades by instead of a book; with 2,000 atoms of BTC and 200,000 of USD in it. */
  readonly curve?: PoolCurve;
  readonly sources?: (exchange: TestExchange) => readonly IndexSource[];
}

/** One venue with a spot market, and with a perpetual if asked for, driven through its gateway. */
export class TestExchange {
  readonly rules = new PlainRules();
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly venue: Venue;
  readonly accounts: readonly number[];
  readonly feeWallet: number;
  readonly fundingWallet: number;
  readonly markets: readonly Market[];
  readonly pool: Pool | null;
  readonly updates: OrderUpdate[] = [];
  readonly fills: Fill[] = [];
  readonly trades: Trade[] = [];
  readonly quotes: Quote[] = [];
  readonly payments: FundingPayment[] = [];
  readonly halts: MarketStateChange[] = [];
  readonly prints: ForcedPrintShown[] = [];
  readonly startUs = START_US;
  readonly #options: TestExchangeOptions;
  #untilUs = START_US;

  constructor(options: TestExchangeOptions = {}) {
    this.#options = options;
    const { perps = false, accounts = 3, rateLimit = null, delayUs = () => 0, makeBook, instantBudget } = options;
    this.kernel = new Kernel({ startUs: START_US, seed: 1, instantBudget });
    const assets = defineAssets([
      { symbol: 'USD', decimals: 3 },
      { symbol: 'BTC', decimals: 3 },
    ]);
    this.ledger = new Ledger(assets);
    const instruments = defineInstruments(assets, [
      { kind: 'spot', symbol: 'BTC/USD', venue: 0, tick: 1, lot: 0.001 },
      ...(perps ? [{ kind: 'perp' as const, symbol: 'BTC/USD:USD', venue: 0, tick: 1, lot: 0.01 }] : []),
    ]);
    this.markets = instruments.map(marketOf);
    const open = (role: string): number =>
      this.ledger.openWallet({ owner: -1, name: `alpha/${role}`, mayGoNegative: true });
    this.feeWallet = open('fees');
    this.fundingWallet = open('funding');
    this.pool = options.curve === undefined ? null : this.#found(options.curve, open('pool'));
    const { markIntervalUs = 1_000_000, fundingIntervalMs = 3_600_000 } = options;
    this.venue = new Venue({
      kernel: this.kernel,
      ledger: this.ledger,
      name: { index: 0, venue: 'alpha', settleScale: 1000 },
      instruments,
      markets: this.markets,
      policies: {
        ...this.rules.policies(),
        ...(options.breakers === undefined ? {} : { circuitBreakers: () => options.breakers! }),
        ...(options.observation === undefined ? {} : { observation: () => options.observation! }),
      },
      feeWallet: this.feeWallet,
      ...(this.pool === null ? {} : { pools: { own: new Map([[SPOT, this.pool]]), places: [POOL_PLACE] } }),
      rateLimit,
      capacity: options.capacity,
      delayUs,
      ...(perps
        ? {
            derivatives: {
              settle: USD,
              settleSymbol: 'USD',
              own: {
                clearing: open('clearing'),
                funding: this.fundingWallet,
                interest: open('interest'),
                insurance: { account: 0, wallet: open('insurance') },
                ownInsurance: new Map(),
                vault: null,
              },
              markIntervalUs,
              fundingIntervalMs: () => fundingIntervalMs,
              accountCount: () => accounts + 1,
              openMargin: (account, { symbol }) =>
                this.ledger.openWallet({
                  owner: account,
                  name: `alpha/isolated ${symbol}/traders[${account}]`,
                  mayGoNegative: true,
                }),
              culprits: new Set(),
            },
          }
        : {}),
      ...(makeBook === undefined ? {} : { makeBook }),
    });
    this.accounts = Array.from({ length: accounts }, (_, at) => at + 1);
    for (const account of this.accounts) {
      const name = `alpha/traders[${account}]`;
      const wallet = this.ledger.openWallet({ owner: account, name, mayGoNegative: perps });
      this.venue.wallets.add(account, wallet);
      START_ATOMS.forEach((atoms, asset) => this.ledger.issue(wallet, asset, atoms));
    }
    if (options.listens ?? true) this.#listen();
  }

  get perp(): PerpInstrument {
    return this.markets[PERP].instrument as PerpInstrument;
  }

  /** Sets marks and funding going. */
  start(): this {
    this.venue.start(() => this.#options.sources?.(this) ?? []);
    return this;
  }

  /** Plays on for some microseconds; with none, all that is due now. */
  run(us = 0): this {
    this.#untilUs += us;
    this.kernel.step(Infinity, this.#untilUs);
    if (this.kernel.calendar.nowUs < this.#untilUs) this.kernel.calendar.advanceTo(this.#untilUs);
    return this;
  }

  /** Sends an order, price 0 being none, without playing on; returns its number. */
  send(account: number, market: number, side: number, price: number, size: number, terms: OrderTerms = {}): number {
    const { tif = 'gtc', reduceOnly = false, trigger = 0, on = 'last' } = terms;
    return this.venue.gateway.place({
      account,
      instrument: market,
      side,
      priceTicks: price,
      sizeLots: size,
      timeInForce: timeInForce[tif],
      reduceOnly,
      triggerTicks: trigger,
      triggerSource: triggerSources[on],
    });
  }

  /** Sends an order and plays what is due. */
  place(account: number, market: number, side: number, price: number, size: number, terms: OrderTerms = {}): number {
    const id = this.send(account, market, side, price, size, terms);
    this.run();
    return id;
  }

  amend(account: number, order: number, price: number, size: number, market = SPOT): this {
    this.venue.gateway.amend(account, order, market, price, size);
    return this.run();
  }

  cancel(account: number, order: number, market = SPOT): this {
    this.venue.gateway.cancel(account, order, market);
    return this.run();
  }

  cancelAll(account: number, market = -1): this {
    this.venue.gateway.cancelAll(account, market);
    return this.run();
  }

  /** All states that an order went through, with the word of refusal where there was one. */
  story(order: number): string[] {
    return this.updates
      .filter((each) => each.order === order)
      .map(({ state, refusal }) => (refusal === 'none' ? state : `${state}: ${refusal}`));
  }

  balance(account: number, asset: number): number {
    return this.ledger.balance(this.venue.wallets.of(account), asset);
  }

  held(account: number, asset: number): number {
    return this.ledger.held(this.venue.wallets.of(account), asset);
  }

  /** Signed lots of the perpetual. */
  position(account: number): number {
    return this.venue.house!.positions.sizeLots(account, PERP);
  }

  /** Open lots of an order in its book; 0 when it is done. */
  left(order: number): number {
    const slot = this.venue.orders.slotOf(order);
    return slot === 0 ? 0 : this.venue.orders.leftLots[slot];
  }

  #found(curve: PoolCurve, wallet: number): Pool {
    const market = this.markets[SPOT] as Market<SpotInstrument>;
    const pool = new Pool({ ledger: this.ledger, market, curve, account: 0, wallet });
    pool.found(2_000, 200_000);
    return pool;
  }

  #listen(): void {
    const { bus } = this.kernel;
    const keep = <F extends FactHead>(list: F[]): ((fact: F) => void) => {
      return (fact) => void list.push(fact);
    };
    bus.family(orderUpdate).all$.subscribe(keep(this.updates));
    bus.family(fill).all$.subscribe(keep(this.fills));
    bus.family(trade).all$.subscribe(keep(this.trades));
    bus.family(quote).all$.subscribe(keep(this.quotes));
    bus.family(marketHalt).all$.subscribe(keep(this.halts));
    bus.family(forcedPrint).all$.subscribe(keep(this.prints));
    bus.family(fundingPayment).all$.subscribe(keep(this.payments));
  }
}

function marketOf(instrument: Instrument): Market {
  const { symbol } = instrument;
  return { id: `${symbol}@alpha`, venue: 'alpha', instrument, base: 'BTC', quote: 'USD', settleScale: 1000 };
}
