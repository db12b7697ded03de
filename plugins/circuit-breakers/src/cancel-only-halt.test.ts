import { describe, expect, test } from '@jest/globals';
import { breakerMarket } from '../test/breaker-market.ts';
import plugin, { CancelOnlyHalt, params } from './cancel-only-halt.ts';

const make = (raw: object = {}): CancelOnlyHalt => new CancelOnlyHalt(params.parse(raw));
const minute = (breaker: CancelOnlyHalt, at: number, last: number) =>
  breaker.halt(breakerMarket(last, { nowMs: at * 60_000 }));

describe('cancel-only-halt', () => {
  test("pauses for two minutes beyond 3.5 % within an hour: CME Group, 'Understanding Price Limits and Circuit Breakers' (23 March 2020)", () => {
    expect(plugin).toMatchObject({ policy: 'circuitBreaker', name: 'cancel-only-halt', use: CancelOnlyHalt });
    const breaker = make({ move: '3.5%' });
    expect([minute(breaker, 0, 400_000), minute(breaker, 59, 386_000)]).toEqual([null, null]);
    expect(minute(breaker, 59.5, 385_999)).toEqual({ ms: 120_000, meanwhile: 'cancelOnly' });
    const up = make({ move: '3.5%' });
    expect([minute(up, 0, 400_000), minute(up, 10, 414_000)]).toEqual([null, null]);
    expect(minute(up, 11, 414_001)).not.toBeNull();
  });

  test('forgets what is older than the window', () => {
    const breaker = make({ move: '3.5%' });
    expect([minute(breaker, 0, 400_000), minute(breaker, 30, 390_000), minute(breaker, 60, 380_000)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(minute(breaker, 61, 376_349)).not.toBeNull();
  });

  test("restarts its window after a halt, as CME's 'Frequently Asked Questions: Dynamic Circuit Breakers' says", () => {
    const breaker = make();
    expect([minute(breaker, 0, 1_000), minute(breaker, 1, 1_000)]).toEqual([null, null]);
    expect(minute(breaker, 2, 800)).not.toBeNull();
    expect([minute(breaker, 4, 800), minute(breaker, 5, 720)]).toEqual([null, null]);
    expect(minute(breaker, 6, 719)).not.toBeNull();
  });

  test('measures nothing before the first trade', () => {
    const breaker = make();
    expect([minute(breaker, 0, 0), minute(breaker, 1, 1_000)]).toEqual([null, null]);
  });

  test.each([{ move: 0 }, { window: 0 }, { pause: 0 }])('refuses %j', (raw) => {
    expect(params.safeParse(raw).success).toBe(false);
  });
});
