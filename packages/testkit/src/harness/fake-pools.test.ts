import { describe, expect, test } from '@jest/globals';
import { Concentrated, DESK, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, Liquidity } from '@ebb/sdk';
import { harness } from './harness.ts';
import type { Harness } from './harness.ts';

const POOL = 'COIN/USD@chain';

/** An agent whose desk a test uses by hand; it keeps what it hears. */
@injectable()
class Puppet {
  readonly heard: Liquidity[] = [];

  constructor(@inject(DESK) readonly desk: Desk) {
    desk.react(desk.liquidity$, (fact) => void this.heard.push(fact));
  }
}

const puppet = definePlugin({
  kind: 'agent',
  name: 'puppet',
  version: '1.0.0',
  summary: 'Does what a test does with its desk.',
  params: parameters({}),
  use: Puppet,
});

function play(fills: 'byHand' | 'atTouch', curve?: Concentrated): { h: Harness; desk: Desk; heard: Liquidity[] } {
  const h = harness(puppet, {
    markets: { [POOL]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.99, ask: 1.01 } },
    balances: { chain: { COIN: 100, USD: 300 } },
    pools: { [POOL]: { base: 1000, quote: 2000, ...(curve === undefined ? {} : { curve }) } },
    fills,
  });
  const { desk, heard } = h.agent as Puppet;
  return { h, desk, heard };
}

describe('a pool of the harness', () => {
  test('takes what the curve takes of an offer, and pays it back with what it has earned', () => {
    const { h, desk, heard } = play('byHand');
    const pool = desk.pool(POOL);
    expect([pool.price, pool.share, pool.takesRanges]).toEqual([2, 0, false]);
    const id = pool.add(100, 100);
    expect(h.takeSent()).toMatchObject([{ kind: 'addLiquidity', market: POOL, request: id, base: 100, quote: 100 }]);
    h.pools.take(id);
    expect(heard).toMatchObject([{ state: 'added', refusal: 'none' }]);
    expect([heard[0].base, heard[0].quote]).toEqual([expect.closeTo(50, 6), expect.closeTo(100, 6)]);
    expect(h.balance('chain', 'COIN')).toBeCloseTo(50, 6);
    expect(h.balance('chain', 'USD')).toBeCloseTo(200, 6);
    expect(pool.share).toBeCloseTo(50 / 1050, 9);
    h.pools.curve(POOL).sell(10_000);
    expect(pool.earned.base).toBeGreaterThan(0);
    expect(pool.holdings).toHaveLength(1);
    h.pools.take(pool.remove(1));
    expect(heard[1]).toMatchObject({ state: 'removed', refusal: 'none' });
    expect(pool.holdings).toEqual([]);
    expect(h.balance('chain', 'COIN')).toBeGreaterThan(100);
    expect(h.sent.at(-1)).toMatchObject({ kind: 'removeLiquidity', size: 1 });
  });

  test('refuses when the test says so, and, at once, what is not there', () => {
    const byHand = play('byHand');
    byHand.h.pools.refuse(byHand.desk.pool(POOL).add(1, 1), 'overloaded');
    expect(byHand.heard).toMatchObject([{ state: 'refused', refusal: 'overloaded' }]);
    const { h, desk, heard } = play('atTouch');
    desk.pool(POOL).add(1000, 1);
    desk.pool(POOL).remove(0.5);
    desk.pool(POOL).add(1, 0);
    desk.pool(POOL).add(1, 2);
    h.advance(0);
    expect(heard.map(({ refusal, state }) => (refusal === 'none' ? state : refusal))).toEqual([
      'insufficientBalance',
      'nothingThere',
      'tooLittle',
      'added',
    ]);
    expect(desk.pool(POOL).add(0, 0)).toBe(0);
  });

  test('knows ranges where its curve does', () => {
    const { h, desk, heard } = play('atTouch', new Concentrated({ feePpm: 500, tickSpacing: 10 }));
    const pool = desk.pool(POOL);
    pool.add(10, 0, { low: 2.5, high: 3 });
    expect(pool.holdings).toMatchObject([{ range: { low: 2.5, high: 3 }, claim: { quote: 0 } }]);
    pool.remove(1, { low: 2.5, high: 3 });
    h.advance(0);
    expect(heard.map(({ low, state }) => `${state} ${low}`)).toEqual(['added 2.5', 'removed 2.5']);
    expect(() => pool.add(1, 1, { low: 3, high: 2 })).toThrow('a range of prices');
    expect(() => pool.remove(0)).toThrow('above 0 and at most 1, not 0');
    expect(() => pool.add(NaN, 1)).toThrow('an amount of liquidity for COIN/USD@chain is NaN');
    expect(() => play('atTouch').desk.pool('OTHER/USD@chain')).toThrow();
  });
});
