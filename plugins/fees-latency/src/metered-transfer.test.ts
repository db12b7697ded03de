import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import plugin, { MeteredTransfer, params } from './metered-transfer.ts';

const make = (raw: object = {}): MeteredTransfer => new MeteredTransfer(params.parse(raw));
const request = (nowMs: number, units = 1, asset = 'USDT') => ({
  ...{ account: 1, asset, units, from: 'alpha', to: 'chain', nowMs },
});

describe('metered-transfer', () => {
  test('takes all at once after the delay, and for nothing, unless told otherwise', () => {
    expect(plugin).toMatchObject({ policy: 'transfer', name: 'metered-transfer', use: MeteredTransfer });
    const policy = make();
    for (let i = 0; i < 100; i++) expect(policy.admit(request(0, 1e9))).toBe(60_000);
    expect(policy.feeUnits(request(0))).toBe(0);
  });

  test('lets each wait for the turns of those before it, however large they are, and charges by the asset', () => {
    const policy = make({ delay: '10 s', interval: '1 min', capacity: { USDT: '1 k' }, fee: { USDT: 1.5 } });
    expect([5000, 100, 100].map((units) => policy.admit(request(0, units)))).toEqual([10_000, 310_000, 316_000]);
    expect(policy.admit(request(0, 1e9, 'ETH'))).toBe(10_000);
    expect(policy.admit(request(311_000))).toBe(11_000);
    expect(policy.admit(request(400_000))).toBe(10_000);
    expect([policy.feeUnits(request(0)), policy.feeUnits(request(0, 1, 'ETH'))]).toEqual([1.5, 0]);
  });

  test('never lets anything go without capacity', () => {
    expect(make({ capacity: { USDT: 0 } }).admit(request(0))).toBeNull();
  });

  test('keeps the order in which they came, and the pace', () => {
    const list = fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(list, (all) => {
        const policy = make({ delay: 0, interval: '1 min', capacity: { USDT: 100 } });
        let [nowMs, before] = [0, 0];
        const turns = all.map(([waitMs, units]) => {
          nowMs += waitMs;
          return { units, atMs: nowMs + policy.admit(request(nowMs, units))! };
        });
        for (const { units, atMs } of turns) {
          expect(atMs).toBeGreaterThanOrEqual(before - 1e-6);
          before = atMs + units * 600;
        }
      }),
    );
  });

  test.each([{ delay: '-1 s' }, { interval: 0 }, { fee: { USDT: -1 } }, { capacity: { USDT: -1 } }])(
    'refuses %j',
    (raw) => {
      expect(params.safeParse(raw).success).toBe(false);
    },
  );
});
