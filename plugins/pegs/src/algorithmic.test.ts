import { describe, expect, test } from '@jest/globals';
import { playPeg } from '../test/play-peg.ts';
import type { PegSetup, PlayedPeg } from '../test/play-peg.ts';
import algorithmic from './algorithmic.ts';

const play = (setup: Omit<PegSetup, 'peg'>): Promise<PlayedPeg> => playPeg({ peg: algorithmic, ...setup });

describe('an algorithmic coin', () => {
  test('is minted for the second coin and redeemed in it at the price of its market, less the least spread', async () => {
    const { heard, reports } = await play({
      until: '1 min',
      steps: [
        [1, (desk) => desk.issuer('COIN').mint('LUNA', 10)],
        [7, (desk) => desk.issuer('COIN').redeem(80, 'LUNA')],
        [8, (desk) => desk.issuer('COIN').mint('USDT', 100)],
        [9, (desk) => desk.issuer('COIN').mint('LUNA', 1, { coins: 10 })],
        [10, (desk) => desk.issuer('COIN').redeem(10, 'ETH')],
      ],
    });
    expect(heard.map(({ state, refusal }) => [state, refusal])).toEqual([
      ['paid', 'none'],
      ['paid', 'none'],
      ['refused', 'unsupported'],
      ['refused', 'unsupported'],
      ['refused', 'unsupported'],
    ]);
    expect(heard[0]).toMatchObject({ coins: 796, amount: -10 });
    // 0.995 LUNA, of which the market's decimals leave 0.99.
    expect(heard[1]).toMatchObject({ coins: -80, amount: 0.99 });
    expect(reports.every(({ parity }) => parity === 1)).toBe(true);
  });

  test('a large redemption is dearer, the next one dearer still, and blocks forget both', async () => {
    const redeem = (seconds: number): PegSetup['steps'][number] => [
      seconds,
      (desk) => desk.issuer('COIN').redeem(5_000_000, 'LUNA'),
    ];
    const { heard } = await play({
      until: '2 h',
      coins: 20_000_000,
      params: { block: '6 s', basePool: '50 M', recovery: 36 },
      steps: [redeem(1), redeem(2), redeem(7000)],
    });
    const spreads = heard.map(({ amount }) => 1 - (amount * 80) / 5_000_000);
    expect(spreads[0]).toBeCloseTo(1 - 1 / 1.1, 5);
    expect(spreads[1]).toBeCloseTo(1 - 1 / (1.1 * 1.2), 5);
    expect(spreads[2]).toBeCloseTo(spreads[0], 5);
  });

  test('counts the second coin for what its market says, and what the pools would pay for all coins as liquid', async () => {
    const { reports } = await play({ until: '20 s', coins: 10_000_000, steps: [] });
    const { assets, liquid, liabilities } = reports.at(-1)!;
    expect(liabilities).toBe(10_000_000);
    expect(assets).toBeCloseTo(80 * 10_001_000, -2);
    expect(liquid).toBeCloseTo(10_000_000 / 1.2, 0);
    const bare = await play({ until: '20 s', coins: 1000, params: { secondCounts: 0 }, steps: [] });
    expect(bare.reports.at(-1)).toMatchObject({ assets: 0, liquid: 0 });
  });

  test('Terra, 13 May 2022: 6.53 trillion LUNA with two decimals stay below 2^53 atoms', async () => {
    expect(6.53e12 * 100).toBeLessThan(Number.MAX_SAFE_INTEGER);
    const { heard } = await play({
      until: '1 min',
      luna: 0.0002,
      coins: 3_000_000_000,
      params: { basePool: 1e12, ceiling: 7e12 },
      steps: [
        [1, (desk) => desk.issuer('COIN').redeem(1_300_000_000, 'LUNA')],
        [2, (desk) => desk.issuer('COIN').redeem(1_300_000_000, 'LUNA')],
      ],
    });
    expect(heard[0].amount).toBeGreaterThan(6.4e12);
    expect(Number.isSafeInteger(Math.round(heard[0].amount * 100))).toBe(true);
    expect(heard[1]).toMatchObject({ state: 'refused', refusal: 'ceiling' });
  });

  test('takes the outside value of the second coin before its market has a price, and is closed without one', async () => {
    const steps: PegSetup['steps'] = [[1, (desk) => desk.issuer('COIN').mint('LUNA', 10)]];
    expect((await play({ until: '5 s', isOutside: true, steps })).heard).toMatchObject([{ coins: 796 }]);
    const early: PegSetup['steps'] = [[0, (desk) => desk.issuer('COIN').mint('LUNA', 10)]];
    expect((await play({ until: '5 s', noMarket: true, steps: early })).heard).toMatchObject([{ refusal: 'closed' }]);
  });

  test('says which name is wrong', async () => {
    await expect(play({ until: '1 s', steps: [], params: { second: 'ETH' } })).rejects.toThrow("which 'second' names");
    const terms = { alsoIssues: [] };
    await expect(play({ until: '1 s', steps: [], terms })).rejects.toThrow("may not make: 'alsoIssues' names it");
  });
});
