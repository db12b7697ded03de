import { growFloats, growInts } from './grow.ts';

/** The legs of the posting that a ledger is gathering, in the order they came, with their sum for each asset. */
export class PostingLegs {
  count = 0;
  wallets: Int32Array = new Int32Array(16);
  assets: Int32Array = new Int32Array(16);
  balances: Float64Array = new Float64Array(16);
  held: Float64Array = new Float64Array(16);
  readonly sums: Float64Array;

  constructor(assetCount: number) {
    this.sums = new Float64Array(assetCount);
  }

  clear(): void {
    this.count = 0;
    this.sums.fill(0);
  }

  /** Adds a leg; false, with nothing added, when an amount or the asset's sum is no safe integer. */
  add(wallet: number, asset: number, deltaAtoms: number, deltaHeldAtoms: number): boolean {
    const sum = this.sums[asset] + deltaAtoms;
    if (!Number.isSafeInteger(deltaAtoms) || !Number.isSafeInteger(deltaHeldAtoms) || !Number.isSafeInteger(sum)) {
      return false;
    }
    const at = this.count++;
    if (at === this.wallets.length) this.#grow(at + 1);
    this.wallets[at] = wallet;
    this.assets[at] = asset;
    this.balances[at] = deltaAtoms;
    this.held[at] = deltaHeldAtoms;
    this.sums[asset] = sum;
    return true;
  }

  #grow(length: number): void {
    this.wallets = growInts(this.wallets, length);
    this.assets = growInts(this.assets, length);
    this.balances = growFloats(this.balances, length);
    this.held = growFloats(this.held, length);
  }
}
