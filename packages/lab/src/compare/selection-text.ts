import { formatCount, formatPercent } from '@ebb/results';
import Table from 'cli-table3';
import { estimateText } from './estimate-text.ts';
import type { SelectedVariant, Selection } from './selection.ts';

/** What a person reads of a choice: which variant is the best, how surely, and what each took. */
export function selectionText(selection: Selection, metric: string, unit: string | undefined): string {
  const { best, method, goal, delta, confidence, probability, reached, variants } = selection;
  const sure = formatPercent(confidence, 0);
  const zone = estimateText({ value: delta, low: NaN, high: NaN }, unit, 'difference');
  const which = `${best} has the ${goal === 'max' ? 'highest' : 'lowest'} mean of ${metric}`;
  const estimated =
    probability === undefined ? '' : ` (${formatPercent(Math.floor(probability * 1000) / 1000)} by ${method})`;
  const line = reached
    ? `${which} with P ≥ ${sure}${estimated}; a difference below ${zone} does not matter (${method}).`
    : `${which} so far${estimated}, but replicates ran out before that was sure to ${sure} (${method}, differences below ${zone} do not matter).`;
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
  const bare = (value: number, role: 'value' | 'difference') =>
    estimateText({ value, low: NaN, high: NaN }, unit, role);
  return [
    variant,
    bare(mean, 'value'),
    bare(sd, 'difference'),
    formatCount(replicates),
    formatCount(failed),
    screened === undefined ? '' : `after ${formatCount(screened.after)}, behind ${screened.by}`,
  ];
}
