import type { PerpInstrument } from '@ebb/ledger';
import { NO_WALLET } from './account-wallets.ts';
import type { AccountWallets } from './account-wallets.ts';
import type { MarginPolicy } from './contracts/margin.ts';

/** No unit: nothing has been opened there yet. */
export const NO_UNIT = -1;

/** No instrument: the unit is not one position's alone. */
export const ANY_INSTRUMENT = -1;

/** What the units of a venue are made of. */
export interface MarginUnitsParts {
  /** The venue's own margin policy first, then those that accounts may follow instead. */
  readonly policies: readonly MarginPolicy[];
  /** Index of the venue's settlement asset. */
  readonly settle: number;
  readonly wallets: AccountWallets;
  /** How many accounts the world has: fixed by the time the first unit beside them is opened. */
  readonly accountCount: () => number;
  /** Opens the wallet that holds the margin of an isolated position. */
  readonly openWallet: (account: number, instrument: PerpInstrument) => number;
}

/**
 * The pools of margin of one venue, called units, by number: who owns one, in which wallet its money lies, by which policy
 * it is judged. An account in cross or unified mode is a unit under its own number. An isolated position is a unit of its
 * own with its own wallet; in cross mode, so are the positions that settle in another asset than the venue's, in the wallet
 * of their account. Units beside accounts are numbered from the number of accounts on, in the order of their opening.
 */
export class MarginUnits {
  readonly policies: readonly MarginPolicy[];
  readonly settle: number;
  readonly #parts: MarginUnitsParts;
  /** By account: the index of its policy. */
  #policyOf = new Uint8Array(64);
  #first = Infinity;
  readonly #owners: number[] = [];
  readonly #wallets: number[] = [];
  readonly #instruments: number[] = [];
  readonly #settles: number[] = [];
  /** Units beside accounts: by account, then by instrument (isolated) or by −1 − settlement asset. */
  readonly #beside = new Map<number, Map<number, number>>();
  readonly #byWallet = new Map<number, number>();

  constructor(parts: MarginUnitsParts) {
    this.#parts = parts;
    this.policies = parts.policies;
    this.settle = parts.settle;
  }

  /** Lets an account follow one of the policies; throws when it has a unit beside it already. */
  follow(account: number, policy: number): void {
    if (this.policies[policy] === undefined) throw new RangeError(`there is no margin policy ${policy}`);
    if (this.#beside.has(account)) throw new RangeError(`account ${account} has positions and keeps its margin mode`);
    if (account >= this.#policyOf.length) {
      const grown = new Uint8Array(Math.max(account + 1, this.#policyOf.length * 2));
      grown.set(this.#policyOf);
      this.#policyOf = grown;
    }
    this.#policyOf[account] = policy;
  }

  /** The policy that an account follows. */
  policyOfAccount(account: number): MarginPolicy {
    return this.policies[account < this.#policyOf.length ? this.#policyOf[account] : 0];
  }

  /** The policy that judges a unit. */
  policyOf(unit: number): MarginPolicy {
    return this.policyOfAccount(this.ownerOf(unit));
  }

  /** The unit that a position of the account in the instrument belongs to, or NO_UNIT while none has been opened. */
  of(account: number, instrument: PerpInstrument): number {
    const key = this.#keyOf(account, instrument);
    return key === undefined ? account : (this.#beside.get(account)?.get(key) ?? NO_UNIT);
  }

  /** The unit that the account's positions settling in an asset share, or NO_UNIT while there is none, as in isolated mode. */
  sharedIn(account: number, settle: number): number {
    const { mode } = this.policyOfAccount(account);
    if (mode === 'unified') return account;
    if (mode === 'isolated') return NO_UNIT;
    return settle === this.settle ? account : (this.#beside.get(account)?.get(-1 - settle) ?? NO_UNIT);
  }

  /** The same unit, opened if need be. Throws for an account without a wallet on this venue. */
  open(account: number, instrument: PerpInstrument): number {
    const wallet = this.#parts.wallets.of(account);
    if (wallet === NO_WALLET) throw new RangeError(`account ${account} has no wallet on this venue`);
    const key = this.#keyOf(account, instrument);
    if (key === undefined) return account;
    let units = this.#beside.get(account);
    if (units === undefined) this.#beside.set(account, (units = new Map()));
    let unit = units.get(key);
    if (unit === undefined) {
      unit = this.#add(account, key, instrument, wallet);
      units.set(key, unit);
    }
    return unit;
  }

  /** Whether a unit is an isolated position. */
  isIsolated(unit: number): boolean {
    return this.instrumentOf(unit) !== ANY_INSTRUMENT;
  }

  ownerOf(unit: number): number {
    return unit < this.#first ? unit : this.#owners[unit - this.#first];
  }

  /** The wallet that the unit's money lies in; NO_WALLET for an account that has none here. */
  walletOf(unit: number): number {
    return unit < this.#first ? this.#parts.wallets.of(unit) : this.#wallets[unit - this.#first];
  }

  /** The asset that the unit is reckoned in: what its positions settle in, and in unified mode the venue's settlement asset. */
  settleOf(unit: number): number {
    return unit < this.#first ? this.settle : this.#settles[unit - this.#first];
  }

  /** The one instrument of an isolated position's unit, or ANY_INSTRUMENT. */
  instrumentOf(unit: number): number {
    return unit < this.#first ? ANY_INSTRUMENT : this.#instruments[unit - this.#first];
  }

  /** The unit of an isolated position by its wallet, or NO_UNIT. */
  isolatedIn(wallet: number): number {
    return this.#byWallet.get(wallet) ?? NO_UNIT;
  }

  /** Visits the units of an account: its own, then those beside it in the order of their opening. */
  forEachOf(account: number, visit: (unit: number) => void): void {
    visit(account);
    this.#beside.get(account)?.forEach(visit);
  }

  /** What a position is filed under beside its account; undefined when it belongs to the account's own unit. */
  #keyOf(account: number, { index, settle }: PerpInstrument): number | undefined {
    const { mode } = this.policyOfAccount(account);
    if (mode === 'isolated') return index;
    return mode === 'cross' && settle !== this.settle ? -1 - settle : undefined;
  }

  #add(account: number, key: number, instrument: PerpInstrument, wallet: number): number {
    if (this.#owners.length === 0) this.#first = this.#parts.accountCount();
    const isolated = key >= 0;
    const own = isolated ? this.#parts.openWallet(account, instrument) : wallet;
    const unit = this.#first + this.#owners.push(account) - 1;
    this.#wallets.push(own);
    this.#instruments.push(isolated ? instrument.index : ANY_INSTRUMENT);
    this.#settles.push(instrument.settle);
    if (isolated) this.#byWallet.set(own, unit);
    return unit;
  }
}
