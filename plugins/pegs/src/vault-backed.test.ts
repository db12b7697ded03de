import { describe, expect, test } from '@jest/globals';
import { playPeg } from '../test/play-peg.ts';
import type { PegSetup, PlayedPeg } from '../test/play-peg.ts';
import vaultBacked from './vault-backed.ts';

type Deed = PegSetup['steps'][number];
const play = (setup: Omit<PegSetup, 'peg'>): Promise<PlayedPeg> =>
  playPeg({ peg: vaultBacked, eth: 200, ...setup, params: { fee: 0, ...setup.params } });
const mint = (seconds: number, amount: number, coins: number): Deed => [
  seconds,
  (desk) => desk.issuer('COIN').mint('ETH', amount, { coins }),
];
const redeem = (seconds: number, coins: number, amount: number): Deed => [
  seconds,
  (desk) => desk.issuer('COIN').redeem(coins, 'ETH', amount > 0 ? { amount } : {}),
];
const bid = (seconds: number, lot: number, amount: number, price: number): Deed => [
  seconds,
  (desk) => desk.issuer('COIN').act('bid', lot, amount, price),
];
const outcomes = ({ heard }: PlayedPeg): readonly string[] =>
  heard.map(({ refusal, state }) => (state === 'refused' ? refusal : state));

describe('a coin lent against vaults', () => {
  test('vat.sol (frob): lends to a safe vault over the dust and below the ceiling, and frees what is not needed', async () => {
    const played = await play({
      until: '1 min',
      params: { ceiling: 5000 },
      coins: 1000,
      steps: [
        mint(1, 10, 0),
        mint(2, 10, 1334),
        mint(3, 10, 19),
        mint(4, 10, 1000),
        mint(5, 1, 5000),
        mint(6, 1, 0),
        redeem(7, 100, 5),
        redeem(8, 100, 4),
        redeem(9, 890, 0),
        redeem(10, 900, 0),
        redeem(11, 900, 0),
        [12, (desk) => desk.issuer('COIN').mint('USDT', 100)],
      ],
    });
    expect(outcomes(played)).toEqual([
      'unsupported',
      'unsafe',
      'tooSmall',
      'paid',
      'ceiling',
      'paid',
      'unsafe',
      'paid',
      'tooSmall',
      'paid',
      'unknown',
      'unsupported',
    ]);
    expect(played.heard[7]).toMatchObject({ coins: -100, amount: 4 });
    expect(played.heard[9]).toMatchObject({ coins: -900, amount: 7 });
    expect(played.reports.at(-1)).toMatchObject({ assets: 0, liabilities: 1000 });
  });

  test('adds 8 % a year to a debt, which the surplus gets and no holder owes', async () => {
    const { reports } = await play({ until: '10810 s', params: { fee: '8%' }, steps: [mint(1, 1000, 100_000)] });
    expect(reports.at(-1)).toMatchObject({ liabilities: 100_000, assets: 200_000 });
    const repaid = await play({
      until: '10810 s',
      params: { fee: '8%' },
      coins: 10,
      steps: [mint(1, 1000, 100_000), redeem(3 * 3600 + 5, 100_010, 0)],
    });
    // 100,000 · (1.08^(3 h ÷ 1 y) − 1)
    expect(repaid.heard[1].coins).toBeCloseTo(-100_002.6357, 3);
    expect(repaid.heard[1].amount).toBe(1000);
  });

  test('an auction with no other bidder clears at zero: the collateral is gone, the system owes the coins', async () => {
    const setup = {
      start: '2020-03-12T10:30:00Z',
      until: '3 h',
      jumps: [{ at: '10:40', by: '-40%' }],
      steps: [mint(1, 10, 1000), bid(5400 + 20, 1, 10, 0)],
    };
    const { heard, reports } = await play(setup);
    expect(heard.at(-1)).toMatchObject({ kind: 'action', state: 'paid', coins: 0 });
    const at = (seconds: number) => reports.findLast((report) => report.at <= seconds);
    // The fall of 10:40 is read at 11:00 and counts from 12:00 on.
    expect(at(5390)).toMatchObject({ assets: 1200, liabilities: 1000 });
    expect(at(5400 + 610)).toMatchObject({ assets: 1200, liabilities: 1000 });
    expect(at(5400 + 640)).toMatchObject({ assets: 0, liabilities: 1000 });
  });

  test('a bid of the debt and the penalty leaves a surplus, and what is not needed of the lot is the owner’s', async () => {
    const { heard, reports } = await play({
      start: '2020-03-12T10:30:00Z',
      until: '3 h',
      coins: 500,
      jumps: [{ at: '10:40', by: '-30%' }],
      steps: [mint(1, 10, 1000), bid(5420, 1, 10, 113), bid(5430, 1, 9, 130), bid(5440, 2, 1, 1)],
    });
    expect(outcomes({ heard, reports })).toEqual(['paid', 'paid', 'paid', 'unknown']);
    expect(heard[1].coins).toBe(-1130);
    expect(heard[2].coins).toBe(0);
    // 500 coins that never were lent are 130 short of the penalty, which was paid to the surplus.
    expect(reports.at(-1)).toMatchObject({ assets: 0, liabilities: 370 });
  });

  test('sells a large vault in lots, by a price that goes down when told so', async () => {
    const { heard } = await play({
      until: '2 min',
      jumps: [{ at: '12:00:30', by: '-30%' }],
      params: { delay: 0, auction: 'dutch', lot: 50 },
      steps: [mint(1, 80, 10_000), bid(45, 1, 50, 181), bid(46, 1, 10, 182), bid(47, 2, 30, 190)],
    });
    expect(outcomes({ heard, reports: [] })).toEqual(['paid', 'outbid', 'paid', 'paid']);
    // 140 · 1.3 = 182
    expect(heard[2].coins).toBe(-1820);
    expect(heard[3].coins).toBeCloseTo(-4237.5, 3);
  });

  test('dss-psm: swaps the reference one for one where there is room, less tin and tout', async () => {
    const door = (seconds: number, kind: 'mint' | 'redeem', amount: number): Deed => [
      seconds,
      (desk) => {
        if (kind === 'mint') desk.issuer('COIN').mint('USDT', amount);
        else desk.issuer('COIN').redeem(amount, 'USDT');
      },
    ];
    const { heard, reports } = await play({
      until: '1 min',
      params: { psmCap: 1000, tin: '1%', tout: '1%' },
      steps: [door(1, 'mint', 600), door(2, 'mint', 600), door(3, 'redeem', 101)],
    });
    expect(heard[0]).toMatchObject({ coins: 594, amount: -600 });
    expect(heard[1]).toMatchObject({ refusal: 'ceiling' });
    expect(heard[2]).toMatchObject({ coins: -101, amount: 100 });
    expect(reports.at(-1)).toMatchObject({ assets: 500, liquid: 500, liabilities: 493 });
  });

  test('says which name is wrong', async () => {
    await expect(play({ until: '1 s', steps: [], params: { collateral: 'COIN' } })).rejects.toThrow("'collateral'");
  });
});
