import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import plugin, { TimedTransfer, params } from './timed-transfer.ts';

const make = (raw: object = {}): TimedTransfer => new TimedTransfer(params.parse(raw));
const admit = (policy: TimedTransfer, nowMs: number, units = 1, asset = 'USDT') =>
  policy.admit({ account: 1, asset, units, from: 'alpha', to: 'alpha/spot', nowMs });

describe('timed-transfer', () => {
  test('takes everything and lets it arrive after the delay unless told otherwise', () => {
    expect(plugin).toMatchObject({ policy: 'transfer', name: 'timed-transfer', use: TimedTransfer });
    const policy = make({ delay: '30 s' });
    for (let i = 0; i < 100; i++) expect(admit(policy, 0, 1e9)).toBe(30_000);
    expect(admit(make(), 0)).toBe(1_000);
  });

  test('refuses more than so many in a window, and takes them again once those have aged', () => {
    const policy = make({ count: 2, window: '1 min' });
    expect([0, 10, 20].map((second) => admit(policy, second * 1_000))).toEqual([1_000, 1_000, null]);
    expect([59.999, 60, 61].map((second) => admit(policy, second * 1_000))).toEqual([null, 1_000, null]);
    expect(admit(policy, 70_000)).toBe(1_000);
  });

  test('refuses more than so many units of an asset, whole transfers only, and leaves other assets alone', () => {
    const policy = make({ units: { USDT: '1 k' }, delay: 0 });
    expect(admit(policy, 0, 600)).toBe(0);
    expect(admit(policy, 1, 401)).toBeNull();
    expect(admit(policy, 2, 400)).toBe(0);
    expect(admit(policy, 3, 0.001)).toBeNull();
    expect(admit(policy, 4, 1e9, 'BTC')).toBe(0);
  });

  test('never takes more in a window than it says', () => {
    const requests = fc.array(fc.record({ wait: fc.nat(20_000), units: fc.integer({ min: 1, max: 60 }) }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 8 }), (list, count) => {
        const policy = make({ count, units: { USDT: 100 }, window: '1 min' });
        const taken: { readonly atMs: number; readonly units: number }[] = [];
        let nowMs = 0;
        for (const { wait, units } of list) {
          nowMs += wait;
          if (admit(policy, nowMs, units) !== null) taken.push({ atMs: nowMs, units });
          const recent = taken.filter(({ atMs }) => atMs > nowMs - 60_000);
          expect(recent.length).toBeLessThanOrEqual(count);
          expect(recent.reduce((sum, each) => sum + each.units, 0)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test.each([{ delay: '-1 s' }, { window: 0 }, { count: 1.5 }, { units: { USDT: -1 } }])('refuses %j', (raw) => {
    expect(params.safeParse(raw).success).toBe(false);
  });
});
