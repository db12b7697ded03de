import { formatCount } from '@ebb/results';
import { estimateText, roundedText } from '../compare/estimate-text.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { plainTable } from './plain-table.ts';
import type { Regret, RegretRule } from './regret-over-conditions.ts';

/** More conditions than this are not shown one by one. */
const MOST_SHOWN = 8;
const RULES: readonly (readonly [rule: RegretRule, words: string])[] = [
  ['minimaxRegret', 'least largest regret'],
  ['meanRegret', 'least mean regret'],
  ['maximin', 'best worst case'],
];

/** How the numbers of a regret table are written. */
export interface RegretTableOptions {
  /** The unit of the metric. */
  readonly unit?: string;
  /** What each condition is called; their places, from 0, unless given. */
  readonly conditions?: readonly string[];
  /** What is asked of runs, as in `lowestRatio >= 0.9`. */
  readonly event?: string;
}

/**
 * Regret for people: which variant each rule chooses and how surely, a row for each variant, the regret in each condition where these
 * are few, and what to doubt.
 */
export function regretTable(
  found: Regret,
  { unit, conditions: names, event = 'does what is asked' }: RegretTableOptions = {},
): string {
  const { variants, choice, goal, conditions, replicates, notes } = found;
  const nameOf = (condition: number): string => names?.[condition] ?? `condition ${condition}`;
  const isSure = replicates > 1;
  const sentences = RULES.map(([rule, words]) => {
    const share = variants.find(({ variant }) => variant === choice[rule])!.chosen[rule];
    return `By ${words}: ${choice[rule]}${isSure ? `, so in ${percent(share)} of resamples` : ''}.`;
  });
  const head = ['variant', 'worst case', 'largest regret', 'where', 'mean regret', 'chosen by it'];
  if (variants.some(({ satisficing }) => satisficing !== undefined)) head.push(event);
  const rows = variants.map(({ variant, worst, worstRegret, meanRegret, regrets, chosen, satisficing }) => [
    variant,
    estimateText(worst, unit, 'value'),
    estimateText(worstRegret, unit, 'difference'),
    worstRegret.value > 0 ? nameOf(regrets.indexOf(worstRegret.value)) : '–',
    estimateText(meanRegret, unit, 'difference'),
    isSure ? percent(chosen.minimaxRegret) : '–',
    ...(satisficing === undefined ? [] : [estimateText(satisficing, 'fraction', 'value')]),
  ]);
  const about =
    `${formatCount(variants.length)} variants in ${formatCount(conditions)} conditions, ${formatCount(replicates)} seeds in each; ` +
    `${goal === 'max' ? 'more' : 'less'} is better. Regret: how much worse than the best variant of the same condition.`;
  const each = conditions > MOST_SHOWN ? [] : ['', eachCondition(found, unit, nameOf)];
  return [about, ...sentences, '', plainTable(head, rows), ...each, ...(notes.length > 0 ? ['', ...notes] : [])]
    .join('\n')
    .concat('\n');
}

function eachCondition({ variants, conditions }: Regret, unit: string | undefined, nameOf: (at: number) => string) {
  // As fine as the largest regret's interval says.
  const alone = (value: number, { low, high }: Estimate): string =>
    high > low
      ? roundedText(value, (high - low) / 2, unit, 'difference')
      : estimateText({ value, low: NaN, high: NaN }, unit, 'difference');
  const head = ['regret in', ...Array.from({ length: conditions }, (_, at) => nameOf(at))];
  return plainTable(
    head,
    variants.map(({ variant, regrets, worstRegret }) => [
      variant,
      ...regrets.map((value) => alone(value, worstRegret)),
    ]),
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
