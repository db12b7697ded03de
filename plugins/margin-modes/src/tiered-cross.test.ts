import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument, VenueTerms } from '@ebb/sdk';
import { findTierFault } from './tier-table.ts';
import type { MarginTier } from './tier-table.ts';
import { DEFAULT_TIERS } from './perp-tiers.ts';
import plugin, { TieredCross, params } from './tiered-cross.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
  { symbol: 'ETH', decimals: 8 },
  { symbol: 'USD', decimals: 2 },
]);
const terms = { kind: 'perp', venue: 0, tick: 0.1, lot: 0.001 } as const;
const instruments = defineInstruments(assets, [
  { ...terms, symbol: 'BTC/USDT:USDT' },
  { ...terms, symbol: 'ETH/USDT:USDT' },
  { ...terms, symbol: 'BTC/USD:BTC', lot: 1, multiplier: 100 },
]);
const [btc, eth, inverse] = instruments as unknown as [PerpInstrument, PerpInstrument, PerpInstrument];
const SCALE = 10_000;
const venue: VenueTerms = {
  name: 'alpha',
  settle: 'USDT',
  settleScale: SCALE,
  instruments,
  assets: assets.map(({ symbol }) => symbol),
  assetScales: assets.map(({ atomsPerUnit }) => atomsPerUnit),
};

const make = (tiers?: unknown): TieredCross =>
  new TieredCross(params.parse(tiers === undefined ? {} : { tiers }), venue);
const units = (atoms: number): number => atoms / SCALE;
const sentences = (tiers: unknown): string[] =>
  (params.safeParse({ tiers }).error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);

describe('tiered-cross', () => {
  test('is a margin policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ kind: 'policy', policy: 'margin', name: 'tiered-cross', use: TieredCross });
  });

  // Maintenance amounts that Binance's site listed beside its BTCUSDT table of 18 March 2021.
  test.each([
    [50_000, 125, 0.004, 0],
    [250_000, 100, 0.005, 50],
    [1_000_000, 50, 0.01, 1_300],
    [10_000_000, 20, 0.025, 16_300],
    [20_000_000, 10, 0.05, 266_300],
    [50_000_000, 5, 0.1, 1_266_300],
    [100_000_000, 4, 0.125, 2_516_300],
    [200_000_000, 3, 0.15, 5_016_300],
    [300_000_000, 2, 0.25, 25_016_300],
    [500_000_000, 1, 0.5, 100_016_300],
  ])(
    "has the maintenance amounts of Binance's BTCUSDT table (March 2021) at %d",
    (notional, leverage, rate, amount) => {
      const policy = make();
      expect(policy.maintenanceAtoms(btc, notional * SCALE)).toBe(Math.round((notional * rate - amount) * SCALE));
      expect(policy.initialAtoms(btc, notional * SCALE)).toBe(Math.ceil((notional * SCALE) / leverage));
    },
  );

  test("takes 1,300 off 1 % of 264,000, as in Binance's FAQ 'Liquidation Protocols' (2020)", () => {
    expect(units(make().maintenanceAtoms(btc, 264_000 * SCALE))).toBe(264_000 * 0.01 - 1_300);
  });

  test("liquidates at 11,383.99, the price worked out in Binance's FAQ 'Liquidation Protocols' (2020)", () => {
    const policy = make();
    const wallet = 10.72;
    const others = { unrealised: 0.47, maintenance: 1.3 };
    const [entry, size] = [9_451.53, 0.005];
    const verdictAt = (mark: number): string =>
      policy.verdict(
        Math.round((wallet + others.unrealised + size * (entry - mark)) * SCALE),
        policy.maintenanceAtoms(btc, Math.round(size * mark * SCALE)) + others.maintenance * SCALE,
      );
    // One atom (0.0001 USDT) of equity is 0.02 USDT of price.
    expect(verdictAt(11_383.96)).toBe('free');
    expect(verdictAt(11_384.02)).toBe('liquidate');
  });

  test("liquidates at 26,316.89, worked out for two positions in Binance's FAQ 'How to Calculate Liquidation Price' (b3c689c1)", () => {
    const policy = make({
      'ETH/USDT:USDT': [
        { upTo: '10 k', leverage: 100, maintenance: '0.5%' },
        { upTo: '100 k', leverage: 75, maintenance: '0.65%' },
        { upTo: '500 k', leverage: 50, maintenance: '1%' },
        { upTo: '1 M', leverage: 25, maintenance: '2%' },
        { upTo: '2 M', leverage: 10, maintenance: '5%' },
        { upTo: '5 M', leverage: 5, maintenance: '10%' },
        { leverage: 4, maintenance: '12.5%' },
      ],
    });
    const atoms = (value: number): number => Math.round(value * SCALE);
    const ether = { size: 3_683.979, entry: 1_456.84, mark: 1_335.18 };
    const others = {
      unrealised: ether.size * (ether.mark - ether.entry),
      maintenance: policy.maintenanceAtoms(eth, atoms(ether.size * ether.mark)),
    };
    expect(units(others.maintenance)).toBeCloseTo(ether.size * ether.mark * 0.1 - 135_365, 2);
    const verdictAt = (mark: number): string =>
      policy.verdict(
        atoms(1_535_443.01 + others.unrealised + 109.488 * (mark - 32_481.98)),
        policy.maintenanceAtoms(btc, atoms(109.488 * mark)) + others.maintenance,
      );
    expect([26_316.9, 26_316.88].map(verdictAt)).toEqual(['free', 'liquidate']);
  });

  test("counts an inverse perpetual in coin: 1 % and up to 50x from 10 to 20 BTC, as in Binance's FAQ on coin margin (be2c7d9d)", () => {
    const coin = 100_000_000;
    const policy = make();
    expect(policy.initialAtoms(inverse, 5 * coin)).toBe((5 * coin) / 125);
    expect(policy.initialAtoms(inverse, 20 * coin)).toBe((20 * coin) / 50);
    expect(policy.maintenanceAtoms(inverse, 20 * coin)).toBe(Math.round((20 * 0.01 - 0.055) * coin));
    expect(make({ inverse: [{ leverage: 4, maintenance: '10%' }] }).initialAtoms(inverse, 8 * coin)).toBe(2 * coin);
  });

  test('says how steep it is: the rate of the step at that notional, and no collateral or loans', () => {
    const { bound } = make();
    expect(bound.ratio).toBe(1);
    expect([50_000, 50_001, 9_999_999].map((each) => bound.maintenanceSlope(btc, each * SCALE))).toEqual([
      0.004, 0.005, 0.025,
    ]);
    expect([bound.collateralSlope(0), bound.loanMaintenanceSlope(0)]).toEqual([0, 0]);
  });

  test('liquidates when equity is just maintenance margin', () => {
    expect([101, 100, 99].map((equity) => make().verdict(equity, 100))).toEqual(['free', 'liquidate', 'liquidate']);
  });

  test('has steps for single perpetuals and for the rest', () => {
    const policy = make({
      default: [{ leverage: 10, maintenance: '5%' }],
      'ETH/USDT:USDT': [
        { upTo: '10 k', leverage: 4, maintenance: '10%' },
        { leverage: 3, maintenance: '1e-1' },
      ],
    });
    expect(policy.initialAtoms(btc, 1_000)).toBe(100);
    expect(policy.maintenanceAtoms(btc, 1_001)).toBe(51);
    expect(policy.initialAtoms(eth, 10_000 * SCALE)).toBe(2_500 * SCALE);
    expect(policy.initialAtoms(eth, 10_000 * SCALE + 1)).toBe(33_333_334);
  });

  test.each([
    [
      [
        { leverage: 10, maintenance: '1%' },
        { leverage: 5, maintenance: '2%' },
      ],
      'tiers.default.0.upTo: a bound, as only',
    ],
    [
      [
        { upTo: 5, leverage: 10, maintenance: '1%' },
        { upTo: 5, leverage: 5, maintenance: '2%' },
      ],
      'tiers.default.1.upTo: a bound above 5, where the step begins',
    ],
    [
      [
        { upTo: 5, leverage: 10, maintenance: '1%' },
        { leverage: 20, maintenance: '2%' },
      ],
      'default.1.leverage: a leverage of at most 10',
    ],
    [
      [
        { upTo: 5, leverage: 10, maintenance: '2%' },
        { leverage: 5, maintenance: '1%' },
      ],
      'maintenance margin of at least 0.02',
    ],
    [[{ leverage: 10, maintenance: '11%' }], 'default.0.maintenance: a maintenance margin of at most 1 / 10'],
    [[{ leverage: 10, maintenance: 0 }], 'default.0.maintenance: a maintenance margin above 0'],
  ])('refuses %j', (steps, sentence) => {
    expect(sentences({ default: steps })).toEqual([expect.stringContaining(sentence)]);
  });

  test('says which perpetuals there are, and checks drawn steps too', () => {
    expect(() => make({ 'XRP/USDT:USDT': [{ leverage: 10, maintenance: '5%' }] })).toThrow(
      "margin tiers for 'XRP/USDT:USDT', which is no perpetual of alpha; expected one of default, inverse, BTC/USDT:USDT, ETH/USDT:USDT, BTC/USD:BTC",
    );
    expect(sentences({ default: [{ leverage: { uniform: [5, 20] }, maintenance: '10%' }] })).toEqual([]);
    expect(() => new TieredCross({ tiers: { default: [{ leverage: 20, maintenance: 0.1 }] } }, venue)).toThrow(
      'the margin tiers of BTC/USDT:USDT, step 1, maintenance: expected a maintenance margin of at most 1 / 20',
    );
  });
});

/** Lists of steps in order. */
const tables: fc.Arbitrary<MarginTier[]> = fc
  .array(
    fc.record({
      width: fc.integer({ min: 1, max: 10_000_000 }),
      less: fc.integer({ min: 0, max: 20 }),
      more: fc.integer({ min: 0, max: 200_000 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((steps) => {
    let [upTo, leverage, ppm] = [0, 125, 1_000];
    return steps.map(({ width, less, more }) => {
      upTo += width;
      leverage = Math.max(1, leverage - less);
      ppm = Math.max(ppm, Math.min(ppm + more, Math.floor(1_000_000 / leverage)));
      return { upTo, leverage, maintenance: ppm / 1_000_000 };
    });
  });

describe('maintenance margin by steps', () => {
  test('never falls with notional, never jumps, and is within initial margin', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 200_000_000 * SCALE }), (tiers, anywhere) => {
        expect(findTierFault(tiers)).toBeUndefined();
        const policy = make({ default: tiers });
        const edges = tiers.map(({ upTo }) => (upTo ?? 0) * SCALE);
        for (const notional of [...edges, anywhere]) {
          const here = policy.maintenanceAtoms(btc, notional);
          const next = policy.maintenanceAtoms(btc, notional + 1);
          expect(next).toBeGreaterThanOrEqual(here);
          expect(next - here).toBeLessThanOrEqual(policy.bound.maintenanceSlope(btc, notional + 1) + 1);
          expect(here).toBeLessThanOrEqual(policy.initialAtoms(btc, notional));
        }
      }),
    );
  });

  test('is never steeper than its bound says, from any notional to any other', () => {
    const notional = fc.integer({ min: 0, max: 200_000_000 * SCALE });
    fc.assert(
      fc.property(tables, notional, notional, (tiers, a, b) => {
        const policy = make({ default: tiers });
        const rise = Math.abs(policy.maintenanceAtoms(btc, a) - policy.maintenanceAtoms(btc, b));
        expect(Number.isSafeInteger(rise)).toBe(true);
        const steepest = policy.bound.maintenanceSlope(btc, Math.max(a, b));
        expect(rise).toBeLessThanOrEqual(steepest * Math.abs(a - b) + 1);
      }),
    );
  });

  test('is the sum of each slice at its own rate', () => {
    const slices = (notional: number): number => {
      let [sum, floor] = [0, 0];
      for (const { upTo = Infinity, maintenance } of DEFAULT_TIERS) {
        sum += Math.max(0, Math.min(notional, upTo) - floor) * maintenance;
        floor = upTo;
      }
      return sum;
    };
    const policy = make();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800_000_000 }), (notional) => {
        expect(units(policy.maintenanceAtoms(btc, notional * SCALE))).toBeCloseTo(slices(notional), 3);
      }),
    );
  });
});
