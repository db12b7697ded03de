import { estimateText } from '../compare/estimate-text.ts';
import type { MorrisScreening } from './morris-screening.ts';
import { plainTable } from './plain-table.ts';

/** A screening for people: the axes by what they do, the most first; `unit` is that of the metric. */
export function morrisText({ axes, notes }: MorrisScreening, unit?: string): string {
  const ranked = [...axes].sort((left, right) => right.muStar.value - left.muStar.value);
  const alone = (value: number): string =>
    estimateText({ value: Number(value.toPrecision(2)), low: NaN, high: NaN }, unit, 'difference');
  const rows = ranked.map(({ name, mu, muStar, sigma, floor }) => [
    name,
    estimateText(muStar, unit, 'difference'),
    alone(floor),
    estimateText(mu, unit, 'difference'),
    estimateText(sigma, unit, 'difference'),
  ]);
  return [plainTable(['axis', 'mu*', 'by luck', 'mu', 'sigma'], rows), ...notes].join('\n').concat('\n');
}
