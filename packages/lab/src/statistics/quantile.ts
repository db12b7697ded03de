/**
 * The quantile of numbers that ascend, at a share from 0 to 1: the point at `(n − 1) · share` places behind the first, linear
 * between neighbours. It is type 7 of "Sample Quantiles in Statistical Packages" (R. J. Hyndman and Y. Fan, The American
 * Statistician 50(4), 1996), which R and NumPy take unless told otherwise. Numbers may end in infinities, and so may the
 * result. NaN of no numbers; throws a RangeError for a share outside 0 to 1.
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a quantile is at a share from 0 to 1, not ${share}`);
  if (ascending.length === 0) return NaN;
  const place = (ascending.length - 1) * share;
  const below = Math.floor(place);
  const [low, high] = [ascending[below]!, ascending[Math.ceil(place)]!];
  // Nothing of an infinity is no number.
  return place === below || low === high ? low : low + (place - below) * (high - low);
}
