import type {
  Columns,
  ColumnSink,
  DebtPosition,
  LenderView,
  MarketView,
  PegInfo,
  RunContext,
  VenueInfo,
} from '@ebb/sdk';

type OpenTap = (
  seq: number,
  timeUs: number,
  cause: number,
  origin: number,
  place: number,
  ...numbers: number[]
) => void;

/** A market of a fake run; what a recorder may read can be set by a test. */
export type FakeMarket = { -readonly [K in keyof MarketView]: MarketView[K] };

/** 10 October 2025, 20:30 UTC. */
export const START_US = 1_760_128_200_000_000;
export const SECOND_US = 1_000_000;

/** A market by its id, with one tick of 0.0001 and a lot of 0.1. */
export function fakeMarket(id: string, changes: Partial<FakeMarket> = {}): FakeMarket {
  const [symbol = '', venue = ''] = id.split('@');
  const [base = '', rest = ''] = symbol.split('/');
  return {
    id,
    venue,
    base,
    quote: rest.split(':')[0] ?? '',
    kind: rest.includes(':') ? 'perp' : 'spot',
    tickSize: 0.0001,
    lotSize: 0.1,
    multiplier: 1,
    inverse: false,
    bestBid: NaN,
    bestAsk: NaN,
    bestBidSize: 0,
    bestAskSize: 0,
    mid: NaN,
    last: NaN,
    mark: NaN,
    index: NaN,
    fundingRate: 0,
    openInterest: 0,
    open: true,
    depth: () => 0,
    costOf: () => NaN,
    ...changes,
  };
}

/** An inverse perpetual, each contract of it 100 USD. */
export const inverseMarket = fakeMarket('BTC/USD:BTC@alpha', {
  tickSize: 0.1,
  lotSize: 1,
  multiplier: 100,
  inverse: true,
});

const fakeAsset = { utilisation: 0, borrowRate: 0, supplyRate: 0, cash: 0, borrowable: true, collateral: true };

/** A lending market with two assets, priced in USDT, in which ATOM is supplied and USDT owed. */
const fakeLender: LenderView = {
  ...{ name: 'aave', venue: 'beta', reference: 'USDT', closeFactor: 0.5, fullBelow: 0.95 },
  assets: [
    { ...fakeAsset, asset: 'ATOM', price: 4, supplied: 100, borrowed: 0, ltv: 0.7, threshold: 0.75, bonus: 0.05 },
    { ...fakeAsset, asset: 'USDT', price: 1, supplied: 1000, borrowed: 250, ltv: 0, threshold: 0, bonus: 0 },
  ],
  asset: (symbol) => fakeLender.assets.find(({ asset }) => asset === symbol)!,
  position: () => ({ collateral: 0, borrowable: 0, debt: 0, health: Infinity, holdings: [] }),
  unhealthy: () => [],
};

/** A run that a test plays by hand: taps hear what the test tells them. */
export class FakeRun {
  readonly markets: FakeMarket[] = [
    fakeMarket('ATOM/USDT:USDT@alpha'),
    fakeMarket('ATOM/USDT@beta'),
    fakeMarket('BTC/USDT:USDT@alpha', { tickSize: 0.1, lotSize: 0.001 }),
  ];
  readonly funds = { alpha: 5_000_000 };
  /** What waits at alpha's gateway. */
  readonly queue = { waiting: 0, waitMs: 0 };
  readonly wealth: Record<string, number> = { holders: 1000, makers: 500, 'insurance@alpha': 50 };
  readonly values: Record<string, number> = {};
  /** Who owes ATOM to its issuer. */
  readonly debtors: DebtPosition[] = [];
  /** Par of ATOM, which has an issuer, in USDT. */
  par = 4;
  nowUs = START_US;
  scoredFromUs = START_US;
  seq = 0;
  readonly #taps = new Map<string, OpenTap[]>();

  readonly context: RunContext;

  constructor() {
    const now = (): number => this.nowUs;
    const scoredFrom = (): number => this.scoredFromUs;
    const venues: VenueInfo[] = [
      {
        ...{ name: 'alpha', settle: 'USDT', settleScale: 10_000, insuranceBalance: () => this.funds.alpha },
        ...{ waiting: () => this.queue.waiting, waitMs: () => this.queue.waitMs },
      },
      { name: 'beta', settle: '', settleScale: 1, insuranceBalance: () => NaN },
    ];
    const par = (): number => this.par;
    const peg: PegInfo = { coin: 'ATOM', reference: 'USDT', parity: par, parIn: par, worth: () => NaN };
    this.context = {
      listen: (type, tap) => {
        this.#taps.set(type.name, [...(this.#taps.get(type.name) ?? []), tap as unknown as OpenTap]);
      },
      view: {
        get nowMs() {
          return now() / 1000;
        },
        markets: this.markets,
        market: (id) => this.markets.find((each) => each.id === id) ?? fakeMarket(id),
        value: (asset) => this.values[asset] ?? NaN,
        collateral: () => NaN,
        lender: () => fakeLender,
        lenders: [fakeLender],
        price: (asset) => this.values[asset] ?? 1,
        issuer: (coin) => ({
          ...{
            coin,
            reference: 'USDT',
            counters: ['alpha'],
            parity: par(),
            parIn: par,
            backingRatio: NaN,
            liquid: NaN,
          },
          ...{ circulating: NaN, waiting: NaN, positions: () => this.debtors },
        }),
      },
      venues,
      pegs: [peg],
      assets: ['USDT', 'ATOM', 'BTC', 'USD'],
      assetScales: [10_000, 1_000_000, 100_000_000, 100],
      shocks: ['tariffs', 'outage'],
      startUs: START_US,
      get scoredFromUs() {
        return scoredFrom();
      },
      untilUs: START_US + 3600 * SECOND_US,
      classes: ['holders', 'makers', 'insurance@alpha', 'vault@alpha', 'insurance BTC/USDT:USDT@alpha'],
      classOf: (account) => (account < 10 ? 0 : account < 20 ? 1 : account - 18),
      accountsIn: (name) => (name.includes('@') ? 1 : 10),
      wealthOf: (name) => this.wealth[name] ?? NaN,
    };
  }

  /** Which types are listened to. */
  get heard(): readonly string[] {
    return [...this.#taps.keys()].sort();
  }

  /** Tells a fact or intent, so many seconds after the start. */
  tell(type: { readonly name: string }, seconds: number, place: number, ...numbers: number[]): void {
    this.tellOf(1, type, seconds, place, ...numbers);
  }

  /** Tells one that has another origin. */
  tellOf(origin: number, type: { readonly name: string }, seconds: number, place: number, ...numbers: number[]): void {
    this.nowUs = START_US + Math.round(seconds * SECOND_US);
    this.seq++;
    for (const tap of this.#taps.get(type.name) ?? [])
      tap(this.seq, this.nowUs, this.seq - 1, origin, place, ...numbers);
  }

  /** Lets time pass without a fact. */
  passTo(seconds: number): void {
    this.nowUs = START_US + Math.round(seconds * SECOND_US);
  }
}

/** Keeps the chunks of all tables. */
export class MemorySink implements ColumnSink {
  readonly chunks: Columns[] = [];

  write(chunk: Columns): void {
    this.chunks.push(chunk);
  }

  /** One column of a table, all chunks together. */
  column(table: string, name: string): (number | string)[] {
    return this.chunks
      .filter((chunk) => chunk.table === table)
      .flatMap((chunk) =>
        Array.from<number | string>(chunk.columns.find((column) => column.name === name)?.data ?? []),
      );
  }

  /** The rows of a table as objects. */
  rows(table: string): Record<string, number | string>[] {
    return this.chunks
      .filter((chunk) => chunk.table === table)
      .flatMap((chunk) =>
        Array.from({ length: chunk.rows }, (_, row) =>
          Object.fromEntries(chunk.columns.map((column) => [column.name, column.data[row]])),
        ),
      );
  }
}
