import {
  ClearingHouse,
  Deleverager,
  InsuranceFund,
  Liquidator,
  MarksRescan,
  deleveraging,
  forcedOrder,
  insurance,
  liquidation,
  shortfall,
  takeover,
} from '@ebb/clearing';
import type { AccountWallets, DeleveragingPolicy, LiquidationVenue, Market, VenueName } from '@ebb/clearing';
import type { Kernel } from '@ebb/kernel';
import { Phase } from '@ebb/kernel';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import type { AccountTopics } from './account-topics.ts';
import { FundingSettlement } from './funding-settlement.ts';
import type { Listing } from './listing.ts';
import type { PerpPricing } from './perp-pricing.ts';
import type { DerivativePolicies } from './policies.ts';
import type { StopDesk } from './stop-desk.ts';
import { triggerSources } from './stop-orders.ts';

/** The wallets that a venue with perpetuals keeps for itself. */
export interface DerivativeWallets {
  readonly clearing: number;
  readonly funding: number;
  readonly insurance: number;
}

/** What the derivatives side of a venue is made of. */
export interface DerivativesParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly name: VenueName;
  readonly instruments: readonly Instrument[];
  /** Markets of the world by instrument index. */
  readonly markets: readonly Market[];
  readonly settle: number;
  readonly wallets: AccountWallets;
  readonly own: DerivativeWallets;
  /** Account number of the insurance fund. */
  readonly fundAccount: number;
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

/** The derivatives side of a venue: clearing, marks and funding on their clocks, and the default waterfall. */
export class Derivatives {
  readonly house: ClearingHouse;
  readonly fund: InsuranceFund;
  readonly liquidator: Liquidator;
  readonly clearingWallet: number;
  readonly #parts: DerivativesParts;
  readonly #funding: FundingSettlement;
  #pricings: readonly PerpPricing[] = [];

  constructor(parts: DerivativesParts) {
    const { ledger, kernel, policies, wallets, own } = parts;
    this.#parts = parts;
    this.clearingWallet = own.clearing;
    this.house = new ClearingHouse({
      ledger,
      instruments: parts.instruments,
      listed: parts.listed,
      settle: parts.settle,
      margin: policies.margin,
      prices: {
        markTicks: (instrument) => parts.listingOf(instrument).markTicks,
        collateralPrice: () => NaN,
      },
      wallets,
      clearingWallet: own.clearing,
    });
    wallets.add(parts.fundAccount, own.insurance);
    this.fund = new InsuranceFund(this.house, ledger, parts.fundAccount, own.insurance);
    const { bus, causality } = kernel;
    const market = (instrument: PerpInstrument): Market<PerpInstrument> =>
      parts.markets[instrument.index] as Market<PerpInstrument>;
    const topics = {
      liquidation: bus.topic(liquidation, parts.name, parts.name.index),
      insurance: bus.topic(insurance, parts.name, parts.name.index),
      shortfall: bus.topic(shortfall, parts.name, parts.name.index),
      forcedOrder: (instrument: PerpInstrument) => bus.topic(forcedOrder, market(instrument), instrument.index),
      takeover: (instrument: PerpInstrument) => bus.topic(takeover, market(instrument), instrument.index),
    };
    this.liquidator = new Liquidator({
      house: this.house,
      watch: new MarksRescan(this.house),
      venue: parts.venue,
      wallets,
      fund: this.fund,
      deleverager: new Deleverager(this.house, watched(parts), parts.fundAccount, (instrument) =>
        bus.topic(deleveraging, market(instrument), instrument.index),
      ),
      liquidation: policies.liquidation,
      absorption: policies.lossAbsorption,
      disposal: policies.disposal,
      topics,
      follow: (seq) => {
        const { cause, origin } = causality;
        causality.set(seq, seq);
        return () => causality.set(cause, origin);
      },
    });
    this.#funding = new FundingSettlement({
      house: this.house,
      ledger,
      wallets,
      fundingWallet: own.funding,
      causality,
      topics: parts.topics,
    });
  }

  /**
   * Samples the first marks and sets the clocks going: marks on multiples of their interval, funding on multiples of its
   * own. `isUp` says whether the venue works; while it is down it neither marks nor liquidates nor settles.
   */
  start(pricings: readonly PerpPricing[], markIntervalUs: number, isUp: () => boolean): void {
    this.#pricings = pricings;
    for (const pricing of pricings) pricing.sample();
    this.#every(markIntervalUs, Phase.valuation, () => {
      if (isUp()) this.#mark();
    });
    for (const interval of new Set(pricings.map((each) => each.fundingIntervalMs))) {
      this.#every(interval * 1000, Phase.settlement, () => {
        for (const each of pricings) if (isUp() && each.fundingIntervalMs === interval) this.#funding.settle(each);
      });
    }
  }

  #mark(): void {
    const { kernel, stops, onMark, afterLiquidations } = this.#parts;
    const { causality } = kernel;
    const sampled: PerpInstrument[] = [];
    let latest = { seq: 0, origin: 0 };
    for (const pricing of this.#pricings) {
      const trade = pricing.latestTrade();
      if (trade.seq > latest.seq) latest = trade;
      causality.set(trade.seq, trade.origin);
      const seq = pricing.sample();
      if (seq === 0) continue;
      const { listing } = pricing;
      sampled.push(listing.instrument);
      causality.set(seq, trade.origin);
      onMark(listing);
      stops().fire(listing, triggerSources.mark, seq, trade.origin);
      stops().fire(listing, triggerSources.index, seq, trade.origin);
    }
    causality.set(latest.seq, latest.origin);
    this.liquidator.onMarks(sampled);
    afterLiquidations();
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

/** The deleveraging policy of a venue, which tells whose positions it chose. */
function watched({ policies, onDeleveraged }: DerivativesParts): DeleveragingPolicy {
  return {
    allot: (instrument, lots, candidates) => {
      const shares = policies.deleveraging.allot(instrument, lots, candidates);
      for (const { account } of shares) onDeleveraged(account, instrument.index);
      return shares;
    },
  };
}
