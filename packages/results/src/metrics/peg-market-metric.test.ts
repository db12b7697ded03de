import { backing, trade, value } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { PegMarketMetric, pegMarketParams } from './peg-market-metric.ts';

/** ATOM, whose par is 4 USDT, trades against USDT on beta: the market's place, and the places of the assets. */
const SPOT = 1;
const ATOM = 1;
const USDT = 0;

describe('the metric of pegged coins’ markets', () => {
  test('measures the last price against par, whichever of the two moves', () => {
    const found = measured(new PegMarketMetric(), (run) => {
      run.tell(trade, 50, SPOT, 40_000, 9, 1, 1, 2, 0);
      run.tell(trade, 70, SPOT, 38_000, 9, 1, 1, 2, 0);
      run.par = 4.2;
      run.tell(backing, 80, ATOM, 1, 1, 1, 4.2, 1, 0, 0);
      run.tell(trade, 90, SPOT, 42_000, 9, 1, 1, 2, 0);
      run.par = 4;
      run.tell(value, 100, USDT, 1);
      run.par = 4.2;
      run.tell(value, 110, USDT, 1);
      run.passTo(1000);
    });
    expect(found).toMatchObject({
      'ATOM/USDT@beta.worstDeviation': `${3.8 / 4.2 - 1} fraction @80`,
      'ATOM/USDT@beta.lowestRatio': `${3.8 / 4.2} fraction @80`,
      'ATOM/USDT@beta.highestRatio': `${4.2 / 4} fraction @100`,
      'ATOM/USDT@beta.medianDeviation': '0 fraction',
      'ATOM/USDT@beta.below99': '20 s',
      'ATOM/USDT@beta.below97': '20 s',
      'ATOM/USDT@beta.below95': '10 s',
      'ATOM/USDT@beta.halfLife': '10 s',
      'ATOM/USDT@beta.recovery': '30 s',
    });
  });

  test('looks at the depth of bids once a second, from calm to its least', () => {
    const found = measured(new PegMarketMetric(), (run) => {
      const asked: unknown[] = [];
      for (const [seconds, depth] of [
        [10, 800],
        [10.5, 0],
        [20, 1200],
        [70, 250],
        [80, 900],
      ]) {
        run.markets[SPOT].depth = (...args) => (asked.push(args), depth);
        run.tell(value, seconds, USDT, 1);
      }
      expect(asked).toEqual(Array.from({ length: 4 }, () => ['buy', 0.01]));
    });
    expect(found['ATOM/USDT@beta.drainedDepth']).toBe('0.75 fraction @70');
  });

  test('counts time below the ratios that it is given', () => {
    const params = pegMarketParams.parse({ thresholds: [0.995, 0.5] });
    const found = measured(new PegMarketMetric(params), (run) => {
      run.tell(trade, 60, SPOT, 39_000, 9, 1, 1, 2, 0);
      run.passTo(65);
    });
    expect(Object.keys(found).filter((key) => key.includes('.below'))).toEqual([
      'ATOM/USDT@beta.below99_5',
      'ATOM/USDT@beta.below50',
    ]);
    expect(found['ATOM/USDT@beta.below99_5']).toBe('5 s');
  });

  test('says nothing of perpetuals and other coins, and no number of a market without a trade', () => {
    const found = measured(new PegMarketMetric(), (run) => run.tell(trade, 61, 0, 40_000, 9, 1, 1, 2, 0));
    expect(Object.keys(found).every((key) => key.startsWith('ATOM/USDT@beta.'))).toBe(true);
    expect(found['ATOM/USDT@beta.worstDeviation']).toBe('NaN fraction');
    expect(found['ATOM/USDT@beta.below99']).toBe('NaN s');
  });
});
