import { readFileSync } from 'node:fs';
import {
  amendOrder,
  cancelAllOrders,
  cancelOrder,
  collateralPrice,
  lotOffered,
  mark,
  orderStates,
  orderUpdate,
  placeOrder,
  quote,
  refusals,
  trade,
  transfer,
  transferStates,
  value,
} from '@ebb/sdk';
import type { Metric, MetricValue } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { FakeRun, SECOND_US, START_US } from '../test/fake-run.ts';
import { defaultMetrics } from './default-metrics.ts';
import { metricKey } from './metric-key.ts';

const WARM = 60;

/** Plays a run, with a minute of warm-up unless told otherwise, past all default metrics, and returns what they measured. */
function measure(play: (run: FakeRun) => void, warmSeconds = WARM): readonly MetricValue[] {
  const run = new FakeRun();
  run.scoredFromUs = START_US + warmSeconds * SECOND_US;
  const metrics = defaultMetrics.map(({ use }) => new (use as new () => Metric)());
  for (const metric of metrics) metric.start(run.context);
  play(run);
  return metrics.flatMap((metric) => metric.values());
}

/** The numbers by key, with their moment in seconds behind an @. */
function told(values: readonly MetricValue[]): Record<string, string> {
  return Object.fromEntries(
    values.map((each) => [
      metricKey(each),
      `${each.value} ${each.unit}${each.atUs === undefined ? '' : ` @${(each.atUs - START_US) / SECOND_US}`}`,
    ]),
  );
}

const perp = 'ATOM/USDT:USDT@alpha';
const spot = 'ATOM/USDT@beta';

describe('default metrics', () => {
  test('count refused orders of each class after the warm-up, and no others', () => {
    const found = told(
      measure((run) => {
        const { refused, resting } = orderStates;
        run.tell(orderUpdate, 59, 0, 12, 1, refused, refusals.insufficientMargin, 5);
        run.tell(orderUpdate, 60, 0, 12, 2, refused, refusals.insufficientMargin, 5);
        run.tell(orderUpdate, 61, 0, 13, 3, refused, refusals.rateLimited, 5);
        run.tell(orderUpdate, 61, 0, 3, 4, refused, refusals.venueDown, 5);
        run.tell(orderUpdate, 62, 0, 13, 5, resting, refusals.none, 5);
      }),
    );
    const counts = Object.entries(found).filter(([key]) => key.endsWith('.refusedOrders'));
    expect(counts.map(([, told]) => told)).toEqual([...['1 orders', '2 orders', '0 orders', '0 orders', '0 orders']]);
  });

  test('measure prices after the warm-up', () => {
    const found = told(
      measure((run) => {
        run.tell(trade, 59, 0, 10_000, 9, 1, 1, 2, 0);
        run.tell(trade, 60, 0, 40_000, 10, 1, 1, 2, 0);
        run.tell(trade, 61, 0, 44_000, 10, 1, 1, 2, 0);
        run.tell(trade, 62, 0, 30_000, 5, -1, 1, 2, 1);
        run.tell(trade, 63, 0, 30_000, 5, -1, 1, 2, 1);
        run.tell(trade, 64, 0, 36_000, 5, 1, 1, 2, 0);
      }),
    );
    expect(found).toMatchObject({
      [`${perp}.first`]: '4 USDT',
      [`${perp}.low`]: '3 USDT @62',
      [`${perp}.high`]: '4.4 USDT @61',
      [`${perp}.last`]: '3.6 USDT',
      [`${perp}.fall`]: '0.25 fraction @62',
      [`${perp}.volume`]: '3.5 ATOM',
      [`${spot}.low`]: 'NaN USDT',
      [`${spot}.fall`]: 'NaN fraction',
      trades: '5 trades',
      forcedTrades: '2 trades',
    });
  });

  test('measure the widest spread, and how long nobody bid', () => {
    const found = told(
      measure((run) => {
        run.tell(quote, 10, 0, 10_000, 1, 50_000, 1);
        run.tell(quote, 50, 0, 0, 0, 40_000, 1);
        run.tell(quote, 65, 0, 39_000, 1, 41_000, 1);
        run.tell(quote, 66, 0, 39_900, 1, 40_100, 1);
        run.tell(quote, 70, 0, 0, 0, 40_100, 1);
        run.tell(quote, 71, 0, 0, 0, 40_000, 1);
        run.passTo(73.5);
      }),
    );
    expect(found).toMatchObject({
      [`${perp}.widestSpread`]: '0.05 fraction @65',
      [`${perp}.withoutBid`]: '8.5 s',
      [`${spot}.widestSpread`]: 'NaN fraction',
      [`${spot}.withoutBid`]: '13.5 s',
    });
  });

  test('measure the gap of marks with its sign, and the fall of open interest', () => {
    const found = told(
      measure((run) => {
        for (const [seconds, markTicks, indexTicks, interest] of [
          [30, 10_000, 40_000, 900],
          [60, 40_400, 40_000, 800],
          [61, 36_000, 40_000, 200],
          [62, 41_000, 40_000, 300],
        ]) {
          run.markets[0].openInterest = interest;
          run.tell(mark, seconds, 0, markTicks, indexTicks);
        }
      }),
    );
    expect(found).toMatchObject({
      [`${perp}.markGap`]: `${36_000 / 40_000 - 1} fraction @61`,
      [`${perp}.openInterestFirst`]: '800 ATOM',
      [`${perp}.openInterestLow`]: '200 ATOM @61',
      [`${perp}.openInterestFall`]: '0.75 fraction @61',
      ['BTC/USDT:USDT@alpha.markGap']: 'NaN fraction',
    });
    expect(found).not.toHaveProperty([`${spot}.markGap`]);
  });

  test('count intents of every kind', () => {
    const found = told(
      measure((run) => {
        run.tell(placeOrder, 59, 0, 1, 1, 1, 1, 1, 0, 0, 0);
        run.tell(placeOrder, 60, 0, 1, 1, 1, 1, 1, 0, 0, 0);
        run.tell(amendOrder, 61, 0, 1, 1, 1, 1);
        run.tell(cancelOrder, 62, 0, 1, 1);
        run.tell(cancelAllOrders, 63, 0, 1, -1);
      }),
    );
    expect(found.intents).toBe('4 intents');
  });

  test('measure profit from the first mark or value after the warm-up', () => {
    const found = told(
      measure((run) => {
        run.wealth.holders = 900;
        run.tell(value, 59, 0, 1);
        run.wealth.holders = 800;
        run.tell(value, 60.5, 0, 1);
        run.wealth.holders = 700;
        run.tell(mark, 61, 0, 1, 1);
        run.wealth.holders = 650;
        run.wealth.makers = 620;
      }),
    );
    expect(found).toMatchObject({
      'holders.accounts': '10 accounts',
      'holders.profit': '-150 unit of account',
      'makers.profit': '120 unit of account',
      'insurance@alpha.profit': '0 unit of account',
    });
  });

  test('do not take the wealth of the first instant, in which agents are made', () => {
    const profit = (play: (run: FakeRun) => void): string =>
      told(
        measure((run) => {
          run.wealth.holders = 0;
          run.tell(value, 0, 0, 1);
          play(run);
        }, 0),
      )['holders.profit'];
    const live = (run: FakeRun): void => {
      run.wealth.holders = 1000;
      run.tell(value, 1, 0, 1);
      run.wealth.holders = 900;
    };
    expect(profit(live)).toBe('-100 unit of account');
    expect(profit(() => undefined)).toBe('NaN unit of account');
  });

  test('are all told in the README, and nothing else is', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').split('## Metrics')[1];
    const rows = [...readme.matchAll(/^\| [\w `]+? +\| ((?:`\w+`(?:, )?)+) +\|/gm)];
    const documented = rows.flatMap(([, names]) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const measured = measure((run) => {
      run.tell(collateralPrice, 61, 0, 1, 4);
      run.tell(lotOffered, 61, 1, 1, 0, 1000, 900, 0);
      run.tell(transfer, 61, 0, 1, 7, 0, 500, 0, 0, transferStates.requested, 0, 1, 2);
      run.tell(transfer, 61, 0, 1, 7, 0, 500, 0, 0, transferStates.arrived, 0, 1, 2);
    }).map(({ name }) => name);
    expect([...new Set(measured)].sort()).toEqual(documented.sort());
  });

  test('have names of their own, and no key twice', () => {
    expect(new Set(defaultMetrics.map(({ name }) => name)).size).toBe(defaultMetrics.length);
    const keys = measure((run) => run.tell(collateralPrice, 61, 0, 1, 4)).map(metricKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
