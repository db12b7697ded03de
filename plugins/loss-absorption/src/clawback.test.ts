import { describe, expect, test } from '@jest/globals';
import type { LossCandidate } from '@ebb/sdk';
import { fund, long } from '../test/position.ts';
import plugin, { Clawback, params } from './clawback.ts';

const make = (raw: object = {}): Clawback => new Clawback(params.parse(raw));
const trader = (account: number, realisedAtoms: number, availableAtoms = 1e12): LossCandidate => ({
  account,
  gainAtoms: 0,
  realisedAtoms,
  availableAtoms,
});

describe('clawback', () => {
  test('counts the results of a week, with the takeovers of an insurance fund', () => {
    expect(plugin).toMatchObject({ policy: 'lossAbsorption', name: 'clawback', use: Clawback });
    expect([make().periodMs, make({ period: '8 h' }).periodMs]).toEqual([604_800_000, 28_800_000]);
    expect(make().absorb(long, { fund, vault: null })).toBe('fund');
    expect(make({ cover: 5 }).absorb(long, { fund, vault: null })).toBe('deleverage');
  });

  test("takes 180 of a profit of 1,000 at a rate of 18 %, about that of OKEx's week of 31 July 2018", () => {
    // 1,200 BTC short at 18 % are profits of 6,667 BTC; in hundredths of a BTC.
    const winners = [trader(1, 1_000), trader(2, 600_000), trader(3, -90_000), trader(4, 65_667)];
    const shares = make().share(120_000, winners);
    expect(shares[0]).toEqual({ account: 1, atoms: 180 });
    expect(shares.map(({ account }) => account)).toEqual([1, 2, 4]);
    expect(shares.reduce((sum, { atoms }) => sum + atoms, 0)).toBe(120_000);
  });

  test('takes what one has moved away from the others', () => {
    expect(make().share(100, [trader(1, 500, 10), trader(2, 500)])).toEqual([
      { account: 1, atoms: 10 },
      { account: 2, atoms: 90 },
    ]);
  });
});
