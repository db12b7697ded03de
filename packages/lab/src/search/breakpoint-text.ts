import type { Breakpoint } from './breakpoint-found.ts';
import { axisText } from './search-axis.ts';
import type { SearchAxis } from './search-axis.ts';

/** A breakpoint in sentences and a table of what was tried. */
export function breakpointText(found: Omit<Breakpoint, 'text'>, axis: SearchAxis): string {
  const rows = found.tries.map(({ value, met, runs, share, low, high }) => [
    axisText(axis, value),
    `${met} of ${runs}`,
    percent(share),
    percents(low, high),
  ]);
  return [
    sentence(found, axis),
    ...found.warnings,
    '',
    ...table([[axis.path, 'held', 'share', 'Wilson'], ...rows], 'right'),
  ].join('\n');
}

function sentence(found: Omit<Breakpoint, 'text'>, axis: SearchAxis): string {
  const { condition, share, outcome, value, low, high, level, replicates, tries, runs } = found;
  const [least, most] = [tries[0]!, tries.at(-1)!];
  const often = `'${condition}' holds in at least ${percent(share)} of runs`;
  const work = `${runs} runs: ${replicates} seeds at ${tries.length} values.`;
  if (outcome === 'always') {
    const at = `${percent(least.share)} of runs (${percents(least.low, least.high)})`;
    return `No breakpoint in the range: '${condition}' holds already at ${axisText(axis, least.value)}, in ${at}. ${work}`;
  }
  if (outcome === 'never') {
    const at = `at ${axisText(axis, most.value)} it holds in ${percent(most.share)} (${percents(most.low, most.high)})`;
    return `No breakpoint up to ${axisText(axis, most.value)}: nowhere in the range ${often}; ${at}. ${work}`;
  }
  const from = low === null ? `below ${axisText(axis, least.value)}` : axisText(axis, low);
  const to = high === null ? `beyond ${axisText(axis, most.value)}` : axisText(axis, high);
  const interval = `${from} to ${to} at ${percent(level)}`;
  return `${axis.path}: from ${axisText(axis, value ?? NaN)} on (${interval}), ${often}. ${work}`;
}

/** Rows in columns of even width, the first to the left unless told otherwise and the others to the right. */
export function table(rows: readonly (readonly string[])[], first: 'left' | 'right' = 'left'): readonly string[] {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows.map((row) =>
    row
      .map((cell, k) => (k === 0 && first === 'left' ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}

/** Two shares as percentages with as many decimals, as in `41.2 % to 92.9 %`. */
export function percents(low: number, high: number): string {
  const both = [percent(low), percent(high)];
  const isFine = both.some((text) => text.includes('.'));
  const fine = (share: number): string =>
    share === 0 || share === 1 ? percent(share) : `${(100 * share).toFixed(1)} %`;
  return (isFine ? [low, high].map(fine) : both).join(' to ');
}

/** A share as a percentage without decimals, or with one below ten and above ninety where it needs it. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1_000) / 10;
  return `${Number.isInteger(rounded) ? rounded : rounded < 10 || rounded > 90 ? rounded.toFixed(1) : Math.round(rounded)} %`;
}
