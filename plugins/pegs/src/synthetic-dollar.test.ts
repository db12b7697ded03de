import { describe, expect, jest, test } from '@jest/globals';
import { definePlugin, parameters } from '@ebb/sdk';
import type { Desk } from '@ebb/sdk';
import { playSynthetic } from '../test/synthetic-world.ts';

jest.setTimeout(60_000);

const mint = (desk: Desk): unknown => desk.issuer('COIN').mint('USDT', 500_000);

/** Shorts pay longs one basis point of the notional each interval. */
class NegativeFunding {
  sample(): void {
    // It does not look at the market.
  }
  settle(): number {
    return -0.0001;
  }
}
const negativeFunding = definePlugin({
  ...{ kind: 'policy', policy: 'funding', name: 'negative-funding', version: '1.0.0', params: parameters({}) },
  ...{ use: NegativeFunding, summary: 'Shorts pay longs.' },
});

describe('a synthetic dollar', () => {
  test('is as much backed after the price has halved as before, but for what trading costs', async () => {
    const story = await playSynthetic({ steps: { 1: mint }, jumps: [['12:03', '-50%']] });
    const [before, after] = [story.moment(170), story.moment(290)];
    expect(before.spot).toBeCloseTo(69.3, 1);
    expect(before.short).toBeCloseTo(before.spot, 3);
    expect(before.assets).toBeGreaterThan(501_000 * 0.998);
    expect(Math.abs(after.assets - before.assets)).toBeLessThan(20);
    expect(after.error).toBeLessThan(0.0025);
  });

  test('sells what it is paid for in ETH, and mends a mismatch only after its delay', async () => {
    const steps = { 1: (desk: Desk) => desk.issuer('COIN').mint('ETH', 10) };
    const params = { buffer: 0, hedgeDelay: '25 s' };
    const { moment } = await playSynthetic({
      steps,
      params,
      issuer: { wallets: { chain: { USDT: 20_000 }, alpha: {} } },
    });
    expect([20, 30, 40].map((second) => moment(second).short)).toEqual([0, 0, 0]);
    expect(moment(30).error).toBeCloseTo(40_000 / 60_000, 1);
    expect(moment(70).short).toBeCloseTo(moment(70).spot, 3);
  });

  test('receives funding on its short: 1 bp of 69.3069 ETH at 4000 is 27.72276', async () => {
    const { moment } = await playSynthetic({ steps: { 1: mint }, fundingInterval: '1 min' });
    expect(moment(60).short).toBe(69.3069);
    expect(moment(119).income).toBeCloseTo(27.72276, 5);
    expect(moment(250).income).toBeCloseTo(4 * 27.72276, 5);
  });

  test('lets its fund bear what funding costs, from one settlement to the next', async () => {
    const { moment } = await playSynthetic({
      ...{ steps: { 1: mint }, fundingInterval: '1 min', params: { settleEvery: '150 s' } },
      ...{ rules: { funding: 'negative-funding' }, plugins: [negativeFunding] },
    });
    expect(moment(140).fund).toBe(1000);
    expect(moment(140).income).toBeCloseTo(-2 * 27.72276, 5);
    expect(moment(200).fund).toBeCloseTo(1000 - 2 * 27.72276, 4);
  });

  test('pays first from what is liquid; the next waits until both legs are sold and the venue has settled', async () => {
    const redeem = (coins: number) => (desk: Desk) => desk.issuer('COIN').redeem(coins, 'USDT');
    const steps = { 1: mint, 65: redeem(100_000), 66: redeem(200_000) };
    const paidAt = async (settleEvery: string): Promise<readonly number[]> => {
      const { heard } = await playSynthetic({ steps, params: { settleEvery }, jumps: [['12:01', '-40%']] });
      return heard.filter(({ kind, state }) => kind === 'redeem' && state === 'paid').map(({ at }) => at);
    };
    const [first, second] = await paidAt('70 s');
    expect(first).toBe(65);
    expect(second).toBeGreaterThanOrEqual(80);
    expect(second).toBeLessThan(170);
    expect(await paidAt('4 h')).toEqual([65]);
  });

  test('leaves its margin at risk between two settlements', async () => {
    const jumps = [
      ['12:02', '15%'],
      ['12:04', '15%'],
    ] as const;
    const play = (settleEvery: string): ReturnType<typeof playSynthetic> =>
      playSynthetic({ steps: { 1: mint }, jumps, params: { settleEvery } });
    const [often, seldom] = [await play('50 s'), await play('4 h')];
    // (0.25 − 0.15) ÷ 1.15, and the margin again after the settlement.
    expect(often.moment(121).marginShare).toBeCloseTo(0.1 / 1.15, 2);
    expect(often.moment(170).marginShare).toBeCloseTo(0.25, 2);
    expect(seldom.moment(230).marginShare).toBeLessThan(0.15);
    const least = (story: typeof often): number =>
      Math.min(...story.moments.filter(({ at }) => at > 60).map(({ short }) => short));
    expect(least(often)).toBeGreaterThan(50);
    expect(least(seldom)).toBe(0);
  });

  test('is left with a long when the venue closes its short against a bankrupt one, and sells again', async () => {
    const gamble = (desk: Desk): unknown => desk.market('ETH/USDT:USDT@alpha', 'buy', 240);
    const steps = { 1: mint, ...Object.fromEntries([30, 40, 50, 60, 70, 80, 90].map((second) => [second, gamble])) };
    const story = await playSynthetic({ steps, jumps: [['12:02', '-30%']] });
    expect(story.moment(115).error).toBeLessThan(0.0025);
    const [hit, later] = [story.moment(130), story.moment(200)];
    expect(hit.short).toBeLessThan(hit.spot / 2);
    expect(hit.error).toBeGreaterThan(0.1);
    expect(later.short).toBeCloseTo(later.spot, 2);
  });

  test('pays income to staked coins, and gives them back after the cooldown', async () => {
    const act =
      (word: string, a = 0) =>
      (desk: Desk) =>
        void desk.issuer('COIN').act(word, a);
    const { customer, heard, moment } = await playSynthetic({
      ...{ until: '6 min', fundingInterval: '1 min', params: { settleEvery: '150 s', cooldown: '1 min' } },
      ...{ steps: { 1: mint, 15: act('stake', 1000), 200: act('unstake', 500), 230: act('claim'), 270: act('claim') } },
    });
    const income = 2 * 27.72276;
    expect(moment(100).stakedRate).toBe(1);
    expect(moment(190).stakedRate).toBeCloseTo(1 + (0.9 * income) / 1000, 6);
    expect(moment(190).fund).toBeCloseTo(1000 + 0.1 * income, 4);
    const acts = heard.filter(({ kind }) => kind === 'action').map(({ refusal }) => refusal);
    expect(acts).toEqual(['none', 'none', 'closed', 'none']);
    expect(customer.balance('COIN')).toBeCloseTo(500_000 - 1000 + 500 * (1 + (0.9 * income) / 1000), 1);
    expect(moment(340).liabilities).toBeCloseTo(500_000 + 0.9 * 5 * 27.72276, 0);
  });

  test.each([
    ['collateral', { collateral: 'USDT', hedge: 'ETH' }, /'collateral' \(USDT\) is traded as USDT\/USDT@alpha/],
    ['venue', { venue: 'chain' }, /'collateral' \(ETH\) is traded as ETH\/USDT@chain/],
  ])('says which parameter leads nowhere: %s', async (_, params, sentence) => {
    await expect(playSynthetic({ params })).rejects.toThrow(sentence);
  });

  test('opens a wallet where it trades when it has none', async () => {
    const { moment } = await playSynthetic({ issuer: { wallets: {} }, steps: { 1: mint } });
    expect(moment(60).short).toBeGreaterThan(60);
  });
});
