import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DESK, RNG, VIEW, CLOCK, definePlugin, inject, injectable, parameters, wakeups } from '@ebb/sdk';
import type { Desk, Plugin, Rng, SchedulerLike, View } from '@ebb/sdk';
import { InvariantError, play, playAudited, sameTrace } from '../src/index.ts';
import { housePlugins } from './house-plugins.ts';

jest.setTimeout(60_000);

const MARKET = 'COIN/USD@usd';
const scenario = `
version: 1
start: 2025-10-10T20:30:00Z
until: 30 s
assets: { USD: {decimals: 4}, COIN: {decimals: 4} }
values: { COIN: {start: 100, noise: {perHour: 1%}} }
venues: { usd: { instruments: { COIN/USD: {kind: spot, tick: 0.01, lot: 0.1} }, latency: lognormal-latency } }
agents:
  makers: { use: market-maker, count: 2, wallets: {usd: {USD: 500 k, COIN: 5000}}, params: {market: COIN/USD@usd, reference: value, size: 50} }
  mine: { use: mine, wallets: {usd: {USD: 10 k, COIN: 100}} }
`;

/** An agent that buys or sells now and then, as its choice says. */
function mine(choose: (rng: Rng) => boolean): Plugin {
  @injectable()
  class Mine {
    constructor(
      @inject(DESK) desk: Desk,
      @inject(VIEW) view: View,
      @inject(RNG) rng: Rng,
      @inject(CLOCK) clock: SchedulerLike,
    ) {
      const market = view.market(MARKET);
      desk.react(
        wakeups(clock, () => rng.exponential(500)),
        () => desk.market(market, choose(rng) ? 'buy' : 'sell', 1),
      );
    }
  }
  const summary = 'Buys or sells now and then.';
  return definePlugin({ kind: 'agent', name: 'mine', version: '1.0.0', summary, params: parameters({}), use: Mine });
}

describe("the invariants, for the test of a plugin's author", () => {
  let house: readonly Plugin[];
  beforeAll(async () => {
    house = await housePlugins();
  });
  const fair = mine((rng) => rng.uniform() < 0.5);

  test('an audited run comes with its tables', async () => {
    const run = await playAudited(scenario, { plugins: [...house, fair] });
    expect(run.conservation?.balanced).toBe(true);
    expect(run.rows('trades').length).toBeGreaterThan(10);
    expect(run.rows('trades')[0]).toMatchObject({ market: MARKET });
    expect(run.rows('nothing')).toEqual([]);
    const bars = run.rows('bars');
    expect(bars.map(({ time }) => time)).toEqual(bars.map((_, i) => Date.UTC(2025, 9, 10, 20, 30, i) * 1000));
  });

  test('a run that breaks is told with its seed', async () => {
    const broken = mine(() => {
      throw new Error('no choice');
    });
    const failed = playAudited(scenario, { plugins: [...house, broken], seed: 5 });
    await expect(failed).rejects.toThrow(InvariantError);
    await expect(failed).rejects.toThrow(/in mine \(mine\[0\]\): no choice \(seed 5\)/);
    expect((await play(scenario, { plugins: [...house, broken] })).manifest.status).toBe('failed');
  });

  test('a plugin that draws from its streams plays the same in every way', async () => {
    const plugins = [...house, fair];
    expect(await sameTrace(scenario, { plugins })).toBe((await play(scenario, { plugins })).manifest.traceHash);
  });

  test('a plugin that keeps something from run to run is found', async () => {
    let count = 0;
    const forgetful = mine(() => ++count % 7 === 0);
    await expect(sameTrace(scenario, { plugins: [...house, forgetful] })).rejects.toThrow(
      /played again, the run tells another story: trace [0-9a-f]{16} .* \(seed 1\)/,
    );
  });
});
