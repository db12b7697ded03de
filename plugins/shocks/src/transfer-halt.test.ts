import { describe, expect, test } from '@jest/globals';
import plugin, { TransferHaltShock, params } from './transfer-halt.ts';

describe('transfer-halt', () => {
  test("closes transfers for 33 minutes, as on 10 October 2025 (Binance's report of January 2026), and opens them again", () => {
    expect(plugin).toMatchObject({ kind: 'shock', name: 'transfer-halt', use: TransferHaltShock });
    expect(new TransferHaltShock(params.parse({ venue: 'alpha', lasts: '33 min' })).effects()).toEqual([
      { afterMs: 0, effect: { kind: 'transfers', venue: 'alpha', open: false } },
      { afterMs: 33 * 60_000, effect: { kind: 'transfers', venue: 'alpha', open: true } },
    ]);
  });

  test('refuses a halt of no length', () => {
    expect(params.safeParse({ venue: 'alpha', lasts: 0 }).success).toBe(false);
  });
});
