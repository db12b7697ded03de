import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { breakerMarket } from '../test/breaker-market.ts';
import plugin, { LiquidationThrottle, params } from './liquidation-throttle.ts';

const make = (raw: object = {}): LiquidationThrottle => new LiquidationThrottle(params.parse(raw));
const at = (nowMs: number) => breakerMarket(1, { nowMs });

describe('liquidation-throttle', () => {
  test('lets in what fits into the window, rounded down to the lot, and more once that has aged', () => {
    expect(plugin).toMatchObject({ policy: 'circuitBreaker', name: 'liquidation-throttle', use: LiquidationThrottle });
    const breaker = make({ notional: '1 M', window: '1 s' });
    expect(breaker.admitForced(at(0), 60, 600_000)).toBe(60);
    expect(breaker.admitForced(at(0), 60, 600_000)).toBe(40);
    expect(breaker.admitForced(at(500), 20, 200_000)).toBe(0);
    expect(breaker.admitForced(at(1_000), 300, 3_000_000)).toBe(100);
    expect(breaker.admitForced(at(1_999), 1, 10_000)).toBe(0);
  });

  test('lets one lot in that is dearer than the window, yet only while the window is empty', () => {
    const breaker = make({ notional: 100, window: '1 min' });
    expect(breaker.admitForced(at(0), 3, 900)).toBe(1);
    expect(breaker.admitForced(at(59_999), 3, 900)).toBe(0);
    expect(breaker.admitForced(at(60_000), 3, 900)).toBe(1);
  });

  test('never lets in more than the window holds, nor more than is asked', () => {
    const orders = fc.array(fc.record({ wait: fc.nat(400), lots: fc.integer({ min: 1, max: 500 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(orders, fc.integer({ min: 10, max: 5_000 }), (list, notional) => {
        const breaker = make({ notional, window: '1 s' });
        const admitted: { readonly atMs: number; readonly value: number }[] = [];
        let nowMs = 0;
        for (const { wait, lots } of list) {
          nowMs += wait;
          const got = breaker.admitForced(at(nowMs), lots, lots * 10);
          expect(Number.isInteger(got) && got >= 0 && got <= lots).toBe(true);
          admitted.push({ atMs: nowMs, value: got * 10 });
          const recent = admitted.filter(({ atMs }) => atMs > nowMs - 1_000);
          expect(recent.reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(notional);
        }
      }),
    );
  });

  test.each([{ notional: 0 }, { window: 0 }])('refuses %j', (raw) => {
    expect(params.safeParse(raw).success).toBe(false);
  });
});
