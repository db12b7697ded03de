import { describe, expect, test } from '@jest/globals';
import type { FundView } from '@ebb/sdk';
import { fund, long } from '../test/position.ts';
import plugin, { DrawdownFund, params } from './drawdown-fund.ts';

const make = (raw: object = {}): DrawdownFund => new DrawdownFund(params.parse(raw));
const answer = (view: Partial<FundView>, position = long, policy = make()): string =>
  policy.absorb(position, { fund: { ...fund, ...view }, vault: null });

describe('drawdown-fund', () => {
  test('looks for the peak in the last eight hours, as OKX and Bybit (December 2025) do', () => {
    expect(plugin).toMatchObject({ policy: 'lossAbsorption', name: 'drawdown-fund', use: DrawdownFund });
    expect([make().peakWindowMs, make({ window: '90 min' }).peakWindowMs]).toEqual([8 * 3_600_000, 90 * 60_000]);
  });

  test("deleverages once the fund is down 30 % from its peak, as OKX's help on early liquidation says", () => {
    // A pool of 8,000,000 USDT, the least that Bybit gives new listings: down to 5,600,000.
    const pool = { peakBalanceAtoms: 800_000_000, initialBalanceAtoms: 800_000_000 };
    expect(answer({ ...pool, balanceAtoms: 560_000_001, equityAtoms: 560_000_001 })).toBe('fund');
    expect(answer({ ...pool, balanceAtoms: 560_000_000, equityAtoms: 560_000_000 })).toBe('deleverage');
  });

  test('counts what it would lose by the takeover at once', () => {
    const below = { ...long, bankruptcyTicks: 106 };
    expect(answer({ equityAtoms: 1_000 }, { ...long, bankruptcyTicks: 105 })).toBe('fund');
    expect(answer({ equityAtoms: 1_000 }, below)).toBe('deleverage');
  });

  test('does not count on gains that are not realised', () => {
    expect(answer({ balanceAtoms: 700, equityAtoms: 2_000 })).toBe('deleverage');
  });

  test('takes a peak that is past for past', () => {
    expect(answer({ balanceAtoms: 600, equityAtoms: 600, peakBalanceAtoms: 650 })).toBe('fund');
  });

  test('deleverages when it is too small, however near its peak', () => {
    expect(answer({ balanceAtoms: 249, equityAtoms: 249, peakBalanceAtoms: 249 })).toBe('deleverage');
    const carefree = make({ cover: 0, drawdown: 1 });
    expect(answer({ balanceAtoms: 249, equityAtoms: 249, peakBalanceAtoms: 249 }, long, carefree)).toBe('fund');
    expect(answer({ balanceAtoms: 0, equityAtoms: 0, peakBalanceAtoms: 0 }, long, carefree)).toBe('deleverage');
  });
});
