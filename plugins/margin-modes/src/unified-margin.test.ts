import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument, VenueTerms } from '@ebb/sdk';
import plugin, { UnifiedMargin, params } from './unified-margin.ts';

const SCALE = 10_000;
const DAY_MS = 24 * 3_600_000;
const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
  { symbol: 'ETH', decimals: 8 },
  { symbol: 'PENGU', decimals: 2 },
  { symbol: 'USD', decimals: 2 },
]);
const [USDT, BTC, ETH, PENGU] = [0, 1, 2, 3];
const instruments = defineInstruments(assets, [
  { kind: 'perp', venue: 0, tick: 0.1, lot: 0.001, symbol: 'BTC/USDT:USDT' },
  { kind: 'perp', venue: 0, tick: 0.1, lot: 1, multiplier: 100, symbol: 'BTC/USD:BTC' },
]);
const [um, cm] = instruments as unknown as [PerpInstrument, PerpInstrument];
const venue: VenueTerms = {
  name: 'alpha',
  settle: 'USDT',
  settleScale: SCALE,
  instruments,
  assets: assets.map(({ symbol }) => symbol),
  assetScales: assets.map(({ atomsPerUnit }) => atomsPerUnit),
};
const make = (raw: object = {}): UnifiedMargin => new UnifiedMargin(params.parse(raw), venue);
const atoms = (value: number): number => Math.round(value * SCALE);
const sentences = (raw: object): string[] =>
  (params.safeParse(raw).error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);

describe('unified-margin', () => {
  test('is a margin policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ kind: 'policy', policy: 'margin', name: 'unified-margin', use: UnifiedMargin });
    expect(make()).toMatchObject({ mode: 'unified', bound: { ratio: 1.05 } });
  });

  test("reckons the account of Binance's FAQ on Portfolio Margin Pro (5e33af8e): maintenance of 10 and 8.4 USDT, 0.00125, 0.004 BTC and 1.5 ETH", () => {
    const half = [{ leverage: 100, maintenance: '0.5%' }];
    const policy = make({ tiers: { default: half, inverse: half }, collateral: { BTC: '95%', ETH: '95%' } });
    // The index prices of BTC and ETH and the rates are ours; the FAQ gives the mark price of 40,000.
    const [btc, eth] = [40_000, 3_000];
    const short = policy.maintenanceAtoms(um, atoms(0.05 * 40_000));
    const long = policy.maintenanceAtoms(um, atoms(0.04 * 42_000));
    const coin = policy.maintenanceAtoms(cm, (10_000 / 40_000) * 1e8);
    expect([short / SCALE, long / SCALE, coin / 1e8]).toEqual([10, 8.4, 0.00125]);
    const loans = [
      policy.loanMaintenanceAtoms(BTC, atoms(0.04 * btc)),
      policy.loanMaintenanceAtoms(ETH, atoms(15 * eth)),
    ];
    expect(loans).toEqual([atoms(0.004 * btc), atoms(1.5 * eth)]);
    const equity =
      policy.collateralAtoms(USDT, atoms(1_000 + 5_000 + 600 - 414)) +
      policy.collateralAtoms(BTC, atoms((0.1 - 0.04 + 0.1 - 0.05) * btc)) +
      policy.collateralAtoms(ETH, atoms((20 - 15) * eth));
    const maintenance = short + long + atoms((coin / 1e8) * btc) + loans[0] + loans[1];
    expect(equity).toBe(atoms(6_186 + 0.95 * 4_400 + 0.95 * 15_000));
    expect(equity / maintenance).toBeCloseTo(24_616 / 4_728.4, 9);
    expect(policy.verdict(equity, maintenance)).toBe('free');
  });

  test.each([
    [150_001, 'free'],
    [150_000, 'warn'],
    [120_001, 'warn'],
    [120_000, 'reduceOnly'],
    [105_001, 'reduceOnly'],
    [105_000, 'liquidate'],
    [100_001, 'liquidate'],
    [100_000, 'bankrupt'],
    [-1, 'bankrupt'],
  ])(
    "margin of %d for 100,000 of maintenance: %s, as in Binance's FAQ on Portfolio Margin Pro (5e33af8e)",
    (margin, verdict) => {
      expect(make().verdict(margin, 100_000)).toBe(verdict);
    },
  );

  test("counts 3 BTC at 95 % as 2.85, and what is not named at 10 %, as in Binance's FAQ 146ac090 (2022); its own money in full", () => {
    const policy = make({ collateral: { BTC: '95%' } });
    expect(policy.collateralAtoms(BTC, atoms(3 * 40_000))).toBe(atoms(2.85 * 40_000));
    expect(policy.collateralAtoms(ETH, 1_009)).toBe(100);
    expect(policy.collateralAtoms(USDT, 1_009)).toBe(1_009);
    expect(make({ collateral: { default: 0 } }).collateralAtoms(ETH, 1_009)).toBe(0);
  });

  test("counts PENGU by slices of its value, the table of Binance's announcement for 9 September 2025", () => {
    const policy = make({
      collateralTiers: {
        PENGU: [
          { upTo: '200 k', rate: 1 },
          { upTo: '400 k', rate: '80%' },
          { upTo: '800 k', rate: '70%' },
          { upTo: '1 M', rate: '40%' },
          { rate: '20%' },
        ],
      },
    });
    const counted = [100_000, 200_000, 500_000, 2_000_000].map((each) => policy.collateralAtoms(PENGU, atoms(each)));
    expect(counted.map((each) => each / SCALE)).toEqual([100_000, 200_000, 430_000, 920_000]);
    expect(policy.bound.collateralSlope(PENGU)).toBe(1);
  });

  test.each([
    [3, 0.1, 0.5],
    [5, 0.08, 0.25],
    [10, 0.05, 1 / 9],
  ])(
    "a loan at %dx needs %d of it, Binance's FAQ on uniMMR (4868b2f1), and 1 ÷ (leverage − 1) to take, its trading rules (17486164)",
    (leverage, maintenance, initial) => {
      const policy = make({ loans: { ETH: { leverage } } });
      expect(policy.loanMaintenanceAtoms(ETH, 900_000)).toBe(900_000 * maintenance);
      expect(policy.loanInitialAtoms(ETH, 900_000)).toBe(Math.round(900_000 * initial));
      expect(policy.bound.loanMaintenanceSlope(ETH)).toBe(maintenance);
    },
  );

  test('charges interest for the time owed, rounded up: 36.5 % of a year is 0.1 % a day', () => {
    const policy = make({ loans: { default: { interest: '36.5%' }, USDT: { interest: 0 } } });
    expect(policy.interestAtoms(ETH, 1_000_000, DAY_MS)).toBe(1_000);
    expect(policy.interestAtoms(ETH, 1, 8 * 3_600_000)).toBe(1);
    expect(policy.interestAtoms(ETH, 0, DAY_MS)).toBe(0);
    expect(policy.interestAtoms(USDT, 1_000_000, DAY_MS)).toBe(0);
  });

  test.each([
    [{ warn: 1.1 }, 'reduceOnly: at most 1.1, where warn begins'],
    [{ collateralTiers: { ETH: [{ rate: 0.5 }, { rate: 0.4 }] } }, 'collateralTiers.ETH.0.upTo: a bound above 0'],
    [{ collateralTiers: { ETH: [{ upTo: 5, rate: 0.5 }, { rate: 0.6 }] } }, 'ETH.1.rate: a share of at most 0.5'],
    [
      { loans: { ETH: { leverage: 11, maintenance: '11%' } } },
      'loans.ETH.maintenance: a maintenance margin of at most 1',
    ],
    [
      { tiers: { default: [{ leverage: 10, maintenance: '11%' }] } },
      'tiers.default.0.maintenance: a maintenance margin',
    ],
  ])('refuses %j', (raw, sentence) => {
    expect(sentences(raw)).toEqual([expect.stringContaining(sentence)]);
  });

  test('says which assets there are', () => {
    const known = 'expected one of USDT, BTC, ETH, PENGU, USD';
    expect(() => make({ collateral: { DOGE: 1 } })).toThrow(`'DOGE', which is no asset; ${known}`);
    expect(() => make({ loans: { DOGE: {} } })).toThrow(`'DOGE', which is no asset; ${known}`);
    expect(() => make({ collateral: { ETH: 1 }, collateralTiers: { ETH: [{ rate: 1 }] } })).toThrow('expected one');
  });
});

describe('what holdings count and loans need', () => {
  const value = fc.integer({ min: 0, max: 100_000_000 * SCALE });
  const share = fc.integer({ min: 0, max: 1_000_000 }).map((ppm) => ppm / 1_000_000);
  const slices = fc
    .array(fc.record({ width: fc.integer({ min: 1, max: 1_000_000 }), rate: share }), { minLength: 1, maxLength: 6 })
    .map((list) => {
      const rates = list.map(({ rate }) => rate).sort((a, b) => b - a);
      let upTo = 0;
      return list.map(({ width }, at) => ({ upTo: (upTo += width), rate: rates[at] }));
    });

  test('never falls, is whole, and is never steeper than its bound says', () => {
    const leverages = fc.integer({ min: 2, max: 20 });
    fc.assert(
      fc.property(slices, leverages, value, value, (tiers, leverage, one, other) => {
        const policy = make({ collateralTiers: { ETH: tiers }, loans: { ETH: { leverage } } });
        const [a, b] = [Math.min(one, other), Math.max(one, other)];
        const rises = (reckon: (amount: number) => number): number => {
          expect(Number.isSafeInteger(reckon(a)) && Number.isSafeInteger(reckon(b))).toBe(true);
          expect(reckon(b)).toBeGreaterThanOrEqual(reckon(a));
          return reckon(b) - reckon(a);
        };
        const { collateralSlope, loanMaintenanceSlope } = policy.bound;
        const counted = rises((amount) => policy.collateralAtoms(ETH, amount));
        expect(counted).toBeLessThanOrEqual(collateralSlope(ETH) * (b - a) + 1);
        const needed = rises((amount) => policy.loanMaintenanceAtoms(ETH, amount));
        expect(needed).toBeLessThanOrEqual(loanMaintenanceSlope(ETH) * (b - a) + 1);
        rises((amount) => policy.loanInitialAtoms(ETH, amount));
        rises((amount) => policy.interestAtoms(ETH, amount, DAY_MS));
        expect(policy.collateralAtoms(ETH, b)).toBeLessThanOrEqual(b);
        expect(policy.loanMaintenanceAtoms(ETH, b)).toBeLessThanOrEqual(policy.loanInitialAtoms(ETH, b));
      }),
    );
  });

  test('is never liquidated above the ratio of its bound', () => {
    const thresholds = fc.uniqueArray(fc.integer({ min: 1, max: 3_000_000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(thresholds, fc.nat(1_000_000_000), fc.integer({ min: -9, max: 9 }), (some, maintenance, off) => {
        const [bankrupt, liquidate, reduceOnly, warn] = [...some].sort((a, b) => a - b).map((ppm) => ppm / 1_000_000);
        const policy = make({ bankrupt, liquidate, reduceOnly, warn });
        const margin = Math.floor(policy.bound.ratio * maintenance) + off;
        const isGone = ['liquidate', 'bankrupt'].includes(policy.verdict(margin, maintenance));
        if (margin > policy.bound.ratio * maintenance + 1e-6) expect(isGone).toBe(false);
        if (margin < policy.bound.ratio * maintenance - 1e-6) expect(isGone).toBe(true);
      }),
    );
  });
});
