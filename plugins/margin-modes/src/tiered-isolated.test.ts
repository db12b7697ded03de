import { describe, expect, test } from '@jest/globals';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument, VenueTerms } from '@ebb/sdk';
import plugin, { TieredIsolated, params } from './tiered-isolated.ts';

const SCALE = 10_000;
const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
]);
const instruments = defineInstruments(assets, [
  { kind: 'perp', venue: 0, tick: 0.1, lot: 0.001, symbol: 'BTC/USDT:USDT' },
]);
const [btc] = instruments as unknown as [PerpInstrument];
const venue: VenueTerms = {
  name: 'alpha',
  settle: 'USDT',
  settleScale: SCALE,
  instruments,
  assets: assets.map(({ symbol }) => symbol),
  assetScales: assets.map(({ atomsPerUnit }) => atomsPerUnit),
};
const make = (raw: object = {}): TieredIsolated => new TieredIsolated(params.parse(raw), venue);

describe('tiered-isolated', () => {
  test('is a margin policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ kind: 'policy', policy: 'margin', name: 'tiered-isolated', use: TieredIsolated });
    expect(make()).toMatchObject({ mode: 'isolated', bound: { ratio: 1 } });
  });

  test("liquidates where Binance's FAQ 'How to Calculate Liquidation Price' (b3c689c1) puts it, nothing else counting", () => {
    const policy = make();
    const [size, entry] = [109.488, 32_481.98];
    const margin = (size * entry) / 10;
    // The position stays in the step of 2.5 %, whose maintenance amount is 16,300.
    const price = (margin + 16_300 - size * entry) / (size * 0.025 - size);
    const verdictAt = (mark: number): string =>
      policy.verdict(
        Math.round((margin + size * (mark - entry)) * SCALE),
        policy.maintenanceAtoms(btc, Math.round(size * mark * SCALE)),
      );
    expect(price).toBeCloseTo(29_830.67, 2);
    expect([price + 0.01, price - 0.01].map(verdictAt)).toEqual(['free', 'liquidate']);
  });

  test('has steps of its own choice', () => {
    const policy = make({ tiers: { default: [{ leverage: 10, maintenance: '5%' }] } });
    expect([policy.initialAtoms(btc, 1_001), policy.maintenanceAtoms(btc, 1_001)]).toEqual([101, 51]);
    expect(policy.bound.maintenanceSlope(btc, 1_001)).toBe(0.05);
    expect(() => make({ tiers: { 'ETH/USDT:USDT': [{ leverage: 10, maintenance: '5%' }] } })).toThrow(
      "margin tiers for 'ETH/USDT:USDT', which is no perpetual of alpha",
    );
  });
});
