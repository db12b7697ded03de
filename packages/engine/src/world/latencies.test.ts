import { describe, expect, test } from '@jest/globals';
import { Streams } from '@ebb/kernel';
import type { LatencyDraws, LatencyPolicy } from '@ebb/sdk';
import { Accounts } from './accounts.ts';
import { Latencies } from './latencies.ts';

const policy: LatencyPolicy = {
  delayUs: (draws: LatencyDraws) => 1000 * (draws.uniform() + draws.exponential()) + 50 * Math.abs(draws.normal()),
};

/** The first delays of some accounts of `watched`, asked in turn with those of everyone else. */
function delaysAmong(classes: Readonly<Record<string, number>>, venue = 'alpha'): number[][] {
  const accounts = new Accounts();
  for (const [name, count] of Object.entries(classes)) for (let i = 0; i < count; i++) accounts.open(name);
  const latencies = new Latencies(policy, accounts, new Streams(1), venue);
  const delays = new Map<number, number[]>();
  for (let round = 0; round < 5; round++) {
    for (let account = accounts.count - 1; account >= 0; account--) {
      const own = delays.get(account) ?? [];
      delays.set(account, own);
      for (let k = 0; k <= account % 3; k++) own.push(latencies.delayUs(account));
    }
  }
  return accounts.members('watched').map((account) => delays.get(account)!.slice(0, 5));
}

describe('the k-th latency of an account', () => {
  test('is its own, whoever else there is and whenever they send', () => {
    const alone = delaysAmong({ watched: 3 });
    expect(delaysAmong({ able: 150, watched: 3, zeal: 2 })).toEqual(alone);
    expect(delaysAmong({ able: 1, watched: 7 }).slice(0, 3)).toEqual(alone);
    expect(new Set(alone.flat()).size).toBe(15);
    for (const us of alone.flat()) expect(Number.isSafeInteger(us) && us >= 0).toBe(true);
  });

  test('differs from venue to venue', () => {
    expect(delaysAmong({ watched: 1 }, 'beta')).not.toEqual(delaysAmong({ watched: 1 }));
  });

  test.each([NaN, -1, Infinity, 3_600_000_001])('is refused when a policy says %p', (us) => {
    const accounts = new Accounts();
    accounts.open('watched');
    const latencies = new Latencies({ delayUs: () => us }, accounts, new Streams(1), 'alpha');
    expect(() => latencies.delayUs(0)).toThrow(`a delay of ${us} us`);
  });
});
