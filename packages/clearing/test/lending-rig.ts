import { Kernel } from '@ebb/kernel';
import { Ledger, defineAssets, defineInstruments } from '@ebb/ledger';
import type { SpotInstrument } from '@ebb/ledger';
import { Lender, MOST, NO_WALLET, lendingKinds } from '../src/index.ts';
import type { LendingAssetTerms, LendingKind, LendingTerms, LendingTicket, LendingVenue } from '../src/index.ts';
import { lendingBadDebt, lendingChanged, lendingLiquidation, lendingRefusalName } from '../src/index.ts';

export const START_US = Date.UTC(2025, 9, 10) * 1000;
/** Places of the assets, which all have two decimals; ETH is also what the others are priced in unless prices say otherwise. */
export const ETH = 0;
export const DAI = 1;
export const USDC = 2;

/** How much an account has of each asset when it is opened, in atoms. */
const PURSE = 1_000_000_000;

/** What every asset allows unless told otherwise. */
const ALIKE = { ltv: 0.8, threshold: 0.85, bonus: 0.05, fee: 0 };

/** What a rig is told of an asset. */
export type AssetChange = Partial<Omit<LendingAssetTerms, 'asset'>>;

/** A lending market with a kernel, a ledger and accounts with full purses; a market where all that is offered is bought. */
export class LendingRig {
  readonly kernel = new Kernel({ startUs: START_US, seed: 1, audit: true });
  readonly ledger: Ledger;
  readonly lender: Lender;
  readonly spot: SpotInstrument;
  readonly told: string[] = [];
  /** What the market of DAI in USDC pays in ticks of 0.01, and for how many lots of 1. */
  bidTicks = 100;
  bidLots = Infinity;
  isDown = false;
  readonly #wallets = new Map<number, number>();
  readonly #buyer: number;
  #order = 0;

  constructor(rules: Partial<LendingTerms> = {}, changes: readonly AssetChange[] = []) {
    const assets = defineAssets(['ETH', 'DAI', 'USDC'].map((symbol) => ({ symbol, decimals: 2 })));
    const [spot] = defineInstruments(assets, [{ kind: 'spot', symbol: 'DAI/USDC', venue: 0, tick: 0.01, lot: 1 }]);
    this.spot = spot as SpotInstrument;
    this.ledger = new Ledger(assets);
    this.#buyer = this.#open(-1, 'buyer');
    const terms: LendingTerms = {
      ...{ closeFactor: 0.5, fullBelow: 0.95, dust: 0, badDebt: 'deficit' },
      assets: assets.map((asset, at) => ({
        ...{ asset, rate: { rate: () => 0 }, reservePpm: 100_000, collateral: ALIKE },
        ...{ supplyCapAtoms: Infinity, borrowCapAtoms: Infinity, ...changes[at] },
      })),
      ...rules,
    };
    const place = { index: 0, lender: 'aave', assets };
    const { kernel, ledger } = this;
    this.lender = new Lender({ kernel, ledger, place, places: [place], terms, venue: this.#venue() });
    assets.forEach((_, at) => this.lender.book.setPrice(at, 1));
    kernel.bus.family(lendingChanged).tap((...told) => void this.told.push(lendingRefusalName(told[10])));
    kernel.bus.family(lendingLiquidation).tap(() => void this.told.push('liquidated'));
    kernel.bus.family(lendingBadDebt).tap(() => void this.told.push('bad debt'));
  }

  get book(): Lender['book'] {
    return this.lender.book;
  }

  /** Sends an order that arrives at once; amounts in units; returns why it was refused, or `none`. */
  order(account: number, kind: LendingKind, at: number, units: number, more: Partial<LendingTicket> = {}): string {
    const atoms = units === Infinity ? MOST : Math.round(units * 100);
    const ticket = { debtor: -1, collateral: -1, instrument: -1, ...more };
    this.wallet(account);
    this.lender.arrived(++this.#order, { account, kind: lendingKinds[kind], asset: at, atoms, ...ticket }, false);
    this.kernel.bus.drain();
    return this.told.filter((word) => word !== 'liquidated' && word !== 'bad debt').at(-1)!;
  }

  /** Lets so many milliseconds pass. */
  pass(ms: number): void {
    this.kernel.calendar.advanceTo(this.kernel.calendar.nowUs + ms * 1000);
    this.lender.accrue();
  }

  /** Units of an asset that an account has in its wallet, beyond what it came with. */
  gained(account: number, at: number): number {
    return (this.ledger.balance(this.wallet(account), at) - PURSE) / 100;
  }

  wallet(account: number): number {
    return this.#wallets.get(account) ?? this.#open(account, `alpha/traders[${account}]`);
  }

  supplied(account: number, at: number): number {
    return this.book.claimAtoms(account, at) / 100;
  }

  owed(account: number, at: number): number {
    return this.book.debtAtoms(account, at) / 100;
  }

  #open(account: number, name: string): number {
    const wallet = this.ledger.openWallet({ owner: account, name });
    for (const at of [ETH, DAI, USDC]) this.ledger.issue(wallet, at, PURSE);
    this.#wallets.set(account, wallet);
    return wallet;
  }

  #venue(): LendingVenue {
    const { ledger } = this;
    const reason = ledger.registerReason('trade');
    const walletOf = (account: number): number => this.#wallets.get(account) ?? NO_WALLET;
    return {
      isDown: () => this.isDown,
      walletOf,
      tradingWalletOf: walletOf,
      spendableAtoms: (account, asset) => ledger.free(walletOf(account), asset),
      spotMarket: (instrument) => (instrument === 0 ? this.spot : null),
      placeForced: (account, _instrument, signedLots, limitTicks) => {
        const filledLots = this.bidTicks < limitTicks ? 0 : Math.min(-signedLots, this.bidLots);
        const notionalAtoms = filledLots * this.bidTicks * this.spot.atomsPerTickLot;
        ledger.transfer(walletOf(account), this.#buyer, DAI, filledLots * this.spot.baseAtomsPerLot, reason);
        ledger.transfer(this.#buyer, walletOf(account), USDC, notionalAtoms, reason);
        return { filledLots, notionalAtoms, heldBack: false };
      },
    };
  }
}
