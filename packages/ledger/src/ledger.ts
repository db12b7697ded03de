import { StateHash } from '@ebb/exact';
import type { Asset } from './asset.ts';
import { ConservationReport } from './conservation.ts';
import { growFloats } from './grow.ts';
import { createLedgerStorage, type LedgerStorage } from './ledger-storage.ts';
import { PostingLegs } from './posting-legs.ts';
import { ReasonVolumes } from './reason-volumes.ts';
import { WatchedWallets } from './watched-wallets.ts';
import { WalletRegistry, type WalletDeclaration } from './wallet-registry.ts';

const MAX_ATOMS = Number.MAX_SAFE_INTEGER;

/**
 * Wallets that hold assets in whole atoms, under double entry: every write of an operation sums to zero for each asset, so
 * that the sum over all wallets is always zero. What is issued comes from the wallet `outside`, whose balance is minus the
 * supply. `held` is the part of a balance that is promised (to an order, a withdrawal); `free` is the rest.
 *
 * An operation is done in full or not at all. It answers false when a wallet that may not go negative is short; it throws
 * a RangeError, having changed nothing, when the caller is wrong: an unknown wallet, asset or reason, an amount that is
 * not a safe integer, a balance that would pass the safe integers, legs that do not balance, a release of more than is held.
 * After construction nothing here allocates but `openWallet`, `openWatcher`, `registerReason`, `recount`, and postings and lists
 * of touched wallets longer than any before.
 */
export class Ledger {
  readonly assets: readonly Asset[];
  /** The wallet that issuance comes from and goes back to. */
  readonly outside: number;

  readonly #assetCount: number;
  readonly #storage: LedgerStorage;
  readonly #wallets = new WalletRegistry();
  readonly #watched = new WatchedWallets();

  /** Sums of everything ever written, by asset: of balances, which must be zero, and of held. */
  readonly #runningBalance: Float64Array;
  readonly #runningHeld: Float64Array;

  readonly #reasons: ReasonVolumes;
  readonly #issueReason: number;
  readonly #retireReason: number;

  readonly #legs: PostingLegs;
  #posting = false;

  /** Storage is given when someone else shall read (or, in a test of audits, spoil) the arrays; it must be empty. */
  constructor(assets: readonly Asset[], storage: LedgerStorage = createLedgerStorage()) {
    this.assets = assets;
    this.#assetCount = assets.length;
    this.#storage = storage;
    this.#runningBalance = new Float64Array(assets.length);
    this.#runningHeld = new Float64Array(assets.length);
    this.#reasons = new ReasonVolumes(assets.length);
    this.#legs = new PostingLegs(assets.length);
    this.outside = this.openWallet({ owner: -1, name: 'outside', mayGoNegative: true });
    this.#issueReason = this.registerReason('issue');
    this.#retireReason = this.registerReason('retire');
  }

  get walletCount(): number {
    return this.#wallets.count;
  }

  /** Opens a wallet with nothing in it and returns its number; numbers count up from 0, which is `outside`. */
  openWallet(declaration: WalletDeclaration): number {
    const wallet = this.#wallets.open(declaration);
    const slots = this.#wallets.count * this.#assetCount;
    this.#storage.balances = growFloats(this.#storage.balances, slots);
    this.#storage.held = growFloats(this.#storage.held, slots);
    this.#watched.grow(this.#wallets.count);
    return wallet;
  }

  /** The number of a new watcher of wallets, 127 at most: a venue that must know which of its accounts to look at again. */
  openWatcher(): number {
    return this.#watched.openWatcher();
  }

  /** Gives a wallet its watcher; throws a RangeError when it has another one. */
  watch(wallet: number, watcher: number): void {
    this.#slot(wallet, 0);
    this.#watched.watch(wallet, watcher);
  }

  /**
   * Visits each of a watcher's wallets whose balance was written since it last asked, once, in the order of the first write,
   * and forgets them; what the visits touch waits for the next call. What is only held or released touches nothing; a posting
   * that was refused may have touched a wallet whose balance is as before.
   */
  takeTouched(watcher: number, visit: (wallet: number) => void): void {
    this.#watched.take(watcher, visit);
  }

  walletName(wallet: number): string {
    this.#slot(wallet, 0);
    return this.#wallets.nameOf(wallet);
  }

  ownerOf(wallet: number): number {
    this.#slot(wallet, 0);
    return this.#wallets.ownerOf(wallet);
  }

  /** The number of a reason for moving atoms; the same name gives the same number. */
  registerReason(name: string): number {
    return this.#reasons.register(name);
  }

  reasonName(reason: number): string {
    this.#reasons.check(reason);
    return this.#reasons.nameOf(reason);
  }

  /** Atoms moved so far for a reason; a statistic, exact below 2^53 and rounded above, no part of the state. */
  volume(reason: number, asset: number): number {
    this.#slot(this.outside, asset);
    this.#reasons.check(reason);
    return this.#reasons.volume(reason, asset);
  }

  balance(wallet: number, asset: number): number {
    return this.#storage.balances[this.#slot(wallet, asset)];
  }

  held(wallet: number, asset: number): number {
    return this.#storage.held[this.#slot(wallet, asset)];
  }

  /** Balance less held: never negative but in wallets that may go negative. */
  free(wallet: number, asset: number): number {
    const slot = this.#slot(wallet, asset);
    return this.#storage.balances[slot] - this.#storage.held[slot];
  }

  /** Atoms issued and not retired. */
  supply(asset: number): number {
    return 0 - this.#storage.balances[this.#slot(this.outside, asset)];
  }

  /** Atoms held over all wallets; zero when no order and no withdrawal is pending. */
  totalHeld(asset: number): number {
    this.#slot(this.outside, asset);
    return this.#runningHeld[asset];
  }

  /** Moves atoms from one wallet's free balance to another; false, with nothing done, when they are not there. */
  transfer(from: number, to: number, asset: number, amount: number, reason: number): boolean {
    const { balances, held } = this.#storage;
    const source = this.#slot(from, asset);
    const target = this.#slot(to, asset);
    this.#reasons.check(reason);
    checkAmount(amount);
    const left = balances[source] - amount;
    if (left < held[source] && !this.#wallets.mayGoNegative(from)) return false;
    if (source !== target) {
      if (left < -MAX_ATOMS || balances[target] + amount > MAX_ATOMS) this.#overflow(asset);
      this.write(from, asset, -amount, 0);
      this.write(to, asset, amount, 0);
    }
    this.#reasons.add(reason, asset, amount);
    return true;
  }

  /** Promises free atoms of a wallet; false, with nothing done, when they are not there. */
  hold(wallet: number, asset: number, amount: number): boolean {
    const slot = this.#slot(wallet, asset);
    checkAmount(amount);
    const held = this.#storage.held[slot] + amount;
    if (held > this.#storage.balances[slot] && !this.#wallets.mayGoNegative(wallet)) return false;
    if (held > MAX_ATOMS || this.#runningHeld[asset] + amount > MAX_ATOMS) this.#overflow(asset);
    this.write(wallet, asset, 0, amount);
    return true;
  }

  /** Frees held atoms; throws when more than is held. */
  release(wallet: number, asset: number, amount: number): void {
    const slot = this.#slot(wallet, asset);
    checkAmount(amount);
    if (amount > this.#storage.held[slot]) this.#overRelease(wallet, asset);
    this.write(wallet, asset, 0, -amount);
  }

  /** Brings new atoms into a wallet; throws when the supply would pass the safe integers. */
  issue(to: number, asset: number, amount: number): void {
    this.transfer(this.outside, to, asset, amount, this.#issueReason);
  }

  /** Takes atoms out of the world; false, with nothing done, when the wallet has not as many free or issued. */
  retire(from: number, asset: number, amount: number): boolean {
    if (amount > this.supply(asset)) return false;
    return this.transfer(from, this.outside, asset, amount, this.#retireReason);
  }

  /** Opens a posting: legs are gathered until `commit` does all of them or none. */
  begin(): void {
    if (this.#posting) throw new RangeError('a posting is open already');
    this.#posting = true;
    this.#legs.clear();
  }

  /** Adds to the open posting a change of one balance, in atoms, negative for a debit. */
  leg(wallet: number, asset: number, deltaAtoms: number): void {
    this.legHeld(wallet, asset, deltaAtoms, 0);
  }

  /**
   * Adds to the open posting a change of a balance and of what is held of it, as when a fill pays with held atoms.
   * A wallet may have several legs: only where they end counts. A leg that is refused leaves the posting as it was.
   */
  legHeld(wallet: number, asset: number, deltaAtoms: number, deltaHeldAtoms: number): void {
    if (!this.#posting) throw new RangeError('no posting is open');
    this.#slot(wallet, asset);
    if (!this.#legs.add(wallet, asset, deltaAtoms, deltaHeldAtoms)) {
      throw new RangeError(
        `a leg of ${deltaAtoms} atoms of ${this.assets[asset].symbol} (held ${deltaHeldAtoms}) is not whole or takes ` +
          `its sum past the safe integers`,
      );
    }
  }

  /**
   * Closes the posting: does all its legs and answers true, or none and answers false when a wallet would be short.
   * Throws, with nothing done, when the legs of an asset do not sum to zero, more would be released than is held, or an
   * amount would pass the safe integers on the way through the legs in their order.
   */
  commit(reason: number): boolean {
    if (!this.#posting) throw new RangeError('no posting is open');
    this.#posting = false;
    this.#reasons.check(reason);
    this.#checkBalanced(reason);
    const { count, wallets, assets, balances } = this.#legs;
    for (let at = 0; at < count; at++) {
      if (this.#writeLeg(at)) continue;
      this.#undoLegs(at);
      this.#overflow(assets[at]);
    }
    for (let at = 0; at < count; at++) {
      const slot = wallets[at] * this.#assetCount + assets[at];
      const held = this.#storage.held[slot];
      const short = this.#storage.balances[slot] < held && !this.#wallets.mayGoNegative(wallets[at]);
      if (held >= 0 && !short) continue;
      this.#undoLegs(count);
      if (held < 0) this.#overRelease(wallets[at], assets[at]);
      return false;
    }
    for (let at = 0; at < count; at++) if (balances[at] > 0) this.#reasons.add(reason, assets[at], balances[at]);
    return true;
  }

  /**
   * The first asset whose running total of written balances is not zero, or -1: to be asked after every fact of an audited
   * run. It sees a write without its counterpart at once; it does not see memory that changed without a write (`recount` does).
   */
  firstImbalance(): number {
    for (let asset = 0; asset < this.#assetCount; asset++) if (this.#runningBalance[asset] !== 0) return asset;
    return -1;
  }

  /** Adds up every wallet and compares with the running totals; takes time in proportion to wallets × assets. */
  recount(): ConservationReport {
    return new ConservationReport(this.assets, this.#wallets, this.#storage, this.#runningBalance, this.#runningHeld);
  }

  /** A hash of all balances and held amounts; volumes and names are no part of it. */
  stateHash(): string {
    const hash = new StateHash();
    const slots = this.#wallets.count * this.#assetCount;
    hash.add(this.#wallets.count);
    hash.add(this.#assetCount);
    for (let slot = 0; slot < slots; slot++) {
      hash.add(this.#storage.balances[slot]);
      hash.add(this.#storage.held[slot]);
    }
    return hash.digest();
  }

  /** The one way to the arrays: every change of an amount passes here and through the running totals. */
  protected write(wallet: number, asset: number, deltaAtoms: number, deltaHeldAtoms: number): void {
    const slot = wallet * this.#assetCount + asset;
    this.#storage.balances[slot] += deltaAtoms;
    this.#storage.held[slot] += deltaHeldAtoms;
    this.#runningBalance[asset] += deltaAtoms;
    this.#runningHeld[asset] += deltaHeldAtoms;
    if (deltaAtoms !== 0) this.#watched.touch(wallet);
  }

  #checkBalanced(reason: number): void {
    for (let asset = 0; asset < this.#assetCount; asset++) {
      const sum = this.#legs.sums[asset];
      if (sum === 0) continue;
      const what = `${sum} atoms of ${this.assets[asset].symbol}`;
      throw new RangeError(`a posting for ${this.#reasons.nameOf(reason)} is out of balance by ${what}`);
    }
  }

  /** Writes one leg, or answers false and writes nothing when an amount would pass the safe integers. */
  #writeLeg(at: number): boolean {
    const { wallets, assets, balances, held } = this.#legs;
    const asset = assets[at];
    const slot = wallets[at] * this.#assetCount + asset;
    if (
      Math.abs(this.#storage.balances[slot] + balances[at]) > MAX_ATOMS ||
      Math.abs(this.#storage.held[slot] + held[at]) > MAX_ATOMS ||
      Math.abs(this.#runningHeld[asset] + held[at]) > MAX_ATOMS
    ) {
      return false;
    }
    this.write(wallets[at], asset, balances[at], held[at]);
    return true;
  }

  /** Takes back the first legs of the posting; exact, since they were written without rounding. */
  #undoLegs(count: number): void {
    const { wallets, assets, balances, held } = this.#legs;
    for (let at = count - 1; at >= 0; at--) this.write(wallets[at], assets[at], -balances[at], -held[at]);
  }

  /** Where the amounts of a wallet are; an unknown number would point into someone else's. */
  #slot(wallet: number, asset: number): number {
    if (!this.#wallets.has(wallet)) throw new RangeError(`there is no wallet ${wallet}`);
    if (asset >>> 0 !== asset || asset >= this.#assetCount) throw new RangeError(`there is no asset ${asset}`);
    return wallet * this.#assetCount + asset;
  }

  #overflow(asset: number): never {
    throw new RangeError(`an amount of ${this.assets[asset].symbol} would pass 2^53 atoms`);
  }

  #overRelease(wallet: number, asset: number): never {
    const held = this.#storage.held[wallet * this.#assetCount + asset];
    throw new RangeError(
      `more ${this.assets[asset].symbol} would be released than the ${held} atoms held in ${this.#wallets.nameOf(wallet)}`,
    );
  }
}

function checkAmount(amount: number): void {
  if (!(amount >= 0) || !Number.isSafeInteger(amount)) {
    throw new RangeError(`an amount is a non-negative safe integer of atoms, not ${amount}`);
  }
}
