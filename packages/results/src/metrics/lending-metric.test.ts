import { lendingBadDebt, lendingHealth, lendingLiquidation, lendingRate } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { LendingMetric } from './lending-metric.ts';

const [USDT, ATOM] = [0, 1];

describe('the metric of lending', () => {
  test('sums what was liquidated and struck out after the warm-up, at the prices of the market', () => {
    const found = measured(new LendingMetric(), (run) => {
      const liquidated = (seconds: number, repaid: number, seized: number): void =>
        run.tell(lendingLiquidation, seconds, 0, 7, 12, USDT, 1, ATOM, 1, 0, 0.97, repaid, seized, 0);
      liquidated(59, 1000, 1000);
      liquidated(60, 10, 10.5);
      liquidated(61, 20, 21.5);
      run.tell(lendingBadDebt, 59, 0, 7, ATOM, 9_000_000, 0, 0, 9_000_000);
      run.tell(lendingBadDebt, 62, 0, 7, ATOM, 2_500_000, 0, 0, 2_500_000);
    });
    expect(found).toMatchObject({
      'aave.supplied': '1400 USDT',
      'aave.borrowed': '250 USDT',
      'aave.lendingLiquidations': '2 liquidations',
      'aave.debtLiquidated': '30 USDT',
      'aave.collateralSeized': '32 USDT',
      'aave.debtStruckOut': '10 USDT',
    });
  });

  test('finds the lowest health and the highest rate, and takes what the warm-up told last as told at its end', () => {
    const found = measured(new LendingMetric(), (run) => {
      const rate = (seconds: number, used: number, borrow: number): void =>
        run.tell(lendingRate, seconds, 0, USDT, used, borrow, 0, 1, 0, 0, 0, 0, 0);
      run.tell(lendingHealth, 10, 0, 2, 1, 0.5, 10, 5);
      run.tell(lendingHealth, 50, 0, 2, 0, 1.5, 10, 5);
      run.tell(lendingHealth, 70, 0, 2, 0, 1.2, 10, 5);
      run.tell(lendingHealth, 71, 0, 0, 0, 0, 0, 0);
      run.tell(lendingHealth, 80, 0, 2, 0, 1.3, 10, 5);
      rate(40, 0.9, 0.4);
      rate(50, 0.5, 0.02);
      rate(61, 0.8, 0.04);
      rate(62, 0.7, 0.035);
    });
    expect(found).toMatchObject({
      'aave.lowestHealth': '1.2 fraction @70',
      'USDT@aave.highestUtilisation': '0.8 fraction @61',
      'USDT@aave.highestBorrowRate': '0.04 fraction a year @61',
      'ATOM@aave.highestBorrowRate': 'NaN fraction a year',
    });
  });
});
