import { describe, expect, test } from '@jest/globals';
import type { Desk, IssuerDesk } from '@ebb/sdk';
import { playPeg } from '../test/play-peg.ts';
import type { PegSetup, PlayedPeg } from '../test/play-peg.ts';
import { playSoft } from '../test/soft-world.ts';
import softLiquidation from './soft-liquidation.ts';

type Deed = PegSetup['steps'][number];
const play = (setup: Omit<PegSetup, 'peg'>): Promise<PlayedPeg> =>
  playPeg({ peg: softLiquidation, eth: 3000, ...setup, params: { rate: 0, ema: 0, ...setup.params } });
const mint = (seconds: number, amount: number, coins: number): Deed => [
  seconds,
  (desk) => desk.issuer('COIN').mint('ETH', amount, { coins }),
];
const redeem = (seconds: number, coins: number, amount: number): Deed => [
  seconds,
  (desk) => desk.issuer('COIN').redeem(coins, 'ETH', amount > 0 ? { amount } : {}),
];
const exchange = (seconds: number, side: number, amount: number, limit: number): Deed => [
  seconds,
  (desk) => desk.issuer('COIN').act('exchange', side, amount, limit),
];
const outcomes = ({ heard }: PlayedPeg): readonly string[] =>
  heard.map(({ refusal, state }) => (state === 'refused' ? refusal : state));

describe('a coin lent against collateral in bands', () => {
  test('Controller.vy: lends up to the discounts, frees what is not needed, and all for all of the debt', async () => {
    const played = await play({
      until: '1 min',
      params: { ceiling: 40_000 },
      coins: 100,
      steps: [
        mint(1, 10, 0),
        mint(2, 10, 26_100),
        mint(3, 0.0009, 1),
        mint(4, 10, 50_000),
        mint(5, 10, 20_000),
        mint(6, 1, 1000),
        mint(7, 1, 0),
        redeem(8, 1000, 5),
        redeem(9, 1000, 2),
        redeem(10, 30_000, 0),
        redeem(11, 20_000, 0),
        redeem(12, 1, 0),
        [13, (desk) => desk.issuer('COIN').mint('USDT', 100)],
        [14, (desk) => desk.issuer('COIN').redeem(1, 'USDT')],
      ],
    });
    expect(outcomes(played)).toEqual([
      ...['unsupported', 'unsafe', 'tooSmall', 'ceiling', 'paid', 'paid', 'paid', 'unsafe', 'paid'],
      ...['insufficientBalance', 'paid', 'unknown', 'unsupported', 'unsupported'],
    ]);
    expect(played.heard[8]).toMatchObject({ coins: -1000, amount: 2 });
    expect(played.heard[10]).toMatchObject({ coins: -20_000, amount: 10 });
    expect(played.reports.at(-1)).toMatchObject({ assets: 0, liabilities: 100 });
  });

  test('bands turn collateral into coins as the price falls; the loan closes for what they do not cover', async () => {
    const played = await play({
      until: '2 min',
      coins: 30_000,
      jumps: [{ at: '12:00:30', by: '-8%' }],
      steps: [
        mint(1, 10, 25_000),
        exchange(2, 1, 1000, 2990),
        exchange(40, 1, 30_000, 2700),
        mint(41, 1, 0),
        redeem(42, 1000, 9),
        exchange(43, -1, 1, 2800),
        redeem(50, 30_000, 0),
      ],
    });
    expect(outcomes(played)).toEqual(['paid', 'outbid', 'paid', 'unsafe', 'unsafe', 'outbid', 'paid']);
    const [bought, closed] = [played.heard[2], played.heard[6]];
    expect(bought.coins).toBeLessThan(-1000);
    // The debt was 25,000: what the bands had got pays its part.
    expect(closed.coins).toBeCloseTo(-25_000 - bought.coins, 3);
    // Bands sold down to the one whose p³ ÷ top² is 2700 less the fee: top 2799, 3.9 bands below the first.
    expect(closed.amount).toBeCloseTo(6.1, 1);
    expect(played.reports.at(-1)).toMatchObject({ assets: 0, liabilities: 30_000 });
  });

  test('a converting loan is repaid in parts, of each band its part in kind', async () => {
    const { heard } = await play({
      until: '2 min',
      coins: 30_000,
      jumps: [{ at: '12:00:30', by: '-8%' }],
      steps: [mint(1, 10, 25_000), exchange(40, 1, 5000, 2750), redeem(50, 5000, 1.9), redeem(51, 5000, 0)],
    });
    const inBands = -heard[1].coins;
    expect(inBands).toBeGreaterThan(1000);
    expect(heard[2].coins).toBeCloseTo(-5000 + inBands / 5, 3);
    expect(heard[2].amount).toBeLessThan(2);
    expect(heard[3]).toMatchObject({ coins: -5000, amount: 0 });
  });

  test('Controller.vy (liquidate): who pays a failed debt takes what its bands hold, nobody takes a healthy one', async () => {
    const numbers: number[] = [];
    const liquidate = (seconds: number): Deed => [
      seconds,
      (desk) => {
        numbers.push(desk.account);
        desk.issuer('COIN').act('liquidate', desk.account);
      },
    ];
    const played = await play({
      until: '2 min',
      coins: 5000,
      jumps: [{ at: '12:00:30', by: '-30%' }],
      steps: [mint(1, 10, 25_000), liquidate(20), liquidate(40), liquidate(50)],
    });
    expect(outcomes(played)).toEqual(['paid', 'unsafe', 'paid', 'unknown']);
    expect(played.heard[2].coins).toBe(-25_000);
    expect(played.reports.at(-1)).toMatchObject({ assets: 0, liabilities: 5000 });
  });

  test('adds interest to what is owed, which holders of coins do not get', async () => {
    const { heard, reports } = await play({
      until: '10810 s',
      params: { rate: '8%' },
      coins: 10,
      steps: [mint(1, 100, 100_000), redeem(3 * 3600 + 5, 100_010, 0)],
    });
    // 100,000 · 1.08^(3 h ÷ 1 y); the coin has no market, so it counts for par.
    expect(heard[1].coins).toBeCloseTo(-100_002.6362, 2);
    expect(reports.at(-2)).toMatchObject({ liabilities: 100_010, assets: 300_000 });
    expect(reports.at(-1)).toMatchObject({ assets: 0 });
  });

  test('says which name is wrong', async () => {
    await expect(play({ until: '1 s', steps: [], params: { collateral: 'COIN' } })).rejects.toThrow("'collateral'");
    await expect(play({ until: '1 s', steps: [], params: { pool: 'LUNA/USDT@alpha' } })).rejects.toThrow("'pool'");
  });
});

test('coins in other hands and in bands are what loans owe, through a crash with trades, a liquidation and repayments', async () => {
  const counter = (desk: Desk): IssuerDesk => desk.issuer('COIN');
  const { bands, customer, reports } = await playSoft({
    until: '6 min',
    params: { rate: 0, keeperCap: 0, fee: 0 },
    jumps: [
      { at: '12:00:30', by: '-7%' },
      { at: '12:01:30', by: '4%' },
      { at: '12:03:30', by: '-25%' },
    ],
    steps: {
      1: (desk) => counter(desk).mint('ETH', 30, { coins: 75_000 }),
      40: (desk) => counter(desk).act('exchange', 1, 50_000, 2750),
      50: (desk) => counter(desk).redeem(10_000, 'ETH', { amount: 3.5 }),
      100: (desk) => counter(desk).act('exchange', -1, 20, 2950),
      120: (desk) => counter(desk).redeem(5000, 'ETH'),
      240: (desk) => counter(desk).act('exchange', 1, 10_000, 2000),
      250: (desk) => counter(desk).act('liquidate', desk.account),
    },
  });
  const coins = bands.map((told) => told.coins);
  expect(Math.max(...coins)).toBeGreaterThan(20_000);
  expect(bands.length).toBeGreaterThan(30);
  for (const [i, told] of bands.entries()) {
    // 200,000 coins were there before anyone borrowed.
    const { liabilities } = reports[i];
    expect(liabilities + told.coins - told.debt).toBeCloseTo(200_000, 3);
  }
  expect(bands.at(-1)).toMatchObject({ coins: 0, collateral: 0, debt: 0 });
  // It was borrower, trader and liquidator in one, so that nothing is gone.
  expect(customer.balance('ETH')).toBe(100);
});
