/**
 * What one account has and owes in a lending market, by the place of the asset in the market's list: shares of the indices,
 * exact, and the same as doubles, which the look at all borrowers is fast with. Written by the book alone.
 */
export class LendingAccount {
  readonly claims: bigint[];
  readonly debts: bigint[];
  readonly roughClaims: Float64Array;
  readonly roughDebts: Float64Array;
  /** Whether a claim counts as collateral, where the asset is any. */
  readonly pledged: boolean[];

  constructor(
    readonly account: number,
    assets: number,
  ) {
    this.claims = new Array<bigint>(assets).fill(0n);
    this.debts = new Array<bigint>(assets).fill(0n);
    this.roughClaims = new Float64Array(assets);
    this.roughDebts = new Float64Array(assets);
    this.pledged = new Array<boolean>(assets).fill(true);
  }

  get owes(): boolean {
    return this.debts.some((shares) => shares > 0n);
  }
}
