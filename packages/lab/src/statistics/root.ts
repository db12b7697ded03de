const MOST_STEPS = 400;

/**
 * Where a function changes sign between two numbers, to the last few bits: Ridders' method (C. Ridders, IEEE Transactions on
 * Circuits and Systems 26, 1979), which keeps the root between its bounds. Throws a RangeError when both ends have one sign.
 */
export function root(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [atLow, atHigh] = [f(low), f(high)];
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  if (!(atLow < 0 !== atHigh < 0)) throw new RangeError(`no root lies between ${from} and ${to}`);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    const atMiddle = f(middle);
    const size = Math.sqrt(atMiddle * atMiddle - atLow * atHigh);
    if (atMiddle === 0 || size === 0) return middle;
    const x = middle + ((middle - low) * Math.sign(atLow) * atMiddle) / size;
    const at = f(x);
    if (at === 0) return x;
    // The root lies between two neighbours of the four points.
    if (atMiddle < 0 !== at < 0)
      [low, atLow, high, atHigh] = x < middle ? [x, at, middle, atMiddle] : [middle, atMiddle, x, at];
    else if (atLow < 0 !== at < 0) [high, atHigh] = x < middle ? [x, at] : [middle, atMiddle];
    else [low, atLow] = x > middle ? [x, at] : [middle, atMiddle];
    if (high - low <= 4 * Number.EPSILON * Math.abs(high)) break;
  }
  return low + (high - low) / 2;
}
