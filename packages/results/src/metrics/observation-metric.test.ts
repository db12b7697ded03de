import { forcedOrder, forcedPrint } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { SECOND_US, START_US, inverseMarket } from '../../test/fake-run.ts';
import { measured } from '../../test/measured.ts';
import { ObservationMetric } from './observation-metric.ts';

const FUND = 20;
const at = (seconds: number): number => START_US + seconds * SECOND_US;

describe('the metric of observation', () => {
  test('sets what the feed showed against what forced orders bought and sold, by when they did', () => {
    const found = measured(new ObservationMetric(), (run) => {
      run.tell(forcedOrder, 59, 0, 1, -10, 10, 90_000_000, 0);
      run.tell(forcedOrder, 70, 0, 1, -10, 10, 1_000_000, 0);
      run.tell(forcedPrint, 70, 0, -1, 10, 100, at(70));
      run.tell(forcedOrder, 70.2, 0, 2, -10, 10, 3_000_000, 0);
      run.tell(forcedOrder, 70.4, 2, FUND, 10, 10, 4_000_000, 0);
      run.tell(forcedOrder, 70.5, 2, 3, 10, 0, 0, 0);
      run.tell(forcedPrint, 71, 0, -1, 9_000, 9_000, at(59));
      run.tell(forcedPrint, 71.4, 2, 1, 10, 400, at(70.4));
    });
    expect(found).toEqual({
      'alpha.observedNotional': '500 USDT',
      'alpha.observedShare': '0.625 fraction',
    });
  });

  test('brings worths in several quote assets to what the venue settles in', () => {
    const found = measured(
      new ObservationMetric(),
      (run) => {
        Object.assign(run.values, { USDT: 0.5, USD: 1 });
        run.tell(forcedOrder, 70, 3, 1, -20, 11, 1_000_000, 0);
        run.tell(forcedPrint, 70, 3, -1, 11, 1100, at(70));
        run.tell(forcedOrder, 70, 0, 1, -10, 10, 22_000_000, 0);
      },
      [inverseMarket],
    );
    expect(found).toEqual({
      'alpha.observedNotional': '2200 USDT',
      'alpha.observedShare': '0.5 fraction',
    });
  });

  test('has nothing to say where the feed showed nothing', () => {
    const found = measured(new ObservationMetric(), (run) => run.tell(forcedOrder, 70, 0, 1, -10, 10, 1_000_000, 0));
    expect(found).toEqual({ 'alpha.observedNotional': 'NaN USDT', 'alpha.observedShare': 'NaN fraction' });
  });
});
