import { Lender, NO_WALLET, lendingKinds, lendingRefusals } from '@ebb/clearing';
import type {
  LendingAssetTerms,
  LendingBook,
  LendingKind,
  LendingPlace,
  LendingTicket,
  LendingVenue,
} from '@ebb/clearing';
import type { Kernel } from '@ebb/kernel';
import { Ledger } from '@ebb/ledger';
import type { Asset } from '@ebb/ledger';
import type { FakeAccounts } from './fake-accounts.ts';
import type { FakeWorld } from './fake-world.ts';
import type { LenderSetup, LendingAssetSetup } from './lender-setup.ts';

/** What an account has supplied and owes, in units by asset. */
export interface LendingHoldings {
  readonly supplied?: Readonly<Record<string, number>>;
  readonly borrowed?: Readonly<Record<string, number>>;
}

/** What a lending market of the harness is made of. */
export interface FakeLenderParts {
  readonly kernel: Kernel;
  readonly world: FakeWorld;
  readonly accounts: FakeAccounts;
  readonly place: LendingPlace;
  readonly places: readonly LendingPlace[];
  readonly setup: LenderSetup;
}

/** Who has supplied what is there at first. */
const DEPOSITOR = 2_000_000;
const ALIKE = { ltv: 0.8, threshold: 0.85, bonus: 0.05 };

/**
 * The real lending market over the harness's accounts: its wallets are filled from their balances before each order and read
 * back after it. Prices and rates are set by hand; interest grows with the clock.
 */
export class FakeLender {
  readonly name: string;
  readonly venue: string;
  readonly reference: string;
  readonly lender: Lender;
  readonly #parts: FakeLenderParts;
  readonly #ledger: Ledger;
  readonly #rates: Float64Array;
  readonly #wallets = new Map<number, number>();
  /** Where buyers of what is sold keep their assets. */
  readonly #market: number;

  constructor(parts: FakeLenderParts) {
    const { kernel, place, places, setup, world } = parts;
    this.#parts = parts;
    this.name = place.lender;
    this.venue = setup.at ?? world.venues[0].venue;
    const symbols = Object.keys(setup.assets);
    this.reference = setup.reference ?? symbols[0];
    this.#ledger = new Ledger(place.assets);
    this.#market = this.#ledger.openWallet({ owner: -1, name: 'market', mayGoNegative: true });
    this.#rates = Float64Array.from(symbols, (symbol) => setup.assets[symbol].borrowRate ?? 0);
    const { closeFactor = 0.5, fullBelow = 0.95 } = setup;
    const assets = symbols.map((symbol, at) => this.#termsOf(world.asset(symbol), setup.assets[symbol], at));
    const terms = { closeFactor, fullBelow, dust: 0, badDebt: 'deficit', assets } as const;
    const venue = this.#venue();
    this.lender = new Lender({ kernel, ledger: this.#ledger, place, places, terms, venue });
    symbols.forEach((symbol, at) => {
      const { price = 1, supply = 1_000_000 } = setup.assets[symbol];
      this.book.setPrice(at, price);
      this.hold(DEPOSITOR, { supplied: { [symbol]: supply } });
    });
  }

  get book(): LendingBook {
    return this.lender.book;
  }

  setPrice(symbol: string, price: number): void {
    this.book.setPrice(this.#placeOf(symbol), price);
  }

  /** Sets the interest a year on debts. */
  setRate(symbol: string, rate: number): void {
    this.lender.accrue();
    const at = this.#placeOf(symbol);
    this.#rates[at] = rate;
    this.book.reserves[at].retune();
  }

  /** Lets an account supply and then borrow, of assets that it is given for it; throws when the market refuses. */
  hold(account: number, { supplied = {}, borrowed = {} }: LendingHoldings): void {
    const { accounts } = this.#parts;
    const order = (kind: LendingKind, symbol: string, units: number): void => {
      if (units === 0) return;
      const asset = this.#parts.world.asset(symbol);
      const wallet = accounts.spotOf(account, this.venue);
      const before = accounts.balance(account, symbol, wallet);
      if (kind === 'supply') accounts.setBalance(account, symbol, wallet, before + units);
      const at = this.#placeOf(symbol);
      const held = (): number => this.book.claimAtoms(account, at) + this.book.debtAtoms(account, at);
      const was = held();
      const atoms = Math.round(units * asset.atomsPerUnit);
      const ticket = { account, kind: lendingKinds[kind], asset: asset.index, atoms, ...NO_LIQUIDATION };
      this.arrived(0, ticket, 0);
      if (kind === 'borrow') accounts.setBalance(account, symbol, wallet, before);
      if (held() === was) throw new Error(`${this.name} refuses to ${kind} ${units} ${symbol}`);
    };
    for (const [symbol, units] of Object.entries(supplied)) order('supply', symbol, units);
    for (const [symbol, units] of Object.entries(borrowed)) order('borrow', symbol, units);
  }

  /** An order arrives; `code` is that of a gateway that refuses it, or 0. */
  arrived(id: number, ticket: LendingTicket, code: number): void {
    this.#fill(ticket.account);
    this.lender.arrived(id, ticket, code !== lendingRefusals.none);
    this.#readBack(ticket.account);
  }

  /** Brings interest up to now. */
  accrue(): void {
    this.lender.accrue();
  }

  #termsOf(asset: Asset, setup: LendingAssetSetup, at: number): LendingAssetTerms {
    const { ltv, threshold, bonus } = { ...ALIKE, ...setup };
    return {
      asset,
      rate: { rate: () => this.#rates[at] },
      reservePpm: 100_000,
      collateral: threshold === 0 ? null : { ltv, threshold, bonus, fee: 0 },
      supplyCapAtoms: Infinity,
      borrowCapAtoms: Infinity,
    };
  }

  #venue(): LendingVenue {
    const ledger = this.#ledger;
    const reason = ledger.registerReason('trade');
    const walletOf = (account: number): number => this.#wallets.get(account) ?? NO_WALLET;
    return {
      isDown: () => false,
      walletOf,
      tradingWalletOf: walletOf,
      spendableAtoms: (account, asset) => ledger.free(walletOf(account), asset),
      spotMarket: (index) => {
        const { instrument } = this.#parts.world.markets[index].subject;
        return instrument.kind === 'spot' ? instrument : null;
      },
      placeForced: (account, instrument, signedLots, limitTicks) => {
        const { bestBid, bestBidSize } = this.#parts.world.markets[instrument.index];
        const ticks = Number.isNaN(bestBid) ? 0 : Math.round(bestBid / instrument.tickSize);
        const filledLots =
          ticks < limitTicks ? 0 : Math.min(-signedLots, Math.floor(bestBidSize / instrument.lotSize + 1e-9));
        const notionalAtoms = filledLots * ticks * instrument.atomsPerTickLot;
        if (filledLots === 0 || instrument.kind !== 'spot') return { filledLots: 0, notionalAtoms: 0, heldBack: false };
        const sold = filledLots * instrument.baseAtomsPerLot;
        ledger.transfer(walletOf(account), this.#market, instrument.base, sold, reason);
        ledger.transfer(this.#market, walletOf(account), instrument.quote, notionalAtoms, reason);
        return { filledLots, notionalAtoms, heldBack: false };
      },
    };
  }

  /** Puts into an account's wallet here what it has on the venue. */
  #fill(account: number): void {
    const { accounts, place } = this.#parts;
    const ledger = this.#ledger;
    const wallet = this.#wallets.get(account) ?? ledger.openWallet({ owner: account, name: `wallet ${account}` });
    this.#wallets.set(account, wallet);
    for (const { index, symbol, atomsPerUnit } of place.assets) {
      const units = accounts.balance(account, symbol, accounts.spotOf(account, this.venue));
      const more = Math.max(0, Math.floor(units * atomsPerUnit + 1e-3)) - ledger.balance(wallet, index);
      if (more > 0) ledger.issue(wallet, index, more);
      else if (more < 0) ledger.retire(wallet, index, -more);
    }
  }

  #readBack(account: number): void {
    const { accounts, place } = this.#parts;
    const wallet = this.#wallets.get(account)!;
    const name = accounts.spotOf(account, this.venue);
    for (const { index, symbol, atomsPerUnit } of place.assets) {
      const units = this.#ledger.balance(wallet, index) / atomsPerUnit;
      if (Math.abs(units - accounts.balance(account, symbol, name)) * atomsPerUnit >= 1) {
        accounts.setBalance(account, symbol, name, units);
      }
    }
  }

  #placeOf(symbol: string): number {
    return this.book.placeOf(this.#parts.world.asset(symbol).index);
  }
}

const NO_LIQUIDATION = { debtor: -1, collateral: -1, instrument: -1 };
