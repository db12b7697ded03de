import { formatPercent } from '@ebb/results';
import { estimateText, pText } from '../compare/estimate-text.ts';
import type { PawnIndices } from './pawn.ts';
import { plainTable } from './plain-table.ts';

/** PAWN indices for people: the axes by their largest distance, beside what an axis that does nothing would reach; `unit` is the metric's. */
export function pawnText({ axes, tail, tailFrom, notes }: PawnIndices, unit?: string): string {
  const ranked = [...axes].sort((left, right) => right.max.value - left.max.value);
  const rows = ranked.map(({ name, median, max, medianThreshold, maxThreshold, pValue }) => [
    name,
    estimateText(max, undefined, 'value'),
    maxThreshold.toFixed(2),
    estimateText(median, undefined, 'value'),
    medianThreshold.toFixed(2),
    pText(pValue),
  ]);
  const edge = estimateText({ value: tailFrom ?? NaN, low: NaN, high: NaN }, unit, 'value');
  const about =
    tail === undefined
      ? []
      : [
          `In the ${tail.side === 'low' ? 'lowest' : 'highest'} ${formatPercent(tail.share, 0)} of runs, ${edge} and ${tail.side === 'low' ? 'below' : 'above'}:`,
        ];
  const head = ['axis', 'max KS', 'by chance', 'median KS', 'by chance', 'p'];
  return [...about, plainTable(head, rows), ...notes].join('\n').concat('\n');
}
