import type { Metric } from '@ebb/sdk';
import { metricKey } from '../src/metric-key.ts';
import { FakeRun, SECOND_US, START_US } from './fake-run.ts';
import type { FakeMarket } from './fake-run.ts';

/** Seconds of warm-up in a run that is measured. */
export const WARM = 60;

/** Plays a run with a minute of warm-up past one metric, with more markets than usual if told; numbers by key, their moment in seconds behind an @. */
export function measured(
  metric: Metric,
  play: (run: FakeRun) => void,
  more: readonly FakeMarket[] = [],
): Record<string, string> {
  const run = new FakeRun();
  run.markets.push(...more);
  run.scoredFromUs = START_US + WARM * SECOND_US;
  metric.start(run.context);
  play(run);
  return Object.fromEntries(
    metric.values().map((each) => {
      const at = each.atUs === undefined ? '' : ` @${(each.atUs - START_US) / SECOND_US}`;
      return [metricKey(each), `${each.value} ${each.unit}${at}`];
    }),
  );
}
