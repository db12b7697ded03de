/** An asset of a lending market as a test begins with it; all optional. */
export interface LendingAssetSetup {
  /** In units of the reference; 1 when absent. */
  readonly price?: number;
  /** Interest a year on debts, whatever is lent out; 0 when absent. */
  readonly borrowRate?: number;
  /** As collateral: 0.8, 0.85 and 0.05 when absent. */
  readonly ltv?: number;
  readonly threshold?: number;
  readonly bonus?: number;
  /** Units that somebody else has supplied; a million when absent. */
  readonly supply?: number;
}

/** A lending market as a test begins with it; all but the assets optional. */
export interface LenderSetup {
  /** The first venue of the harness when absent. */
  readonly at?: string;
  /** The first asset when absent. */
  readonly reference?: string;
  readonly closeFactor?: number;
  readonly fullBelow?: number;
  readonly assets: Readonly<Record<string, LendingAssetSetup>>;
}
