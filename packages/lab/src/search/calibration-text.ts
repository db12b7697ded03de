import { formatAmount, formatClock } from '@ebb/results';
import type { Judgement } from '../targets/judge.ts';
import { percent, table } from './breakpoint-text.ts';
import type { CalibratedTarget, Calibration } from './calibration.ts';

/** A calibration in sentences and two tables. */
export function calibrationText(found: Omit<Calibration, 'text'>): string {
  const { method, parameters, targets, distance, level, trials, runs, reason, posterior, warnings } = found;
  const how =
    posterior === undefined
      ? 'Simulated moments'
      : `ABC-SMC (${posterior.particles.length} points worth ${Math.round(posterior.effectiveSize)}, tolerance ${formatAmount(posterior.tolerance)})`;
  const [held, fitted] = [targets.filter((each) => !each.fitted), targets.filter((each) => each.fitted)];
  const passed = (some: readonly CalibratedTarget[], when: 'before' | 'after'): string =>
    `${some.filter((each) => each[when].pass).length} of ${some.length}`;
  const score =
    `Fitted targets met: ${passed(fitted, 'before')} before, ${passed(fitted, 'after')} after (distance ${formatAmount(distance.fitted)}).` +
    (distance.heldOut === null
      ? ''
      : ` Held out: ${passed(held, 'before')} before, ${passed(held, 'after')} after (distance ${formatAmount(distance.heldOut)}).`);
  const rows = parameters.map(({ path, unit, value, low, high, identified }) => [
    path,
    formatAmount(value, unit || undefined),
    `${formatAmount(low)} to ${formatAmount(high)}`,
    identified ? '' : 'not told',
  ]);
  const judged = [...fitted, ...held].map((each) => [
    each.name,
    `${edge(each, each.low)} to ${edge(each, each.high)}`,
    each.fitted ? 'fitted' : 'held out',
    verdict(each, each.before),
    verdict(each, each.after),
  ]);
  return [
    `${how}: ${runs} runs, ${trials} trials; it ended because ${reason}. ${score}`,
    ...warnings,
    '',
    ...table([['parameter', 'value', `${percent(level)} interval`, ''], ...rows]),
    '',
    ...table([['target', 'band', '', 'before', 'after'], ...judged]),
    ...(method === 'moments' ? [] : ['', 'Values are means of the posterior, intervals hold the middle of it.']),
  ].join('\n');
}

function verdict(target: CalibratedTarget, { median, pass }: Judgement): string {
  return `${edge(target, median)} ${pass ? 'met' : 'missed'}`;
}

function edge({ unit }: CalibratedTarget, value: number | null): string {
  if (value === null) return '–';
  return unit === 'us' ? formatClock(value) : formatAmount(value);
}
