import { describe, expect, test } from '@jest/globals';
import type { IssuerAnswer } from '@ebb/sdk';
import fc from 'fast-check';
import { SyntheticStaking } from './synthetic-staking.ts';

/** A stake with pots of its own; `act` does what it is told and says what moved, or why not. */
function stakeOf(cooldownMs = 1000) {
  const pots: Record<string, number> = { requester: 1e9, staked: 0, cooling: 0 };
  const staking = new SyntheticStaking('COIN', cooldownMs, () => pots['staked']);
  const act = (account: number, action: string, a = 0, nowMs = 0): number | string => {
    const answer: IssuerAnswer = staking.act({ account, action, a, b: 0, c: 0, nowMs });
    if (!('moves' in answer)) return 'refuse' in answer ? answer.refuse : 'wait';
    for (const { amount, from, to } of answer.moves) {
      pots[from] -= amount;
      pots[to] += amount;
    }
    answer.done?.();
    return answer.moves[0].amount;
  };
  return { staking, pots, act };
}

describe('staked coins', () => {
  test('are shares of a pot, as in ERC-4626: 110 coins at a rate of 1.1 are 100 shares', () => {
    const { act, pots, staking } = stakeOf();
    act(1, 'stake', 1000);
    pots['staked'] += 100;
    expect(staking.rate).toBeCloseTo(1.1, 12);
    act(2, 'stake', 110);
    expect(staking.shares).toBeCloseTo(1100, 9);
    expect(act(2, 'unstake')).toBeCloseTo(110, 2);
    expect(act(1, 'unstake', 500)).toBeCloseTo(550, 2);
    expect(act(1, 'unstake', 501)).toBe('unknown');
  });

  test('cool before they are claimed; a further unstaking begins the cooldown of all of it again', () => {
    const { act } = stakeOf();
    act(1, 'stake', 100);
    act(1, 'unstake', 40, 0);
    act(1, 'unstake', 60, 500);
    expect(act(1, 'claim', 0, 1499)).toBe('closed');
    expect(act(2, 'claim', 0, 1500)).toBe('unknown');
    expect(act(1, 'claim', 0, 1500)).toBe(100);
    expect(act(1, 'claim', 0, 1500)).toBe('unknown');
    expect(act(1, 'stake', 0)).toBe('tooSmall');
  });

  test('never pay out more than was put in, and nobody gains by coming and going', () => {
    const amounts = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0.01, max: 1e6, noNaN: true })),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(amounts, (visits) => {
        const { act, pots, staking } = stakeOf(0);
        act(9, 'stake', 1000);
        const { rate } = staking;
        for (const [account, coins] of visits) {
          const before = pots['requester'];
          act(account, 'stake', coins);
          act(account, 'unstake');
          act(account, 'claim');
          expect(pots['requester']).toBeLessThanOrEqual(before + 1e-6);
        }
        expect(staking.rate).toBeGreaterThanOrEqual(rate - 1e-9);
        expect(pots['cooling']).toBeLessThan(1e-6);
      }),
    );
  });
});
