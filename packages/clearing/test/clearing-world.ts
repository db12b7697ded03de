import {
  AccountWallets,
  Attribution,
  Backstop,
  BarrierWatch,
  ClearingHouse,
  Liquidator,
  RescanWatch,
  VenueBackstops,
  assetTakeover,
  auctionClosed,
  auctionOpened,
  auctionWon,
  deleveraging,
  forcedOrder,
  insurance,
  liquidation,
  lossShared,
  shortfall,
  takeover,
} from '../src/index.ts';
import type {
  DefaultTopics,
  DeleveragingPolicy,
  DisposalPolicy,
  LiquidationPolicy,
  LiquidationPriorityPolicy,
  LossAbsorptionPolicy,
  MarginPolicy,
  Market,
  PriceMover,
} from '../src/index.ts';
import { Deleverager } from '../src/deleverager.ts';
import { Kernel } from '@ebb/kernel';
import type { FactHead, FactType, Numbers } from '@ebb/kernel';
import { Ledger, NO_POSITION } from '@ebb/ledger';
import type { Instrument, PerpInstrument, SpotInstrument } from '@ebb/ledger';
import { LadderVenue } from './ladder-venue.ts';
import { inOrder, noDisposal, percentMargin, sellAll, toFund } from './plain-policies.ts';
import { SETTLE, symbols, terms } from './world-terms.ts';

/** What a test may choose; amounts in atoms, of which a unit of each asset has one. */
export interface WorldOptions {
  /** Deposits of accounts 0, 1, … in the settlement asset; the accounts of the backstops come after them. */
  readonly deposits: readonly number[];
  /** The order in which accounts get their wallets; ascending when absent. */
  readonly opening?: readonly number[];
  /** Deposits of the same accounts in other assets, by symbol; debts when negative. */
  readonly holdings?: Readonly<Record<string, readonly number[]>>;
  readonly fundAtoms?: number;
  /** Own funds of instruments: atoms of what they settle in, by instrument index. */
  readonly ownFunds?: Readonly<Record<number, number>>;
  /** What a backstop vault has; there is none when absent. */
  readonly vaultAtoms?: number;
  readonly margin?: MarginPolicy;
  /** Policies that accounts may follow instead, and which accounts do: 0 is `margin`, from 1 on these. */
  readonly otherMargins?: readonly MarginPolicy[];
  readonly follows?: readonly number[];
  readonly liquidation?: LiquidationPolicy;
  readonly priority?: LiquidationPriorityPolicy;
  readonly absorption?: LossAbsorptionPolicy;
  readonly disposal?: DisposalPolicy;
  readonly deleveraging?: DeleveragingPolicy;
  /** What watches the margins; barriers when absent. */
  readonly watch?: 'barriers' | 'rescan';
  /** Which liquidations moved a price (numbered as in `WatchedBook`) up (1) or down (−1) since it was sampled last. */
  readonly moversOf?: (price: number, direction: number) => readonly PriceMover[];
}

const FIRST_TICKS = 100;

/**
 * One venue with three linear perpetuals A, B and C, a tick on a lot of which is worth 1, 7 and 3 atoms, an inverse one on A,
 * a lot of which is worth 10,000 atoms of A over the price in ticks, and a spot market for each of A, B and C. All marks and
 * collateral prices are 100 at first. Trades are booked as told, at any price, without an order.
 */
export class ClearingWorld {
  readonly kernel = new Kernel({ startUs: 0, seed: 1 });
  readonly venue = new LadderVenue();
  readonly wallets = new AccountWallets();
  readonly ledger: Ledger;
  readonly instruments: readonly Instrument[];
  /** The linear perpetuals A, B and C; `inverse` comes after them. */
  readonly perps: readonly PerpInstrument[];
  readonly inverse: PerpInstrument;
  readonly spots: readonly SpotInstrument[];
  readonly house: ClearingHouse;
  readonly backstops: VenueBackstops;
  /** The shared insurance fund. */
  readonly fund: Backstop;
  readonly attribution: Attribution;
  readonly deleverager: Deleverager;
  readonly liquidator: Liquidator;
  readonly clearingWallet: number;
  readonly culprits = new Set<number>();
  /** Every fact that was published and drained, in order. */
  readonly facts: FactHead[] = [];
  readonly accounts: readonly number[];
  /** The clock; a test sets it. */
  nowMs = 0;
  /** By asset: the collateral price, 1 of the settlement asset. */
  readonly collateral: number[];
  readonly #marks: number[];
  readonly #previousMarks: number[];
  readonly #accountCount: number;
  readonly #outside: number;
  readonly #lent: number;
  readonly #moversOf: NonNullable<WorldOptions['moversOf']>;

  constructor(options: WorldOptions) {
    const { deposits, fundAtoms = 0, holdings = {}, margin = percentMargin(10, 5) } = options;
    const { assets, instruments, linear, inverse, spots } = terms();
    this.instruments = instruments;
    this.perps = linear;
    this.inverse = inverse;
    this.spots = spots;
    this.#marks = instruments.map(() => FIRST_TICKS);
    this.#previousMarks = [...this.#marks];
    this.collateral = assets.map(({ index }) => (index === SETTLE ? 1 : FIRST_TICKS));
    this.#moversOf = options.moversOf ?? (() => []);
    this.ledger = new Ledger(assets);
    this.clearingWallet = this.#open('clearing', -1);
    this.#outside = this.#open('outside', -1);
    this.#lent = this.ledger.registerReason('lent');
    this.accounts = deposits.map((_, account) => account);
    const own = Object.entries(options.ownFunds ?? {});
    this.#accountCount = deposits.length + 1 + own.length + (options.vaultAtoms === undefined ? 0 : 1);
    for (const account of options.opening ?? this.accounts) {
      this.wallets.add(account, this.#open(`traders[${account}]`, account));
    }
    const policies = [margin, ...(options.otherMargins ?? [])];
    this.house = new ClearingHouse({
      ledger: this.ledger,
      instruments,
      listed: [...linear, inverse],
      settle: SETTLE,
      margin: [...policies, asCross(margin)],
      collateral: assets.map(({ index }) => index),
      prices: {
        markTicks: ({ index }) => this.#marks[index],
        previousMarkTicks: ({ index }) => this.#previousMarks[index],
        collateralPrice: (asset) => this.collateral[asset],
      },
      wallets: this.wallets,
      clearingWallet: this.clearingWallet,
      accountCount: () => this.#accountCount,
      openWallet: (account, { symbol }) => this.#open(`traders[${account}]/${symbol}`, account),
    });
    this.venue.serve(this.house, this.ledger, this.wallets);
    this.accounts.forEach((account) => {
      this.house.units.follow(account, options.follows?.[account] ?? 0);
      this.give(account, SETTLE, deposits[account]);
      for (const [symbol, amounts] of Object.entries(holdings)) {
        this.give(account, symbols.indexOf(symbol), amounts[account] ?? 0);
      }
    });
    let next = deposits.length;
    const backstop = (role: string, settle: number, atoms: number): Backstop => {
      const account = next++;
      const wallet = this.#open(role, account);
      this.wallets.add(account, wallet);
      this.house.units.follow(account, policies.length);
      this.give(account, settle, atoms);
      const nowMs = (): number => this.nowMs;
      return new Backstop({ house: this.house, ledger: this.ledger, account, wallet, nowMs, peakWindowMs: Infinity });
    };
    this.fund = backstop('insurance', SETTLE, fundAtoms);
    const ofInstruments = new Map(
      own.map(([index, atoms]) => {
        const { settle, symbol } = instruments[Number(index)] as PerpInstrument;
        return [Number(index), backstop(`insurance/${symbol}`, settle, atoms)] as const;
      }),
    );
    const vault = options.vaultAtoms === undefined ? null : backstop('vault', SETTLE, options.vaultAtoms);
    this.backstops = new VenueBackstops(this.fund, ofInstruments, vault);
    this.attribution = new Attribution(this.house, this.ledger, instruments);
    this.house.hearTouched((unit) => this.attribution.touched(unit));
    const topics = this.#topics();
    const deleverage = options.deleveraging ?? inOrder;
    this.deleverager = new Deleverager({
      house: this.house,
      policy: deleverage,
      backstops: this.backstops,
      topics,
    });
    const { causality } = this.kernel;
    this.liquidator = new Liquidator({
      house: this.house,
      ledger: this.ledger,
      attribution: this.attribution,
      watch: options.watch === 'rescan' ? new RescanWatch(this.house) : new BarrierWatch(this.house),
      venue: this.venue,
      wallets: this.wallets,
      backstops: this.backstops,
      liquidation: options.liquidation ?? sellAll('absorb'),
      priority: options.priority ?? null,
      absorption: options.absorption ?? toFund,
      deleveraging: deleverage,
      disposal: options.disposal ?? noDisposal,
      topics,
      nowMs: () => this.nowMs,
      culprits: this.culprits,
      follow: (seq) => {
        const { cause, origin } = causality;
        causality.set(seq, seq);
        return () => causality.set(cause, origin);
      },
    });
    this.#hearAll();
    this.#sample();
  }

  /** Books a trade in a perpetual between two accounts; 3 is the inverse one. */
  trade(buyer: number, seller: number, perp: number, lots: number, ticks: number): void {
    this.house.applyFill(buyer, this.perpAt(perp), lots, ticks);
    this.house.applyFill(seller, this.perpAt(perp), -lots, ticks);
  }

  /** Leaves an order of an account on the ladder of a perpetual; 3 is the inverse one. */
  rest(account: number, perp: number, signedLots: number, ticks: number): void {
    this.venue.rest(account, this.perpAt(perp), signedLots, ticks);
  }

  perpAt(perp: number): PerpInstrument {
    return perp < this.perps.length ? this.perps[perp] : this.inverse;
  }

  /** Issues atoms of an asset to an account, or lets it owe them to an outsider. */
  give(account: number, asset: number, atoms: number): void {
    const wallet = this.wallets.of(account);
    if (atoms > 0) this.ledger.issue(wallet, asset, atoms);
    if (atoms >= 0) return;
    this.ledger.transfer(wallet, this.#outside, asset, -atoms, this.#lent);
  }

  /** Moves marks of the perpetuals without telling anyone; one that is absent stays. */
  move(...ticks: readonly number[]): void {
    ticks.forEach((each, perp) => {
      this.#previousMarks[perp] = this.#marks[perp];
      this.#marks[perp] = each;
    });
  }

  /** Moves marks and lets the liquidator handle them, and what collateral prices did; returns the facts of it. */
  mark(...ticks: readonly number[]): readonly FactHead[] {
    this.move(...ticks);
    const from = this.facts.length;
    this.liquidator.onPrices(this.#sample());
    this.kernel.bus.drain();
    return this.facts.slice(from);
  }

  /** Sizes of an account in the linear perpetuals; of an account in any margin mode. */
  sizes(account: number): number[] {
    return this.perps.map((perp) => this.house.sizeLots(account, perp));
  }

  hasPositions(account: number): boolean {
    let has = false;
    this.house.units.forEachOf(account, (unit) => {
      if (this.house.positions.firstOfAccount(unit) !== NO_POSITION) has = true;
    });
    return has;
  }

  /** What does not add up, in words; empty when all does. */
  faults(): string[] {
    const { positions, listed } = this.house;
    const net = listed.map(({ index }) => positions.netLots(index));
    const settled = [...new Set(listed.map(({ settle }) => settle))];
    const odd = settled.flatMap((settle) => {
      const costs = listed.filter((each) => each.settle === settle).map(({ index }) => positions.netCostAtoms(index));
      const cost = costs.reduce((sum, each) => sum + each, 0);
      const cash = this.ledger.balance(this.clearingWallet, settle);
      return cash + cost === 0 ? [] : [`clearing holds ${cash} ${symbols[settle]} where positions cost ${cost}`];
    });
    return [
      ...(net.every((lots) => lots === 0) ? [] : [`net lots are ${net.join(', ')}`]),
      ...odd,
      ...(this.ledger.recount().ok ? [] : [this.ledger.recount().describe()]),
    ];
  }

  /** Shows all prices to the attribution; returns their numbers. */
  #sample(): number[] {
    const { house, attribution, instruments } = this;
    attribution.moves.next();
    const prices = [
      ...house.listed.map(({ index }) => index),
      ...this.collateral.flatMap((_, asset) => (asset === SETTLE ? [] : [instruments.length + asset])),
    ];
    for (const price of prices) {
      attribution.moves.sample(price, house.priceAt(price), (direction) => this.#moversOf(price, direction));
    }
    return prices;
  }

  #topics(): DefaultTopics {
    const { bus } = this.kernel;
    const name = { index: 0, venue: 'alpha', settleScale: 1 };
    const market = <I extends Instrument>(instrument: I): Market<I> => ({
      id: `${instrument.symbol}@alpha`,
      venue: 'alpha',
      instrument,
      base: instrument.symbol[0],
      quote: 'USD',
      settleScale: 1,
    });
    const markets = this.instruments.map(market);
    const perp = ({ index }: PerpInstrument): Market<PerpInstrument> => markets[index] as Market<PerpInstrument>;
    return {
      liquidation: bus.topic(liquidation, name, 0),
      insurance: bus.topic(insurance, name, 0),
      shortfall: bus.topic(shortfall, name, 0),
      lossShared: bus.topic(lossShared, name, 0),
      assetTakeover: bus.topic(assetTakeover, name, 0),
      forcedOrder: ({ index }) => bus.topic(forcedOrder, markets[index], index),
      takeover: (each) => bus.topic(takeover, perp(each), each.index),
      deleveraging: (each) => bus.topic(deleveraging, perp(each), each.index),
      auctions: {
        opened: (each) => bus.topic(auctionOpened, perp(each), each.index),
        won: (each) => bus.topic(auctionWon, perp(each), each.index),
        closed: (each) => bus.topic(auctionClosed, perp(each), each.index),
      },
    };
  }

  #hearAll(): void {
    this.#hear(liquidation);
    this.#hear(insurance);
    this.#hear(shortfall);
    this.#hear(lossShared);
    this.#hear(assetTakeover);
    this.#hear(forcedOrder);
    this.#hear(takeover);
    this.#hear(deleveraging);
    this.#hear(auctionOpened);
    this.#hear(auctionWon);
    this.#hear(auctionClosed);
  }

  #hear<S, A extends Numbers, F extends FactHead>(type: FactType<S, A, F>): void {
    this.kernel.bus.family(type).all$.subscribe((fact) => this.facts.push(fact));
  }

  #open(role: string, owner: number): number {
    return this.ledger.openWallet({ owner, name: `alpha/${role}`, mayGoNegative: true });
  }
}

/** The needs of a policy, met by one wallet. */
function asCross({ initialAtoms, maintenanceAtoms, verdict }: MarginPolicy): MarginPolicy {
  return { mode: 'cross', initialAtoms, maintenanceAtoms, verdict };
}
