import {
  Attribution,
  Backstop,
  BarrierWatch,
  ClearingHouse,
  Liquidator,
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
} from '@ebb/clearing';
import type {
  AccountWallets,
  DefaultTopics,
  DeleveragingPolicy,
  LiquidationVenue,
  MarginPolicy,
  Market,
  VenueName,
} from '@ebb/clearing';
import type { Kernel } from '@ebb/kernel';
import { Phase } from '@ebb/kernel';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import type { AccountTopics } from './account-topics.ts';
import { CollateralPrices } from './collateral-prices.ts';
import type { CollateralAsset } from './collateral-prices.ts';
import type { IndexSource } from './contracts/prices.ts';
import { FlowReader } from './flow-reader.ts';
import { FundingSettlement } from './funding-settlement.ts';
import type { LatestTrade } from './index-sources.ts';
import { InterestSettlement } from './interest-settlement.ts';
import type { Listing } from './listing.ts';
import type { PerpPricing } from './perp-pricing.ts';
import type { DerivativePolicies } from './policies.ts';
import type { StopDesk } from './stop-desk.ts';
import { triggerSources } from './stop-orders.ts';

/** An account of the venue's own, and its wallet. */
export interface VenueAccount {
  readonly account: number;
  readonly wallet: number;
}

/** The accounts and wallets that a venue with perpetuals keeps for itself. */
export interface DerivativeAccounts {
  readonly clearing: number;
  readonly funding: number;
  readonly interest: number;
  readonly insurance: VenueAccount;
  /** The insurance funds of instruments that have one of their own, by instrument index. */
  readonly ownInsurance: ReadonlyMap<number, VenueAccount>;
  readonly vault: VenueAccount | null;
}

/** What a scenario says of the derivatives side of a venue. */
export interface DerivativeTerms {
  /** Index and symbol of the settlement asset. */
  readonly settle: number;
  readonly settleSymbol: string;
  readonly own: DerivativeAccounts;
  readonly markIntervalUs: number;
  /** How often a perpetual settles funding. */
  readonly fundingIntervalMs: (instrument: PerpInstrument) => number;
  /** How many accounts the world has, once it is built. */
  readonly accountCount: () => number;
  /** Opens the wallet that holds the margin of an isolated position. */
  readonly openMargin: (account: number, instrument: PerpInstrument) => number;
  /** The liquidations of all venues so far, by the sequence of their facts; shared by the venues. */
  readonly culprits: Set<number>;
}

/** What the derivatives side of a venue is made of. */
export interface DerivativesParts extends DerivativeTerms {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly name: VenueName;
  readonly instruments: readonly Instrument[];
  /** Markets of the world by instrument index. */
  readonly markets: readonly Market[];
  readonly wallets: AccountWallets;
  readonly policies: DerivativePolicies;
  readonly listed: readonly PerpInstrument[];
  readonly listingOf: (instrument: PerpInstrument) => Listing<PerpInstrument>;
  readonly venue: LiquidationVenue;
  readonly topics: AccountTopics;
  /** The stops of the venue, once it is made. */
  readonly stops: () => StopDesk;
  /** Called before a position is made smaller without the book. */
  readonly onDeleveraged: (account: number, instrument: number) => void;
  /** Called when a market has a new mark, before anything follows from it. */
  readonly onMark: (listing: Listing) => void;
  /** Called when all accounts that a mark broke have been dealt with. */
  readonly afterLiquidations: () => void;
}

const HOUR_MS = 3_600_000;

/** The derivatives side of a venue: clearing, marks, collateral prices, funding and interest on their clocks, and the default waterfall. */
export class Derivatives {
  readonly house: ClearingHouse;
  readonly backstops: VenueBackstops;
  readonly liquidator: Liquidator;
  readonly collateral: CollateralPrices;
  readonly clearingWallet: number;
  readonly #parts: DerivativesParts;
  readonly #attribution: Attribution;
  readonly #funding: FundingSettlement;
  readonly #interest: InterestSettlement;
  #pricings: readonly PerpPricing[] = [];
  /** By price: who moved it. */
  readonly #flowOf: FlowReader[] = [];

  constructor(parts: DerivativesParts) {
    const { ledger, kernel, policies, wallets, own, instruments, name } = parts;
    const { bus, causality, calendar } = kernel;
    this.#parts = parts;
    this.clearingWallet = own.clearing;
    const nowMs = (): number => calendar.nowUs / 1000;
    this.collateral = new CollateralPrices({
      bus,
      name,
      settle: parts.settle,
      settleSymbol: parts.settleSymbol,
      assets: policies.collateral,
      nowMs,
      otherwise: (asset) => this.#markOfCoin(asset),
    });
    const [margin] = policies.margins;
    this.house = new ClearingHouse({
      ledger,
      instruments,
      listed: parts.listed,
      settle: parts.settle,
      margin: [...policies.margins, asCross(margin)],
      collateral: collateralOf(parts, policies.collateral),
      prices: {
        markTicks: (instrument) => parts.listingOf(instrument).markTicks,
        previousMarkTicks: (instrument) => parts.listingOf(instrument).previousMarkTicks,
        collateralPrice: (asset) => this.collateral.of(asset),
      },
      wallets,
      clearingWallet: own.clearing,
      accountCount: parts.accountCount,
      openWallet: parts.openMargin,
    });
    this.backstops = this.#makeBackstops(nowMs);
    this.#attribution = new Attribution(this.house, ledger, instruments);
    this.house.hearTouched((unit) => this.#attribution.touched(unit));
    this.liquidator = new Liquidator({
      house: this.house,
      ledger,
      attribution: this.#attribution,
      watch: new BarrierWatch(this.house),
      venue: parts.venue,
      wallets,
      backstops: this.backstops,
      liquidation: policies.liquidation,
      priority: policies.liquidationPriority,
      absorption: policies.lossAbsorption,
      deleveraging: watched(parts),
      disposal: policies.disposal,
      topics: topicsOf(parts),
      nowMs,
      culprits: parts.culprits,
      follow: (seq) => {
        const { cause, origin } = causality;
        causality.set(seq, seq);
        return () => causality.set(cause, origin);
      },
    });
    const { topics } = parts;
    this.#funding = new FundingSettlement({ house: this.house, ledger, fundingWallet: own.funding, causality, topics });
    const interestWallet = own.interest;
    this.#interest = new InterestSettlement({ house: this.house, ledger, wallets, interestWallet, bus, name });
  }

  /**
   * Samples the first prices and sets the clocks going: marks and collateral prices on multiples of the mark interval, funding
   * on multiples of its own, interest on the hour. `isUp` says whether the venue works; while it is down it neither marks nor
   * liquidates nor settles.
   */
  start(pricings: readonly PerpPricing[], sourcesOf: () => readonly IndexSource[], isUp: () => boolean): void {
    this.#pricings = pricings;
    this.collateral.start(sourcesOf);
    const { instruments, culprits } = this.#parts;
    const isCulprit = (origin: number): boolean => culprits.has(origin);
    this.collateral.assets.forEach(({ asset }, n) => {
      this.#flowOf[instruments.length + asset] = new FlowReader(null, this.collateral.sourcesOf(n), isCulprit);
    });
    for (const { listing, sources } of pricings) {
      this.#flowOf[listing.instrument.index] = new FlowReader(listing, sources, isCulprit);
    }
    this.collateral.assets.forEach((_, n) => this.collateral.sample(n));
    for (const pricing of pricings) pricing.sample();
    this.#every(this.#parts.markIntervalUs, Phase.valuation, () => {
      if (isUp()) this.#mark();
    });
    for (const interval of new Set(pricings.map((each) => each.fundingIntervalMs))) {
      this.#every(interval * 1000, Phase.settlement, () => {
        for (const each of pricings) if (isUp() && each.fundingIntervalMs === interval) this.#funding.settle(each);
      });
    }
    if (!this.#interest.isCharged) return;
    this.#every(HOUR_MS * 1000, Phase.settlement, () => {
      if (isUp()) this.#interest.settle(HOUR_MS);
    });
  }

  #mark(): void {
    const { afterLiquidations, kernel } = this.#parts;
    const { causality } = kernel;
    this.#attribution.moves.next();
    const moved: number[] = [];
    let latest: LatestTrade = { seq: 0, origin: 0 };
    const sampled = (price: number, value: number, trade: LatestTrade): void => {
      if (trade.seq > latest.seq) latest = trade;
      this.#attribution.moves.sample(price, value, (direction) => this.#flowOf[price].moversOf(direction));
      moved.push(price);
    };
    this.collateral.assets.forEach(({ asset }, n) => {
      const trade = this.collateral.latestTrade(n);
      causality.set(trade.seq, trade.origin);
      sampled(this.#parts.instruments.length + asset, this.collateral.sample(n), trade);
    });
    for (const pricing of this.#pricings) {
      const trade = pricing.latestTrade();
      causality.set(trade.seq, trade.origin);
      if (this.#sample(pricing, trade)) sampled(pricing.listing.instrument.index, pricing.listing.markTicks, trade);
      else if (trade.seq > latest.seq) latest = trade;
    }
    causality.set(latest.seq, latest.origin);
    this.liquidator.onPrices(moved);
    afterLiquidations();
  }

  /** Samples one perpetual and fires its stops; false while it has no mark. */
  #sample(pricing: PerpPricing, { origin }: LatestTrade): boolean {
    const { kernel, stops, onMark } = this.#parts;
    const seq = pricing.sample();
    if (seq === 0) return false;
    const { listing } = pricing;
    kernel.causality.set(seq, origin);
    onMark(listing);
    stops().fire(listing, triggerSources.mark, seq, origin);
    stops().fire(listing, triggerSources.index, seq, origin);
    return true;
  }

  /** Units of the settlement asset for one of a coin that inverse contracts settle in: their mark; NaN where there is none. */
  #markOfCoin(asset: number): number {
    const { listed, listingOf } = this.#parts;
    const found = listed.find((each) => each.inverse && each.settle === asset);
    const ticks = found === undefined ? 0 : listingOf(found).markTicks;
    return found === undefined || ticks === 0 ? NaN : ticks * found.tickSize;
  }

  /** Funds answer with their whole wallet, whatever mode accounts are in. */
  #makeBackstops(nowMs: () => number): VenueBackstops {
    const { wallets, ledger, own, policies } = this.#parts;
    const peakWindowMs = policies.lossAbsorption.peakWindowMs ?? Infinity;
    const make = ({ account, wallet }: VenueAccount): Backstop => {
      wallets.add(account, wallet);
      this.house.units.follow(account, policies.margins.length);
      return new Backstop({ house: this.house, ledger, account, wallet, nowMs, peakWindowMs });
    };
    const shared = make(own.insurance);
    const ofInstruments = new Map(Array.from(own.ownInsurance, ([index, each]) => [index, make(each)]));
    return new VenueBackstops(shared, ofInstruments, own.vault === null ? null : make(own.vault));
  }

  #every(intervalUs: number, phase: Phase, work: () => void): void {
    const { calendar } = this.#parts.kernel;
    const owner = { plugin: 'exchange', instance: this.#parts.name.venue };
    const next = (): number => (Math.floor(calendar.nowUs / intervalUs) + 1) * intervalUs;
    const handler = calendar.register(() => {
      calendar.scheduleCaused(0, 0, next(), phase, handler);
      work();
    }, owner);
    calendar.scheduleCaused(0, 0, next(), phase, handler);
  }
}

/** A margin policy under which one wallet answers for all positions. */
function asCross(policy: MarginPolicy): MarginPolicy {
  return {
    mode: 'cross',
    initialAtoms: (instrument, notional) => policy.initialAtoms(instrument, notional),
    maintenanceAtoms: (instrument, notional) => policy.maintenanceAtoms(instrument, notional),
    verdict: (margin, maintenance) => policy.verdict(margin, maintenance),
  };
}

/** The assets that count in unified mode: those with a price of their own, and what perpetuals settle in. */
function collateralOf({ listed }: DerivativesParts, assets: readonly CollateralAsset[]): number[] {
  return [...assets.map(({ asset }) => asset), ...listed.map(({ settle }) => settle)];
}

function topicsOf({ kernel, name, markets }: DerivativesParts): DefaultTopics {
  const { bus } = kernel;
  const perp = (instrument: PerpInstrument): Market<PerpInstrument> =>
    markets[instrument.index] as Market<PerpInstrument>;
  return {
    liquidation: bus.topic(liquidation, name, name.index),
    insurance: bus.topic(insurance, name, name.index),
    shortfall: bus.topic(shortfall, name, name.index),
    lossShared: bus.topic(lossShared, name, name.index),
    assetTakeover: bus.topic(assetTakeover, name, name.index),
    forcedOrder: ({ index }) => bus.topic(forcedOrder, markets[index], index),
    takeover: (instrument) => bus.topic(takeover, perp(instrument), instrument.index),
    deleveraging: (instrument) => bus.topic(deleveraging, perp(instrument), instrument.index),
    auctions: {
      opened: (instrument) => bus.topic(auctionOpened, perp(instrument), instrument.index),
      won: (instrument) => bus.topic(auctionWon, perp(instrument), instrument.index),
      closed: (instrument) => bus.topic(auctionClosed, perp(instrument), instrument.index),
    },
  };
}

/** The deleveraging policy of a venue, which tells whose positions it chose. */
function watched({ policies, onDeleveraged }: DerivativesParts): DeleveragingPolicy {
  const policy = policies.deleveraging;
  const { price, trigger } = policy;
  return {
    ...(price === undefined ? {} : { price }),
    ...(trigger === undefined ? {} : { trigger }),
    allot: (instrument, lots, candidates) => {
      const shares = policy.allot(instrument, lots, candidates);
      for (const { account } of shares) onDeleveraged(account, instrument.index);
      return shares;
    },
  };
}
