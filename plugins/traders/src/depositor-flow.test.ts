import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions, SentIntent } from '@ebb/testkit';
import depositorFlow, { haste } from './depositor-flow.ts';

const SPOT = 'USDe/USDT@alpha';
const coin = { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9999, ask: 1 } as const;
const markets = { [SPOT]: coin, 'USDe/USDT@chain': coin };
const HOUR = 3_600_000;
const flow = (params: HarnessOptions['params'] = {}, more: HarnessOptions = {}): Harness =>
  harness(depositorFlow, {
    ...{ markets, balances: { alpha: { USDe: 1000 }, chain: { USDe: 1000 } }, accounts: 400 },
    params: {
      asset: 'USDe',
      venue: 'alpha',
      elsewhere: 'chain',
      market: SPOT,
      reference: 1,
      attention: '1 s',
      ...params,
    },
    ...more,
  });
const leaves = ({ from }: SentIntent): boolean => from?.startsWith('alpha') === true;
const goneOut = (h: Harness): number => h.takeSent().filter(leaves).length;

test('the haste is 1 on a calm day, grows with the fall, and not with a rise', () => {
  expect([haste(0, 100), haste(0.05, 100), haste(-0.1, 100), haste(0.5, 0)]).toEqual([1, 6, 1, 1]);
});

describe('depositors', () => {
  test('pay out and in at their rates on a calm day', () => {
    const h = flow({ out: '0.5 /h', in: '0.25 /h' });
    h.advance(4 * HOUR);
    const sent = h.takeSent();
    const out = sent.filter(leaves);
    // 800 and 400 are expected; the standard deviations are 28 and 20.
    expect(Math.abs(out.length - 800)).toBeLessThan(110);
    expect(Math.abs(sent.length - out.length - 400)).toBeLessThan(80);
    expect(out[0]).toMatchObject({ kind: 'transfer', asset: 'USDe', size: 500, to: 'chain' });
  });

  test('run for the door while the price is below what they believe in, and hold back what they would pay in', () => {
    const h = flow({ out: '0.1 /h', in: '0.1 /h', fear: 100 });
    h.advance(2 * HOUR);
    const calm = goneOut(h);
    h.trade(SPOT, 0.9, 10);
    h.advance(2 * HOUR);
    const sent = h.takeSent();
    const out = sent.filter(leaves).length;
    expect(out).toBeGreaterThan(7 * calm);
    expect(sent.length - out).toBeLessThan(25);
    h.trade(SPOT, 1, 10);
    h.advance(2 * HOUR);
    expect(goneOut(h)).toBeLessThan(2 * calm);
  });

  test('measure the fall against the highest price that they remember, when they believe in none', () => {
    const h = flow({ reference: 0, memory: '1 h', out: '0.1 /h', in: 0, fear: 100 });
    h.trade(SPOT, 2, 10);
    h.trade(SPOT, 1.8, 10);
    h.advance(HOUR);
    expect(goneOut(h)).toBeGreaterThan(300);
  });

  test('keep the moments of the first when there are more of them, and move nothing that is not there', () => {
    const momentsOf = (accounts: number): readonly unknown[] => {
      const h = flow({ in: 0, out: '1 /h' }, { accounts });
      h.advance(HOUR);
      return h.sent.filter(({ account }) => account < 5).map(({ account, atMs }) => [account, atMs]);
    };
    expect(momentsOf(5)).toEqual(momentsOf(50));
    const h = flow({ in: '1 /h', out: 0 }, { balances: { alpha: { USDe: 5 } } });
    h.advance(10 * HOUR);
    expect(h.sent).toEqual([]);
  });

  test('need two venues', () => {
    expect(() => flow({ elsewhere: 'alpha' })).toThrow("'elsewhere' is the same venue as 'venue': alpha");
  });
});
