import { describe, expect, test } from '@jest/globals';
import type { Desk } from '@ebb/sdk';
import { playPeg } from '../test/play-peg.ts';
import type { PegSetup, PlayedPeg } from '../test/play-peg.ts';
import { ShareRate } from './share-rate.ts';
import stakedToken from './staked-token.ts';

const play = (setup: Omit<PegSetup, 'peg'>): Promise<PlayedPeg> => playPeg({ peg: stakedToken, ...setup });
const states = ({ heard }: PlayedPeg): unknown[] =>
  heard.map(({ at, kind, state, refusal, coins, amount }) => [
    Math.round(at),
    kind,
    state === 'refused' ? refusal : state,
    coins,
    amount,
  ]);
const DAY = 86_400;
/** An exit queue in which nobody waits. */
const quick = { churn: 1, epoch: '1 s', unbonding: '1 s', sweep: 0 };

test('a rate rises by rewards and falls by slashings, both shared by all coins; neither counts twice', () => {
  const rate = new ShareRate(1);
  expect(rate.after(10, 0, 100)).toBe(1);
  expect(rate.after(8, 0, 100)).toBe(1.02);
  expect(rate.after(8, 0, 100)).toBe(1.02);
  expect(rate.after(8, 12, 100)).toBe(0.9);
  expect(rate.after(5, 12, 0)).toBe(0.9);
  expect(rate.after(5, 500, 100)).toBe(0);
});

describe('a staked token', () => {
  test('WBETH: 10 ETH at 1.01004105 are 9.90058770 WBETH, and at 1.01980774 these are 10.09669596 ETH (Binance)', async () => {
    const bought = await play({
      until: '10 s',
      params: { asset: 'ETH', rate: 1.01004105 },
      steps: [[1, (desk) => desk.issuer('COIN').mint('ETH', 10)]],
    });
    expect(bought.heard[0]).toMatchObject({ state: 'paid', coins: 9.9005, amount: -10 });
    expect(10 / 1.01004105).toBeCloseTo(9.9005877, 8);
    const sold = await play({
      until: '10 s',
      params: { asset: 'ETH', rate: 1.01980774, buffer: '100%' },
      terms: { wallets: { chain: { ETH: 11 } } },
      coins: 9.9005,
      steps: [[1, (desk) => desk.issuer('COIN').redeem(9.9005, 'ETH')]],
    });
    expect(sold.heard[0]).toMatchObject({ state: 'paid', coins: -9.9005 });
    expect(sold.heard[0].amount).toBeCloseTo(9.9005 * 1.01980774, 5);
    expect(9.9005877 * 1.01980774).toBeCloseTo(10.09669596, 7);
    expect(sold.reports[0].parity).toBeCloseTo(4000 * 1.01980774, 6);
  });

  test('3 % a year, paid daily: the rate after ten days is (1 + 3 % ÷ 365)^10 of what it was, and every coin is covered', async () => {
    const played = await play({
      until: '10.5 d',
      params: { yield: '3%', buffer: 0, ...quick },
      terms: { pots: { rewards: { USDT: 1000 } }, upkeep: '1 h', report: { every: '1 h' } },
      steps: [[60, (desk) => desk.issuer('COIN').mint('USDT', 1_000_000)]],
    });
    const last = played.reports.at(-1)!;
    expect(last.parity).toBeCloseTo((1 + 0.03 / 365) ** 10, 9);
    expect(last.assets / last.liabilities).toBeCloseTo(1, 9);
    expect(last.assets).toBeGreaterThanOrEqual(last.liabilities - 1e-6);
  });

  test('without rewards to pay, the rate stands still', async () => {
    const played = await play({
      until: '3 d',
      params: { yield: '50%' },
      terms: { upkeep: '1 h', report: { every: '1 h' } },
      steps: [[60, (desk) => desk.issuer('COIN').mint('USDT', 1000)]],
    });
    expect(new Set(played.reports.map(({ parity }) => parity))).toEqual(new Set([1]));
  });

  test('pays at once from what is not staked, then by the exit queue, first come first served', async () => {
    const played = await play({
      until: '3 d',
      params: { buffer: '5%', churn: '10%', epoch: '1 h', unbonding: '1 d', sweep: 0 },
      terms: { upkeep: '10 min', report: { every: '1 h' } },
      steps: [
        [60, (desk) => desk.issuer('COIN').mint('USDT', 1000)],
        [7200, (desk) => desk.issuer('COIN').redeem(40, 'USDT')],
        [7260, (desk) => desk.issuer('COIN').redeem(250, 'USDT')],
        [7320, (desk) => desk.issuer('COIN').redeem(1, 'USDT')],
      ],
    });
    // 241 are missing: an epoch lets 96 of 960 leave, the next as many, the third the rest; each takes a day.
    const [mint, first, second, last] = states(played) as [number, ...unknown[]][];
    expect(mint.slice(1)).toEqual(['mint', 'paid', 1000, -1000]);
    expect(first).toEqual([7200, 'redeem', 'paid', -40, 40]);
    expect(second.slice(1)).toEqual(['redeem', 'paid', -250, 250]);
    expect(second[0]).toBe(4 * 3600 + DAY);
    expect(last[0]).toBeGreaterThanOrEqual(second[0]);
    expect(played.reports.at(-1)!.waiting).toBe(0);
  });

  test('a slashing of 8 % takes 8 % of what is staked from every coin, once', async () => {
    const played = await play({
      until: '1 h',
      params: { buffer: 0, slashShare: '8%', slashAfter: '30 min', ...quick },
      terms: { upkeep: '1 min', report: { every: '1 min' } },
      steps: [
        [60, (desk) => desk.issuer('COIN').mint('USDT', 1000)],
        [2700, (desk) => desk.issuer('COIN').redeem(100, 'USDT')],
      ],
    });
    expect(played.reports[25].parity).toBe(1);
    expect(played.reports.at(-1)!.parity).toBeCloseTo(0.92, 9);
    expect(played.heard.at(-1)).toMatchObject({ state: 'paid', coins: -100, amount: 92 });
    const { assets, liabilities } = played.reports.at(-1)!;
    expect(assets / liabilities).toBeCloseTo(1, 6);
  });

  test('pays everybody out by the exit queue, though no share of stake is a whole number of atoms', async () => {
    const redeemAll = (part: number) => (desk: Desk) =>
      void desk.issuer('COIN').redeem(desk.free('COIN', 'chain') / part, 'USDT');
    const played = await play({
      until: '1 h',
      params: { rate: 1.0333333, buffer: 0, churn: '7%', epoch: '1 min', unbonding: '90 s', sweep: '77 s' },
      steps: [
        [1, (desk) => void desk.issuer('COIN').mint('USDT', 777.7777)],
        ...[3, 2, 1].map((part, place) => [60 + 3 * place, redeemAll(part)] as const),
      ],
    });
    const paid = played.heard.filter(({ kind, state }) => kind === 'redeem' && state === 'paid');
    expect(paid).toHaveLength(3);
    expect(paid.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(777.7777, 3);
    const { liabilities, waiting } = played.reports.at(-1)!;
    expect([liabilities, waiting]).toEqual([0, 0]);
  });

  test('takes and gives exact amounts, and nothing but what it stakes', async () => {
    const played = await play({
      until: '1 min',
      params: { rate: 1.25 },
      steps: [
        [1, (desk) => desk.issuer('COIN').mint('USDT', 1000, { coins: 400 })],
        [2, (desk) => desk.issuer('COIN').redeem(100, 'USDT', { amount: 12.5 })],
        [3, (desk) => desk.issuer('COIN').mint('ETH', 1)],
        [4, (desk) => desk.issuer('COIN').mint('USDT', 1, { coins: 1 })],
      ],
    });
    expect(states(played)).toEqual([
      [1, 'mint', 'paid', 400, -500],
      [2, 'redeem', 'paid', -10, 12.5],
      [3, 'mint', 'unsupported', 0, 1],
      [4, 'mint', 'tooSmall', 1, 1],
    ]);
  });
});
