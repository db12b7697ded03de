import { formatCount, formatPercent } from '@ebb/results';
import Table from 'cli-table3';
import { roundedText } from './estimate-text.ts';
import type { SelectedVariant, Selection } from './selection.ts';

/** What a person reads of a choice: which variant is the best, how surely, and what each took. */
export function selectionText(selection: Selection, metric: string, unit: string | undefined): string {
  const { best, method, goal, delta, confidence, probability, reached, variants } = selection;
  const zone = roundedText(delta, 0, unit, 'difference').replace(/^1 points$/, '1 point');
  const which = `${best} has the ${goal === 'max' ? 'highest' : 'lowest'} mean of ${metric}`;
  const sure = formatPercent(confidence, 0);
  const estimate = formatPercent(Math.floor((probability ?? 0) * 1000) / 1000);
  // KN promises; OCBA only estimates.
  const surely =
    probability === undefined
      ? `with P ≥ ${sure}, unless another is within ${zone} of it`
      : `with P = ${estimate} as estimated, where less than ${zone} counts as that far`;
  const unsure = `so far, but the replicates ran out before that was sure to ${sure}`;
  const line = `${which} ${reached ? surely : unsure} (${method}).`;
  const table = new Table({
    head: ['variant', 'mean', 'sd', 'replicates', 'failed', 'left out'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const variant of variants) table.push(rowOf(variant, unit));
  return `${line}\n${table.toString()}\n`;
}

function rowOf(
  { variant, mean, sd, replicates, failed, screened }: SelectedVariant,
  unit: string | undefined,
): string[] {
  const error = sd / Math.sqrt(replicates);
  return [
    variant,
    roundedText(mean, error, unit, 'value'),
    roundedText(sd, error, unit, 'difference'),
    formatCount(replicates),
    formatCount(failed),
    screened === undefined ? '' : `after ${formatCount(screened.after)}, behind ${screened.by}`,
  ];
}
