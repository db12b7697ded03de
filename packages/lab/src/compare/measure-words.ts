import type { BoundMeasure } from '../measure/measure.ts';

/** A measure as it is named in a sentence: `the mean of …`, `the 95 % quantile of …`, `the highest 5 % of …`. */
export function measureWords(measure: BoundMeasure): string {
  const { kind, column, text } = measure;
  if (kind === 'event') return text;
  if (kind === 'mean') return `the mean of ${column}`;
  const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;
  const { share } = measure;
  if (kind === 'quantile')
    return share === 0.5 ? `the median of ${column}` : `the ${percent(share)} quantile of ${column}`;
  return `the mean of the ${share < 0.5 ? 'lowest' : 'highest'} ${percent(Math.min(share, 1 - share))} of ${column}`;
}
