import {
  assetTakeover,
  auctionWon,
  deleveraging,
  forcedOrder,
  insurance,
  liquidation,
  lossShared,
  shortfall,
  takeover,
} from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { FakeRun, SECOND_US, START_US, inverseMarket } from '../../test/fake-run.ts';
import { LiquidationMetric } from './liquidation-metric.ts';

/** Accounts of the fake run: trades of funds and vaults are no liquidations. */
const FUND = 20;
const VAULT = 21;
const FUND_OF_BTC = 22;

/** Plays a run with a minute of warm-up and returns what was measured of alpha, the only venue that settles. */
function measure(play: (run: FakeRun) => void): Record<string, string> {
  const run = new FakeRun();
  run.markets.push(inverseMarket);
  run.scoredFromUs = START_US + 60 * SECOND_US;
  const metric = new LiquidationMetric();
  metric.start(run.context);
  play(run);
  const values = metric.values();
  expect(new Set(values.map(({ subject }) => subject))).toEqual(new Set(['alpha']));
  return Object.fromEntries(
    values.map(({ name, value, unit, atUs }) => [
      name,
      `${value} ${unit}${atUs === undefined ? '' : ` @${(atUs - START_US) / SECOND_US}`}`,
    ]),
  );
}

describe('the metric of liquidations', () => {
  test('measures what was closed, the fund, and what it did not cover', () => {
    const found = measure((run) => {
      run.tell(liquidation, 59, 0, 1, -1, 1, 0, 0);
      run.tell(forcedOrder, 59, 0, 1, -10, 10, 90_000_000, 0);
      run.tell(insurance, 59, 0, 1, -10_000, 0, 2);
      run.tell(liquidation, 75, 0, 2, -1, 1, 0, 0);
      run.tell(liquidation, 76, 0, 2, -1, 1, 0, 0);
      run.tell(liquidation, 77, 0, 3, -1, 1, 0, 0);
      run.tell(forcedOrder, 76, 0, 2, -10, 10, 1_000_000, 0);
      run.tell(forcedOrder, 121, 2, 3, -10, 10, 2_000_000, 0);
      run.tell(forcedOrder, 179.999, 0, 3, -10, 10, 4_000_000, 0);
      run.tell(forcedOrder, 180, 0, 3, -10, 10, 1_000_000, 0);
      run.tell(takeover, 181, 2, 3, -2, 1_000_000, FUND);
      run.tell(deleveraging, 182, 0, 5, 3, 20, 40_000, 1, 0, 0);
      run.tell(deleveraging, 183, 0, 5, 3, -30, 40_000, 1, 0, 0);
      run.tell(insurance, 184, 0, 3, -30_000, 1, 2);
      run.tell(insurance, 185, 0, 3, 5_000, 1, 1);
      run.tell(shortfall, 186, 0, 3, 70_000);
      run.funds.alpha = 12;
    });
    expect(found).toEqual({
      liquidatedAccounts: '2 accounts',
      liquidatedNotional: '1020 USDT',
      forcedNotional: '800 USDT',
      firstLiquidation: '15 s @75',
      peakMinute: `${600 / 1020} fraction @120`,
      takeoverNotional: '200 USDT',
      fundTook: '200 USDT',
      vaultTook: '0 USDT',
      auctionedNotional: '0 USDT',
      auctionDiscount: 'NaN fraction',
      deleveragedAccounts: '1 accounts',
      deleveragedNotional: '20 USDT',
      deleveragedLoss: '0 USDT',
      deleveragedDeficit: '0 USDT',
      insuranceStart: '5000000 USDT',
      insuranceReceived: '0.5 USDT',
      insuranceUsed: '3 USDT',
      insuranceLeft: '12 USDT',
      socialisedLoss: '0 USDT',
      badDebt: '7 USDT',
    });
  });

  test.each([
    ['the fund', FUND],
    ['the fund of an instrument', FUND_OF_BTC],
    ['the vault', VAULT],
  ])('counts what %s took over once, whether it sells it later or is deleveraged itself', (_who, taker) => {
    const found = measure((run) => {
      run.tell(liquidation, 70, 0, 2, -1, 1, 0, 0);
      run.tell(forcedOrder, 70, 0, 2, -100, 40, 160_000, 0);
      run.tell(takeover, 70, 0, 2, 60, 40_000, taker);
      run.tell(forcedOrder, 71, 0, taker, -60, 20, 80_000, 0);
      run.tell(deleveraging, 72, 0, 5, taker, 40, 40_000, 1, 0, 0);
    });
    expect(found).toMatchObject({
      liquidatedNotional: '40 USDT',
      forcedNotional: '16 USDT',
      takeoverNotional: '24 USDT',
      deleveragedNotional: '16 USDT',
    });
  });

  test('tells what funds took from what the vault took, assets and debts with the positions', () => {
    const found = measure((run) => {
      run.tell(takeover, 59, 0, 2, 60, 40_000, VAULT);
      run.tell(takeover, 70, 0, 2, 60, 40_000, FUND);
      run.tell(takeover, 71, 2, 2, 2, 1_000_000, FUND_OF_BTC);
      run.tell(takeover, 72, 0, 2, -30, 40_000, VAULT);
      run.tell(assetTakeover, 72, 0, 2, 1, -2_000_000, -80_000, VAULT);
    });
    expect(found).toMatchObject({
      ...{ takeoverNotional: '244 USDT', fundTook: '224 USDT', vaultTook: '20 USDT' },
      liquidatedNotional: '244 USDT',
    });
  });

  test('counts what keepers take when they do, and weighs their discounts to the mark', () => {
    const found = measure((run) => {
      run.markets[0].mark = 5;
      run.tell(auctionWon, 59, 0, 1, 12, 900, 1);
      run.tell(auctionWon, 70, 0, 2, 12, 100, 40_000);
      run.tell(auctionWon, 71, 0, 3, 13, -50, 60_000);
      run.tell(auctionWon, 72, 0, 4, 13, 60, 50_000);
    });
    expect(found).toMatchObject({
      ...{ liquidatedNotional: '100 USDT', forcedNotional: '0 USDT', auctionedNotional: '100 USDT' },
      peakMinute: '1 fraction @60',
    });
    // 40 and 30 were taken a fifth better than the mark, 30 at it.
    expect(Number.parseFloat(found['auctionDiscount'])).toBeCloseTo(0.14, 12);
  });

  test('sums what other accounts were charged for', () => {
    const found = measure((run) => {
      run.tell(lossShared, 59, 0, 5, 3, 900_000);
      run.tell(lossShared, 70, 0, 5, 3, 20_000);
      run.tell(lossShared, 70, 0, 6, 3, 5_000);
    });
    expect(found).toMatchObject({ socialisedLoss: '2.5 USDT', badDebt: '0 USDT' });
  });

  test('sets what deleveraged accounts lost against each deficit once', () => {
    const found = measure((run) => {
      run.tell(deleveraging, 59, 0, 5, 3, 20, 40_000, 1, 900_000, 900_000);
      run.tell(deleveraging, 70, 0, 5, 3, 20, 40_000, 1, 50_000, 70_000);
      run.tell(deleveraging, 70, 0, 6, 3, 20, 40_000, 1, -20_000, 70_000);
      run.tell(deleveraging, 71, 0, 6, 4, 20, 40_000, 1, 10_000, 30_000);
    });
    expect(found).toMatchObject({ deleveragedLoss: '4 USDT', deleveragedDeficit: '10 USDT' });
  });

  test('brings what an inverse perpetual is worth and settles in to what the venue settles in', () => {
    const found = measure((run) => {
      run.values['BTC'] = 110_000;
      run.values['USDT'] = 1.1;
      run.values['USD'] = 1;
      // 11 contracts of 100 USD each, at whatever price, are 1,100 USD or 1,000 USDT; 0.02 BTC are 2,000 USDT.
      run.tell(forcedOrder, 70, 3, 2, -20, 11, 1_000_000, 0);
      run.tell(takeover, 70, 3, 2, 11, 900_000, FUND);
      run.tell(deleveraging, 70, 3, 5, 3, -11, 900_000, 1, 2_000_000, 70_000);
    });
    const [forced, liquidated, loss] = ['forcedNotional', 'liquidatedNotional', 'deleveragedLoss'].map((name) =>
      Number.parseFloat(found[name]),
    );
    expect(found['deleveragedDeficit']).toBe('7 USDT');
    expect([forced, liquidated, loss].map((each) => Math.round(each * 1e6) / 1e6)).toEqual([1000, 3000, 2000]);
  });
});
