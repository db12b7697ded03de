import type { Metric, RunContext } from '@ebb/sdk';
import { expect, test } from '@jest/globals';
import hedgeError from './hedge-error.ts';

const START_US = 1_760_128_200_000_000;
const at = (seconds: number): number => START_US + seconds * 1_000_000;

/** What the peg says at an upkeep: seconds from the start, short, error, margin ÷ short, income so far. */
type Upkeep = readonly [seconds: number, short: number, error: number, marginShare: number, income: number];

/** Plays upkeeps past the metric, with a warm-up of a minute; values and moments in seconds by name. */
function measured(upkeeps: readonly Upkeep[], endSeconds: number): Record<string, readonly [number, number?]> {
  let hear = (_timeUs: number, ..._numbers: readonly number[]): void => undefined;
  const context = {
    listen: (_type: object, tap: (...numbers: readonly number[]) => void) => {
      hear = (timeUs, ...numbers) => tap(1, timeUs, 0, 0, 0, ...numbers);
    },
    view: { nowMs: at(endSeconds) / 1000 },
    pegs: [{ coin: 'COIN', reference: 'USDT' }],
    scoredFromUs: at(60),
  } as unknown as RunContext;
  const metric = new (hedgeError.use as new (given: object) => Metric)(hedgeError.params.parse({}));
  metric.start(context);
  for (const [seconds, short, error, marginShare, income] of upkeeps) {
    hear(at(seconds), short, short, error, marginShare, 1, income, 0);
  }
  return Object.fromEntries(
    metric
      .values()
      .map(({ name, value, atUs }) => [name, atUs === undefined ? [value] : [value, (atUs - START_US) / 1_000_000]]),
  );
}

test('tells the worst error of the hedge, its mean by time, the least margin and what was earned', () => {
  const upkeeps: readonly Upkeep[] = [
    [10, 5, 0.9, 0.05, 40],
    [50, 5, 0.02, 0.5, 100],
    [70, 5, 0.06, 0.3, 90],
    [80, 4, 0, 0.4, 130],
    [90, 0, 0.01, 0, 125],
  ];
  const { meanHedgeError, ...found } = measured(upkeeps, 100);
  expect(found).toEqual({ hedgeError: [0.06, 70], leastMarginShare: [0.3, 70], hedgeIncome: [25] });
  expect(meanHedgeError[0]).toBeCloseTo((10 * 0.02 + 10 * 0.06 + 10 * 0 + 10 * 0.01) / 40, 12);
});

test('has no number where there is no synthetic dollar', () => {
  expect(Object.values(measured([], 100))).toEqual([[NaN], [NaN], [NaN], [NaN]]);
});
