import { formatAmount } from '@ebb/results';
import { percent, percents } from './breakpoint-text.ts';
import { STOP_WORDS } from './minimise.ts';
import type { PriceOfAttack } from './attack-price.ts';

/** A price of attack in sentences. */
export function priceText(found: Omit<PriceOfAttack, 'text'>, where: string, finals: number): string {
  const { condition, share, outcome, price, unit, confirmed, trials, runs, reason, warnings } = found;
  const often = `in at least ${percent(share)} of runs`;
  const held = `${percent(confirmed.share)} of ${confirmed.runs} runs (${percents(confirmed.low, confirmed.high)})`;
  const work = `${runs} runs: ${trials} trials of the search, which ended because ${STOP_WORDS[reason]}, and final ones of ${finals} seeds.`;
  if (price === null) {
    const head = `No attack within the ranges was found for which '${condition}' holds ${often}.`;
    return [head, `The nearest, ${where}, does it in ${held}.`, ...warnings, work].join(' ');
  }
  const amount = formatAmount(price.value, unit || undefined);
  const interval = `${formatAmount(price.low)} to ${formatAmount(price.high, unit || undefined)} at ${percent(price.level)}`;
  const head =
    outcome === 'found'
      ? `Price of attack: ${amount} (${interval}) for '${condition}' ${often}, with ${where}.`
      : `Price of attack: at most ${amount} for '${condition}' ${often}, with ${where}; nothing cheaper on the way to it was short of it.`;
  return [head, `With other seeds it holds in ${held}.`, ...warnings, work].join(' ');
}
