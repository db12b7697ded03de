/** A place where an issuer deals with accounts: their wallets on one venue. */
export interface Counter {
  readonly venue: string;
  /** The wallet that requests are paid from and paid into; NO_WALLET for an account that has none here. */
  walletOf(account: number): number;
  /** Atoms of an asset that an account may take out of it: free, and not needed as margin. */
  spendableAtoms(account: number, asset: number): number;
  isDown(): boolean;
}

/** What an issuer owns outside its pots: wallets and positions on venues. */
export interface IssuerHoldings {
  /** The issuer's wallet on a venue, as in `alpha`; throws a RangeError for a venue where it has none. */
  walletOn(venue: string): number;
  /** All its wallets on venues. */
  readonly wallets: readonly number[];
  /** Atoms of an asset that may be taken out of one of these wallets: free, and not needed as margin. */
  spendableAtoms(wallet: number, asset: number): number;
  /** Equity on a venue in its settlement asset, units; 0 where it has none. */
  equity(venue: string): number;
  /** Unrealised results of all its positions, in the unit of account. */
  unrealised(): number;
  /** Value of one unit of an asset in the unit of account: outside, else by a market; NaN without either. */
  value(asset: string): number;
}
