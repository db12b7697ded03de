import { expect, test } from '@jest/globals';
import { CLOCK, DESK, TAPE, definePlugin, inject, injectable, parameters, wakeups } from '@ebb/sdk';
import type { Desk, Plugin, SchedulerLike, Tape } from '@ebb/sdk';
import { playAudited } from '@ebb/testkit';
import { filter } from 'rxjs';
import algorithmic from './algorithmic.ts';

const MARKET = 'LUNA/USDT@alpha';
const agent = (name: string, use: Plugin['use']): Plugin =>
  definePlugin({
    ...{ kind: 'agent', name, version: '1.0.0', params: parameters({}), use },
    summary: 'Stands in for it.',
  });

/** Buys LUNA at a price that halves with every 20,000 that it has bought. */
@injectable()
class Buyer {
  constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike) {
    const quote = (): void => {
      const price = 80 / (1 + desk.position(MARKET) / 20_000);
      desk.cancelAll(MARKET);
      desk.limit(MARKET, 'buy', price, 100_000 / price);
    };
    quote();
    desk.react(
      wakeups(clock, () => 1000),
      quote,
    );
  }
}

/** Plays half an hour of a run: every ten seconds 100,000 coins are redeemed, and what they bring is sold at once. */
async function run(params: object) {
  const minted: number[] = [];
  const ratios: number[] = [];
  @injectable()
  class Runner {
    constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape, @inject(CLOCK) clock: SchedulerLike) {
      desk.react(
        wakeups(clock, () => 10_000),
        () => desk.issuer('UST').redeem(100_000, 'LUNA'),
      );
      desk.react(desk.issuances$.pipe(filter(({ state }) => state === 'paid')), ({ amount }) => {
        minted.push(amount);
        desk.market(MARKET, 'sell', amount);
      });
      desk.react(tape.reports('UST'), ({ assets, liabilities }) => ratios.push(assets / liabilities));
    }
  }
  const issuer = { at: ['alpha'], reference: 'USDT', alsoIssues: ['LUNA'] };
  const scenario = {
    version: 1,
    start: '2022-05-09T12:00:00Z',
    until: '30 min',
    assets: {
      USDT: { decimals: 4 },
      LUNA: { decimals: 2 },
      UST: { decimals: 2, peg: { use: 'algorithmic', params }, issuer },
    },
    values: { USDT: { start: 1 } },
    venues: { alpha: { instruments: { 'LUNA/USDT': { kind: 'spot', tick: 0.01, lot: 0.01 } } } },
    agents: {
      buyers: { use: 'buyer', wallets: { alpha: { USDT: 50_000_000 } } },
      stakers: { use: 'nobody', wallets: { alpha: { LUNA: 350_000 } } },
      runners: { use: 'runner', wallets: { alpha: { UST: 20_000_000 } } },
    },
  };
  class Nobody {}
  const plugins = [algorithmic, agent('buyer', Buyer), agent('runner', Runner), agent('nobody', Nobody)];
  await playAudited(scenario, { plugins, record: 'none' });
  return { minted, ratios };
}

test('a run makes ever more of the second coin for one coin, and takes its backing with it', async () => {
  const { minted, ratios } = await run({});
  expect(minted.length).toBeGreaterThan(150);
  expect(minted[0]).toBeCloseTo((100_000 * 0.995) / 80, -1);
  expect(minted.at(-1)! / minted[0]).toBeGreaterThan(3);
  for (let place = 1; place < minted.length; place++) {
    expect(minted[place]).toBeGreaterThanOrEqual(minted[place - 1] * 0.98);
  }
  expect(ratios[0]).toBeGreaterThan(1.3);
  expect(Math.min(...ratios)).toBeLessThan(0.5);
});

test('small pools slow it down: who runs is paid less', async () => {
  const [deep, shallow] = [await run({}), await run({ basePool: '500 k' })];
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  expect(sum(shallow.minted)).toBeLessThan(sum(deep.minted) / 2);
  expect(Math.min(...shallow.ratios)).toBeGreaterThan(Math.min(...deep.ratios));
});
