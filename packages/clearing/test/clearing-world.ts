import {
  AccountWallets,
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
} from '../src/index.ts';
import type {
  DeleveragingPolicy,
  DisposalPolicy,
  LiquidationPolicy,
  LossAbsorptionPolicy,
  MarginPolicy,
  Market,
} from '../src/index.ts';
import { Kernel } from '@ebb/kernel';
import type { FactHead, FactType, Numbers } from '@ebb/kernel';
import { Ledger, NO_POSITION, defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import { LadderVenue } from './ladder-venue.ts';
import { inOrder, noDisposal, percentMargin, sellAll, toFund } from './plain-policies.ts';

/** What a test may choose; amounts in atoms, of which a unit of the settlement asset has one. */
export interface WorldOptions {
  /** Deposits of accounts 0, 1, …; the fund's account comes after them. */
  readonly deposits: readonly number[];
  readonly fundAtoms?: number;
  readonly margin?: MarginPolicy;
  readonly liquidation?: LiquidationPolicy;
  readonly absorption?: LossAbsorptionPolicy;
  readonly disposal?: DisposalPolicy;
  readonly deleveraging?: DeleveragingPolicy;
}

const SETTLE = 0;
const FIRST_MARK_TICKS = 100;

/**
 * One venue with three perpetuals A, B and C, a tick on a lot of which is worth 1, 7 and 3 atoms; all marks are 100 at
 * first. Trades are booked as told, at any price, without an order.
 */
export class ClearingWorld {
  readonly kernel = new Kernel({ startUs: 0, seed: 1 });
  readonly venue = new LadderVenue();
  readonly wallets = new AccountWallets();
  readonly ledger: Ledger;
  readonly perps: readonly PerpInstrument[];
  readonly house: ClearingHouse;
  readonly fund: InsuranceFund;
  readonly deleverager: Deleverager;
  readonly liquidator: Liquidator;
  readonly clearingWallet: number;
  /** Every fact that was published and drained, in order. */
  readonly facts: FactHead[] = [];
  readonly accounts: readonly number[];
  readonly #marks: number[];

  constructor(options: WorldOptions) {
    const { deposits, fundAtoms = 0 } = options;
    const assets = defineAssets([
      { symbol: 'USD', decimals: 0 },
      ...[...'ABC'].map((symbol) => ({ symbol, decimals: 0 })),
    ]);
    this.perps = defineInstruments(
      assets,
      [1, 7, 3].map((multiplier, i) => ({
        kind: 'perp',
        symbol: `${'ABC'[i]}/USD:USD`,
        venue: 0,
        tick: 1,
        lot: 1,
        multiplier,
      })),
    ) as readonly PerpInstrument[];
    this.#marks = this.perps.map(() => FIRST_MARK_TICKS);
    this.ledger = new Ledger(assets);
    this.clearingWallet = this.#open('clearing', -1, 0);
    this.accounts = deposits.map((_, account) => account);
    for (const account of this.accounts)
      this.wallets.add(account, this.#open(`traders[${account}]`, account, deposits[account]));
    this.house = new ClearingHouse({
      ledger: this.ledger,
      instruments: this.perps,
      listed: this.perps,
      settle: SETTLE,
      margin: options.margin ?? percentMargin(10, 5),
      prices: { markTicks: ({ index }) => this.#marks[index] },
      wallets: this.wallets,
      clearingWallet: this.clearingWallet,
    });
    this.venue.serve(this.house);
    const fundAccount = deposits.length;
    this.wallets.add(fundAccount, this.#open('insurance', fundAccount, fundAtoms));
    this.fund = new InsuranceFund(this.house, this.ledger, fundAccount, this.wallets.of(fundAccount));
    const { bus, causality } = this.kernel;
    const name = { index: 0, venue: 'alpha', settleScale: 1 };
    const markets = this.perps.map((instrument): Market<PerpInstrument> => {
      return {
        id: `${instrument.symbol}@alpha`,
        venue: 'alpha',
        instrument,
        base: instrument.symbol[0],
        quote: 'USD',
        quoteScale: 1,
      };
    });
    this.deleverager = new Deleverager(this.house, options.deleveraging ?? inOrder, fundAccount, ({ index }) =>
      bus.topic(deleveraging, markets[index], index),
    );
    this.liquidator = new Liquidator({
      house: this.house,
      watch: new MarksRescan(this.house),
      venue: this.venue,
      wallets: this.wallets,
      fund: this.fund,
      deleverager: this.deleverager,
      liquidation: options.liquidation ?? sellAll('absorb'),
      absorption: options.absorption ?? toFund,
      disposal: options.disposal ?? noDisposal,
      topics: {
        liquidation: bus.topic(liquidation, name, 0),
        insurance: bus.topic(insurance, name, 0),
        shortfall: bus.topic(shortfall, name, 0),
        forcedOrder: ({ index }) => bus.topic(forcedOrder, markets[index], index),
        takeover: ({ index }) => bus.topic(takeover, markets[index], index),
      },
      follow: (seq) => {
        const { cause, origin } = causality;
        causality.set(seq, seq);
        return () => causality.set(cause, origin);
      },
    });
    this.#hear(liquidation);
    this.#hear(insurance);
    this.#hear(shortfall);
    this.#hear(forcedOrder);
    this.#hear(takeover);
    this.#hear(deleveraging);
  }

  /** Books a trade between two accounts. */
  trade(buyer: number, seller: number, perp: number, lots: number, ticks: number): void {
    this.house.applyFill(buyer, this.perps[perp], lots, ticks);
    this.house.applyFill(seller, this.perps[perp], -lots, ticks);
  }

  /** Leaves an order of an account on the ladder. */
  rest(account: number, perp: number, signedLots: number, ticks: number): void {
    this.venue.rest(account, this.perps[perp], signedLots, ticks);
  }

  /** Moves marks without telling anyone; one that is absent stays. */
  move(...ticks: readonly number[]): void {
    ticks.forEach((each, perp) => (this.#marks[perp] = each));
  }

  /** Moves marks and lets the liquidator handle them; returns the facts of it. */
  mark(...ticks: readonly number[]): readonly FactHead[] {
    this.move(...ticks);
    const from = this.facts.length;
    this.liquidator.onMarks(this.perps);
    this.kernel.bus.drain();
    return this.facts.slice(from);
  }

  sizes(account: number): number[] {
    return this.perps.map(({ index }) => this.house.positions.sizeLots(account, index));
  }

  hasPositions(account: number): boolean {
    return this.house.positions.firstOfAccount(account) !== NO_POSITION;
  }

  /** What does not add up, in words; empty when all does. */
  faults(): string[] {
    const { positions } = this.house;
    const net = this.perps.map(({ index }) => positions.netLots(index));
    const costs = this.perps.reduce((sum, { index }) => sum + positions.netCostAtoms(index), 0);
    const cash = this.ledger.balance(this.clearingWallet, SETTLE);
    return [
      ...(net.every((lots) => lots === 0) ? [] : [`net lots are ${net.join(', ')}`]),
      ...(cash + costs === 0 ? [] : [`clearing holds ${cash} where positions cost ${costs}`]),
      ...(this.ledger.recount().ok ? [] : [this.ledger.recount().describe()]),
    ];
  }

  #hear<S, A extends Numbers, F extends FactHead>(type: FactType<S, A, F>): void {
    this.kernel.bus.family(type).all$.subscribe((fact) => this.facts.push(fact));
  }

  #open(role: string, owner: number, atoms: number): number {
    const wallet = this.ledger.openWallet({ owner, name: `alpha/${role}`, mayGoNegative: true });
    if (atoms > 0) this.ledger.issue(wallet, SETTLE, atoms);
    return wallet;
  }
}
