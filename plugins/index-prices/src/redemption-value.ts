import type { IndexSource, IndexTarget } from '@ebb/sdk';

/**
 * What redeeming one unit of the base pays, in quote units: what its issuer says it is worth, else its outside value, ÷ the
 * outside value of the quote; a quote without an outside value counts as one unit of account. NaN when the base has neither.
 */
export function redemptionValue({ base, quote }: IndexTarget, sources: readonly IndexSource[]): number {
  const outside = (asset: string): number => {
    const source = sources.find(({ kind, base: of }) => kind === 'outside' && of === asset);
    return source !== undefined && source.mid > 0 ? source.mid : NaN;
  };
  const orOne = (value: number): number => (Number.isNaN(value) ? 1 : value);
  const issuer = sources.find(({ kind, base: of }) => kind === 'issuer' && of === base);
  const unit = orOne(outside(quote));
  if (issuer === undefined || !(issuer.mid >= 0)) return outside(base) / unit;
  return (issuer.mid * (issuer.quote === '' ? 1 : orOne(outside(issuer.quote)))) / unit;
}
