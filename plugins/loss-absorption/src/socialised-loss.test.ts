import { describe, expect, test } from '@jest/globals';
import type { LossCandidate } from '@ebb/sdk';
import { fund, long } from '../test/position.ts';
import plugin, { SocialisedLoss, params } from './socialised-loss.ts';

const policy = new SocialisedLoss(params.parse({}));
/** Amounts in USD; one is 100 atoms. */
const winner = (account: number, gain: number, available = 1e9): LossCandidate => ({
  account,
  gainAtoms: gain * 100,
  realisedAtoms: 0,
  availableAtoms: available * 100,
});

describe('socialised-loss', () => {
  test('is a loss-absorption policy that needs no parameters, with the takeovers of an insurance fund', () => {
    expect(plugin).toMatchObject({ policy: 'lossAbsorption', name: 'socialised-loss', use: SocialisedLoss });
    expect(policy.absorb(long, { fund, vault: null })).toBe('fund');
    expect(policy.absorb(long, { fund: { ...fund, equityAtoms: 249 }, vault: null })).toBe('deleverage');
  });

  test("shares 10,000 USD as in the example of Crypto.com's 'Insurance Fund and Socialised Loss Mechanism' (4894442)", () => {
    const traders = [50_000, 45_000, 30_000, 30_000, 15_000, 1_000].map((profit, index) => winner(index, profit));
    const shares = policy.share(1_000_000, traders);
    // The table's shares, each rounded by itself, sum to 10,000.01; here the last cent is nobody's.
    expect(shares.map(({ atoms }) => atoms / 100)).toEqual([2_923.98, 2_631.58, 1_754.39, 1_754.38, 877.19, 58.48]);
    expect(shares.reduce((sum, { atoms }) => sum + atoms, 0)).toBe(1_000_000);
  });

  test('takes no more than a gain or what is free, from nobody who loses, and leaves the rest', () => {
    const traders = [winner(1, -50), winner(2, 60, 10), winner(3, 40), winner(4, 0)];
    expect(policy.share(2_000, traders)).toEqual([
      { account: 2, atoms: 1_000 },
      { account: 3, atoms: 1_000 },
    ]);
    expect(policy.share(1_000_000, traders)).toEqual([
      { account: 2, atoms: 1_000 },
      { account: 3, atoms: 4_000 },
    ]);
    expect(policy.share(5, [winner(2, 60, -3)])).toEqual([]);
  });
});
