import { describe, expect, test } from '@jest/globals';
import plugin, { WithdrawalHaltShock, params } from './withdrawal-halt.ts';

const effects = (raw: object): unknown =>
  new WithdrawalHaltShock(params.parse({ venue: 'alpha', lasts: '67 min', ...raw })).effects();

describe('withdrawal-halt', () => {
  test('keeps ether in for 67 minutes, as from 21:12 to 22:19 UTC on 10 October 2025 (transfers of hot wallets on chain)', () => {
    expect(plugin).toMatchObject({ kind: 'shock', name: 'withdrawal-halt', use: WithdrawalHaltShock });
    const of = { kind: 'withdrawals', venue: 'alpha', asset: 'ETH' };
    expect(effects({ assets: ['ETH'] })).toEqual([
      { afterMs: 0, effect: { ...of, open: false } },
      { afterMs: 67 * 60_000, effect: { ...of, open: true } },
    ]);
  });

  test('halts all assets both ways and slows down the rest, if told to, and ends all of it', () => {
    const told = effects({ deposits: true, slower: '30 s', capacity: '10%' });
    const venue = 'alpha';
    expect(told).toEqual([
      { afterMs: 0, effect: { kind: 'withdrawals', venue, open: false } },
      { afterMs: 0, effect: { kind: 'deposits', venue, open: false } },
      { afterMs: 0, effect: { kind: 'transferPace', venue, addMs: 30_000, capacity: 0.1 } },
      { afterMs: 4_020_000, effect: { kind: 'withdrawals', venue, open: true } },
      { afterMs: 4_020_000, effect: { kind: 'deposits', venue, open: true } },
      { afterMs: 4_020_000, effect: { kind: 'transferPace', venue, addMs: 0, capacity: 1 } },
    ]);
  });

  test.each([{ lasts: 0 }, { capacity: 0 }, { capacity: 1.1 }, { slower: '-1 s' }])('refuses %j', (raw) => {
    expect(params.safeParse({ venue: 'alpha', lasts: '1 min', ...raw }).success).toBe(false);
  });
});
