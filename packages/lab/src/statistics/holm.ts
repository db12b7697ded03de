/**
 * p-values adjusted for being several (S. Holm, Scandinavian Journal of Statistics 6, 1979): rejecting those at or below a level
 * errs with any of them with at most that chance, however they depend on each other. They come in the order given; NaN
 * stays NaN and counts as no test.
 */
export function holm(pValues: ArrayLike<number>): number[] {
  const order = Array.from(pValues, (p, place) => ({ p, place }))
    .filter(({ p }) => !Number.isNaN(p))
    .sort((left, right) => left.p - right.p);
  const adjusted = Array.from(pValues, () => NaN);
  let most = 0;
  for (const [rank, { p, place }] of order.entries()) {
    most = Math.max(most, Math.min(1, (order.length - rank) * p));
    adjusted[place] = most;
  }
  return adjusted;
}
