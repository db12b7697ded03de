import { describe, expect, test } from '@jest/globals';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import {
  assetTakeover,
  deleveraging,
  forcedOrder,
  insurance,
  insuranceReasons,
  liquidation,
  lossShared,
  quoteNotional,
  shortfall,
  takeover,
} from './facts.ts';
import type { Market, VenueName } from './market.ts';

const SCALE = 10_000;
const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
]);
const [perp, inverse] = defineInstruments(assets, [
  { kind: 'perp', symbol: 'BTC/USDT:USDT', venue: 0, tick: 0.1, lot: 0.001 },
  { kind: 'perp', symbol: 'BTC/USDT:BTC', venue: 0, tick: 0.1, lot: 1, multiplier: 100 },
]) as readonly PerpInstrument[];
const on: Market<PerpInstrument> = {
  id: 'BTC/USDT:USDT@alpha',
  venue: 'alpha',
  instrument: perp,
  base: 'BTC',
  quote: 'USDT',
  settleScale: SCALE,
};
const alpha: VenueName = { index: 0, venue: 'alpha', settleScale: SCALE };
const head = [7, 1_000_000, 5, 3] as const;
const said = { seq: 7, timeUs: 1_000_000, cause: 5, origin: 3 };

describe('facts tell integers, and the same in units', () => {
  test('of an account', () => {
    expect(liquidation.make(...head, alpha, 4, 125_000, 130_000, 6, 750_000)).toEqual({
      ...said,
      type: 'liquidation',
      venue: 'alpha',
      account: 4,
      equity: 12.5,
      maintenance: 13,
      equityAtoms: 125_000,
      maintenanceAtoms: 130_000,
      parent: 6,
      sharePpm: 750_000,
    });
    expect(insurance.make(...head, alpha, 4, -2_500, 90_000, insuranceReasons.deficit)).toEqual({
      ...said,
      type: 'insurance',
      venue: 'alpha',
      account: 4,
      change: -0.25,
      balance: 9,
      changeAtoms: -2_500,
      balanceAtoms: 90_000,
      reason: 2,
    });
    expect(shortfall.make(...head, alpha, 4, 15_000)).toEqual({
      ...said,
      type: 'shortfall',
      venue: 'alpha',
      account: 4,
      deficit: 1.5,
      deficitAtoms: 15_000,
    });
    expect(lossShared.make(...head, alpha, 4, 9, 20_000)).toEqual({
      ...said,
      type: 'lossShared',
      venue: 'alpha',
      account: 4,
      bankrupt: 9,
      amount: 2,
      amountAtoms: 20_000,
    });
    expect(assetTakeover.make(...head, alpha, 4, 1, -300, -125_000, 12)).toEqual({
      ...said,
      type: 'assetTakeover',
      venue: 'alpha',
      account: 4,
      asset: 1,
      atoms: -300,
      value: -12.5,
      valueAtoms: -125_000,
      by: 12,
    });
  });

  test('of a market', () => {
    const market = { ...said, market: on.id, account: 4 };
    expect(forcedOrder.make(...head, on, 4, -500, 200, 234_000_000, 1_169_999)).toEqual({
      ...market,
      type: 'forcedOrder',
      size: -0.5,
      filled: 0.2,
      notional: 23_400,
      signedLots: -500,
      filledLots: 200,
      notionalAtoms: 234_000_000,
      limitTicks: 1_169_999,
    });
    expect(takeover.make(...head, on, 4, 300, 1_169_999, 12)).toEqual({
      ...market,
      type: 'takeover',
      size: 0.3,
      price: 116_999.9,
      signedLots: 300,
      priceTicks: 1_169_999,
      by: 12,
    });
    expect(deleveraging.make(...head, on, 4, 9, -300, 1_169_999, 6_000, -500, 70_000)).toEqual({
      ...market,
      type: 'deleveraging',
      bankrupt: 9,
      size: -0.3,
      price: 116_999.9,
      realised: 0.6,
      signedLots: -300,
      priceTicks: 1_169_999,
      realisedAtoms: 6_000,
      lostAtoms: -500,
      deficitAtoms: 70_000,
    });
  });

  test('of an inverse contract, whose value in quote units is the same at every price', () => {
    const coin = { ...on, id: 'BTC/USDT:BTC@alpha', instrument: inverse };
    expect(forcedOrder.make(...head, coin, 4, -5, 3, 250_000, 0)).toMatchObject({ size: -5, filled: 3, notional: 300 });
    expect([quoteNotional(coin, 3, 250_000), quoteNotional(on, 3, 250_000)]).toEqual([300, 25]);
  });
});
