import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FundingInputs } from '@ebb/sdk';
import { fundingRate, premium } from './funding-rate.ts';
import plugin, { PremiumIndex, params } from './premium-index.ts';

const HOUR_MS = 3_600_000;
const EIGHT_HOURS_MS = 8 * HOUR_MS;
const terms = { interest: 0.0001, dampener: 0.0005, cap: 0.003 };

const inputs = (index: number, bid: number, ask: number, more: Partial<FundingInputs> = {}): FundingInputs => ({
  index,
  mark: index,
  bid,
  ask,
  last: NaN,
  fundingRate: 0,
  untilFundingMs: HOUR_MS,
  fundingIntervalMs: EIGHT_HOURS_MS,
  nowMs: 0,
  impactBid: () => bid,
  impactAsk: () => ask,
  ...more,
});
const make = (raw: object = {}): PremiumIndex => new PremiumIndex(params.parse(raw));

describe('premium-index', () => {
  test('is a funding policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'funding', name: 'premium-index', use: PremiumIndex });
  });

  test.each([
    ['both above the index', 102, 103, 0.02],
    ['both below', 97, 98, -0.02],
    ['around it', 99, 101, 0],
    ['a bid side too thin, the ask below', NaN, 98, -0.02],
    ['an ask side too thin, the bid above', 102, NaN, 0.02],
    ['no book at all', NaN, NaN, 0],
  ])("premium as in Binance's FAQ 'Funding Rates' (360033525031), impact prices %s", (_title, bid, ask, expected) => {
    expect(premium(100, bid, ask)).toBeCloseTo(expected, 12);
  });

  test.each([-0.0004, -0.0001, 0, 0.0003, 0.0006])(
    "is the interest, 0.01 %, for a premium from −0.04 % to 0.06 %, as Binance's FAQ 'Funding Rates' works out: %d",
    (average) => {
      expect(fundingRate(average, EIGHT_HOURS_MS, terms)).toBeCloseTo(0.0001, 15);
    },
  );

  test('leaves the interest outside that band, and stops at the cap', () => {
    expect(fundingRate(0.001, EIGHT_HOURS_MS, terms)).toBeCloseTo(0.0005, 15);
    expect(fundingRate(-0.001, EIGHT_HOURS_MS, terms)).toBeCloseTo(-0.0005, 15);
    expect([0.1, -0.1].map((average) => fundingRate(average, EIGHT_HOURS_MS, terms))).toEqual([0.003, -0.003]);
  });

  test("divides by 8 / N for an interval of N hours, as in Binance's change of 18 September 2025", () => {
    expect(fundingRate(0.001, 4 * HOUR_MS, terms)).toBeCloseTo(0.00025, 15);
    expect(fundingRate(0.001, HOUR_MS, terms)).toBeCloseTo(0.0000625, 15);
  });

  test("settles half of the eight-hour rate in 4 hours, PUMPUSDT in Binance's notice of 16 September 2025", () => {
    const policy = make();
    policy.sample(inputs(100, 100.1, 100.2, { fundingIntervalMs: 4 * HOUR_MS }));
    expect(policy.settle()).toBeCloseTo((0.001 - 0.0005) / 2, 12);
  });

  test("pays Hyperliquid's hourly rate by parameters alone: an eighth of P + clamp(0.01 % − P, ± 0.05 %), at most 4 % (docs, 'Funding')", () => {
    const hyperliquid = { impactNotional: '20 k', average: 'plain', cap: '4%' };
    const hourly = (...premiums: number[]): number => {
      const policy = make(hyperliquid);
      for (const each of premiums) {
        policy.sample(inputs(100, 100 * (1 + each), 101 * (1 + each), { fundingIntervalMs: HOUR_MS }));
      }
      return policy.settle();
    };
    expect(hourly(0.005, 0.015)).toBeCloseTo((0.01 - 0.0005) / 8, 12);
    expect(hourly(0)).toBeCloseTo(0.0000125, 12);
    expect(hourly(0.5)).toBe(0.04);
  });

  test("lets later samples count more: (1 × P₁ + 2 × P₂) ÷ (1 + 2), as in Binance's FAQ 'Funding Rates'", () => {
    const raw = { interest: 0, dampener: 0, cap: 1 };
    for (const [average, rate] of [
      ['timeWeighted', (0.01 + 2 * 0.04) / 3],
      ['plain', 0.025],
    ] as const) {
      const policy = make({ ...raw, average });
      policy.sample(inputs(100, 101, 102));
      policy.sample(inputs(100, 104, 105));
      expect(policy.settle()).toBeCloseTo(rate, 12);
    }
  });

  test('asks the book for its impact notional: 200 USDT of margin at 125x', () => {
    const asked: number[] = [];
    const ask = (notional: number): number => asked.push(notional);
    make().sample(inputs(100, 101, 102, { impactBid: ask, impactAsk: ask }));
    expect(asked).toEqual([25_000, 25_000]);
  });

  test('begins anew after each settlement, and is 0 without samples', () => {
    const policy = make();
    expect(policy.settle()).toBe(0);
    policy.sample(inputs(100, 150, 151));
    expect(policy.settle()).toBe(0.003);
    policy.sample(inputs(100, 99, 101));
    expect(policy.settle()).toBeCloseTo(0.0001, 15);
    expect(policy.settle()).toBe(0);
  });

  test('never exceeds its cap, and rises with the premium', () => {
    const average = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(average, average, fc.integer({ min: 1, max: 8 }), (a, b, hours) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((each) => fundingRate(each, hours * HOUR_MS, terms));
        expect(Math.abs(low)).toBeLessThanOrEqual(terms.cap);
        expect(low).toBeLessThanOrEqual(high + 1e-15);
      }),
    );
  });
});
