import type { Breakpoint } from './breakpoint-found.ts';
import { axisText } from './search-axis.ts';
import type { SearchAxis } from './search-axis.ts';

/** A breakpoint in sentences and a table of what was tried. */
export function breakpointText(found: Omit<Breakpoint, 'text'>, axis: SearchAxis): string {
  const rows = found.tries.map(({ value, met, runs, share, low, high }) => [
    axisText(axis, value),
    `${met} of ${runs}`,
    percent(share),
    `${percent(low)} to ${percent(high)}`,
  ]);
  return [
    sentence(found, axis),
    ...found.warnings,
    '',
    ...table([[axis.path, 'held', 'share', 'Wilson'], ...rows]),
  ].join('\n');
}

function sentence(found: Omit<Breakpoint, 'text'>, axis: SearchAxis): string {
  const { condition, share, outcome, value, low, high, level, replicates, tries, runs } = found;
  const [least, most] = [tries[0]!, tries.at(-1)!];
  const often = `'${condition}' holds in at least ${percent(share)} of runs`;
  const work = `${runs} runs: ${replicates} seeds at ${tries.length} values.`;
  if (outcome === 'always') {
    const at = `${percent(least.share)} of runs (${percent(least.low)} to ${percent(least.high)})`;
    return `No breakpoint in the range: '${condition}' holds already at ${axisText(axis, least.value)}, in ${at}. ${work}`;
  }
  if (outcome === 'never') {
    const at = `at ${axisText(axis, most.value)} it holds in ${percent(most.share)} (${percent(most.low)} to ${percent(most.high)})`;
    return `No breakpoint up to ${axisText(axis, most.value)}: nowhere in the range ${often}; ${at}. ${work}`;
  }
  const from = low === null ? `below ${axisText(axis, least.value)}` : axisText(axis, low);
  const to = high === null ? `beyond ${axisText(axis, most.value)}` : axisText(axis, high);
  const interval = `${from} to ${to} at ${percent(level)}`;
  return `${axis.path}: from ${axisText(axis, value ?? NaN)} on (${interval}), ${often}. ${work}`;
}

/** Rows in columns of even width, the first to the left and the others to the right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows.map((row) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}

/** A share as a percentage without decimals, or with one below ten and above ninety where it needs it. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1_000) / 10;
  return `${Number.isInteger(rounded) ? rounded : rounded < 10 || rounded > 90 ? rounded.toFixed(1) : Math.round(rounded)} %`;
}
