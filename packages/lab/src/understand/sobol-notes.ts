import type { SobolIndices } from './sobol-found.ts';

/** An interval whose half is longer than this says little about a share. */
const WIDE = 0.1;
const MUCH_LUCK = 0.9;

/** What there is to doubt of Sobol' indices. */
export function sobolNotes({
  axes,
  variance,
  luck,
  rows,
  replicates,
}: Pick<SobolIndices, 'axes' | 'variance' | 'luck' | 'rows' | 'replicates'>): readonly string[] {
  const notes: string[] = [];
  if (!(variance.low > 0)) {
    notes.push('The metric is not shown to vary with the axes beyond luck: the indices say nothing.');
  }
  const wide = axes.flatMap(({ name, first, total }) =>
    [first, total].some(({ low, high }) => !((high - low) / 2 <= WIDE)) ? [name] : [],
  );
  if (wide.length > 0) {
    notes.push(
      `Not converged: intervals of ${wide.join(', ')} are wider than ±${WIDE}; more than ${rows} base points are needed.`,
    );
  }
  const sum = axes.reduce((all, { first }) => all + first.value, 0);
  if (sum > 1.02) notes.push(`The first indices add up to ${sum.toFixed(2)}, more than all there is: too few points.`);
  const below = axes.filter(({ first, total }) => first.high < 0 || total.high < 0).map(({ name }) => name);
  if (below.length > 0) notes.push(`Indices below zero, which none can be: ${below.join(', ')}; too few points.`);
  const crossed = axes.filter(({ first, total }) => first.low > total.high).map(({ name }) => name);
  if (crossed.length > 0)
    notes.push(`First indices above total ones, which none can be: ${crossed.join(', ')}; too few points.`);
  if (replicates === 1) {
    notes.push(
      'One seed at each point: luck cannot be told from the axes, and counts as interaction in total indices.',
    );
  }
  if (luck.value > MUCH_LUCK) {
    const percent = (100 * luck.value).toFixed(0);
    notes.push(`${percent} % of the variance of a run is luck: the indices divide the rest.`);
  }
  return notes;
}
