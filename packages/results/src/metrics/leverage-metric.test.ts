import { lendingBadDebt, lendingHealth } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { LeverageMetric } from './leverage-metric.ts';

const ATOM = 1;

describe('the metric of leverage', () => {
  test('tells what all borrowers have pledged against what of it is theirs', () => {
    const found = measured(new LeverageMetric(), (run) => {
      run.tell(lendingHealth, 50, 0, 3, 0, 1.5, 300, 150);
      run.tell(lendingHealth, 70, 0, 3, 0, 1.1, 300, 240);
      run.tell(lendingHealth, 80, 0, 3, 0, 1.2, 300, 225);
      run.tell(lendingHealth, 90, 0, 1, 1, 0.9, 300, 320);
    });
    expect(found).toMatchObject({
      'aave.leverageStart': '2 times',
      'aave.leverageMost': '5 times @70',
      'aave.leverageEnd': 'NaN times',
    });
  });

  test('is that of loops: four rounds at a loan-to-value of 0.8 make (1 − 0.8⁴) ÷ (1 − 0.8) = 2.952', () => {
    const [pledged, owed] = [1 + 0.8 + 0.64 + 0.512, 0.8 + 0.64 + 0.512];
    const found = measured(new LeverageMetric(), (run) => run.tell(lendingHealth, 61, 0, 1, 0, 1.2, pledged, owed));
    expect(Number.parseFloat(found['aave.leverageEnd'])).toBeCloseTo(2.952, 12);
  });

  test('sums up who bore what no collateral was left for, in units of the reference', () => {
    const found = measured(new LeverageMetric(), (run) => {
      run.tell(lendingBadDebt, 59, 0, 1, ATOM, 30_000_000, 10_000_000, 15_000_000, 5_000_000);
      run.tell(lendingBadDebt, 62, 0, 1, ATOM, 30_000_000, 10_000_000, 15_000_000, 5_000_000);
    });
    expect(found).toMatchObject({ 'aave.reserveBore': '40 USDT', 'aave.suppliersBore': '60 USDT' });
  });
});
