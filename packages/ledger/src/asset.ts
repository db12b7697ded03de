/** An asset that the ledger keeps in whole atoms: one unit is `atomsPerUnit` = 10^decimals atoms. */
export interface Asset {
  /** Position in the list of assets; the ledger addresses assets by it. */
  readonly index: number;
  /** The asset's name, as in `USDT`; neither empty nor containing `/`, `:` or white space. */
  readonly symbol: string;
  /** Decimal places of one atom, 0 to 15. */
  readonly decimals: number;
  readonly atomsPerUnit: number;
}

/** What a scenario says of an asset; `maxSupply`, in whole units, is the most that will ever be issued. */
export interface AssetDeclaration {
  readonly symbol: string;
  readonly decimals: number;
  readonly maxSupply?: number;
}

const MAX_DECIMALS = 15;

/**
 * Numbers the assets in the order given and checks them.
 * Throws a RangeError when a symbol is malformed or repeated, when decimals are not a whole number from 0 to 15, or when
 * the declared supply would not stay under 2^53 atoms.
 */
export function defineAssets(declarations: readonly AssetDeclaration[]): readonly Asset[] {
  const seen = new Set<string>();
  return declarations.map(({ symbol, decimals, maxSupply }, index) => {
    if (!/^[^\s/:]+$/.test(symbol)) {
      throw new RangeError(`an asset's symbol is one word without '/' or ':', not '${symbol}'`);
    }
    if (seen.has(symbol)) throw new RangeError(`asset ${symbol} is declared twice`);
    seen.add(symbol);
    if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS) {
      throw new RangeError(`asset ${symbol}: decimals are a whole number from 0 to ${MAX_DECIMALS}, not ${decimals}`);
    }
    const atomsPerUnit = Number(`1e${decimals}`);
    if (maxSupply !== undefined && !(maxSupply >= 0 && maxSupply * atomsPerUnit <= Number.MAX_SAFE_INTEGER)) {
      const largest = Math.floor(Number.MAX_SAFE_INTEGER / atomsPerUnit);
      throw new RangeError(
        `asset ${symbol}: a supply of ${maxSupply} with ${decimals} decimals is not under 2^53 atoms; ` +
          `use fewer decimals or at most ${largest} units`,
      );
    }
    return Object.freeze({ index, symbol, decimals, atomsPerUnit });
  });
}
