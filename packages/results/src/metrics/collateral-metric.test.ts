import { collateralPrice } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { CollateralMetric } from './collateral-metric.ts';

/** Places of assets of the fake run, as collateral of alpha, which settles in USDT. */
const ATOM = 1;
const BTC = 2;

describe('the metric of collateral', () => {
  test('finds the lowest price of each asset, and what it was worth outside then', () => {
    const found = measured(new CollateralMetric(), (run) => {
      Object.assign(run.values, { ATOM: 4.2, USDT: 1.05 });
      run.tell(collateralPrice, 61, 0, ATOM, 4);
      run.tell(collateralPrice, 62, 0, BTC, 100_000);
      run.values['ATOM'] = 4.41;
      run.tell(collateralPrice, 63, 0, ATOM, 2.6);
      run.values['ATOM'] = 1;
      run.tell(collateralPrice, 64, 0, ATOM, 2.6);
      run.tell(collateralPrice, 65, 0, ATOM, 3.9);
    });
    expect(found).toEqual({
      'ATOM@alpha.lowestCollateralPrice': '2.6 USDT @63',
      'ATOM@alpha.outsideThen': `${4.41 / 1.05} USDT @63`,
      'BTC@alpha.lowestCollateralPrice': '100000 USDT @62',
      'BTC@alpha.outsideThen': 'NaN USDT @62',
    });
  });

  test('takes of the prices in the warm-up the last, which stands at its end', () => {
    const found = measured(new CollateralMetric(), (run) => {
      run.tell(collateralPrice, 10, 0, ATOM, 1);
      run.tell(collateralPrice, 50, 0, ATOM, 3.8);
      run.tell(collateralPrice, 61, 0, ATOM, 4);
      run.tell(collateralPrice, 40, 0, BTC, 90_000);
      run.tell(collateralPrice, 60, 0, BTC, 100_000);
    });
    expect(found).toMatchObject({
      'ATOM@alpha.lowestCollateralPrice': '3.8 USDT @60',
      'BTC@alpha.lowestCollateralPrice': '100000 USDT @60',
    });
  });

  test('says nothing where there is no collateral but what the venue settles in', () => {
    expect(measured(new CollateralMetric(), () => undefined)).toEqual({});
  });
});
