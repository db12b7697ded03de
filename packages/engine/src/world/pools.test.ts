import { describe, expect, test } from '@jest/globals';
import { MemorySink } from '@ebb/testkit';
import { loadScenarioText, simulate } from '../index.ts';
import type { Act } from '../../test/pool-plugins.ts';
import { actor, curvePlugins } from '../../test/pool-plugins.ts';

const SCENARIO = `
version: 1
start: 2025-10-10T20:30:00Z
until: 1 min
assets: { USD: {decimals: 6}, SOL: {decimals: 6}, LUNA: {decimals: 3} }
values: { USD: {start: 1}, SOL: {start: 2} }
venues:
  chain:
    instruments:
      SOL/USD: {kind: spot, tick: 0.0001, lot: 0.01, curve: product, liquidity: {SOL: 5, USD: 10}}
      LUNA/USD: {kind: spot, tick: 0.001, lot: 0.1, curve: ranges, liquidity: {LUNA: 1000, USD: 2000}}
  books: { instruments: { SOL/USD: {kind: spot, tick: 0.0001, lot: 0.01} } }
agents:
  actors: { use: actor, wallets: {chain: {USD: 100, SOL: 20, LUNA: 50}, books: {USD: 100, SOL: 20}} }
`;
const POOL = 'SOL/USD@chain';

async function play(acts: Readonly<Record<number, Act>>, market = POOL): Promise<string[]> {
  const heard: string[] = [];
  const loaded = await loadScenarioText(SCENARIO, 'pools.yaml');
  const plugins = [...curvePlugins, actor(acts, heard, market)];
  const result = await simulate(loaded, { seed: 1, audit: true, plugins });
  expect(result.manifest.fault).toBeUndefined();
  expect(result.conservation?.balanced).toBe(true);
  return heard;
}

describe('a market that is a pool', () => {
  test('sells as getAmountOut of Uniswap v2 says (UniswapV2Pair.spec.ts, 2020): 1 into reserves of 5 and 10 fetches 1.662497915624478906', async () => {
    const heard = await play({
      1: (desk) => desk.market(POOL, 'sell', 1),
      2: (desk, view, says) => {
        says(`${desk.balance('USD', 'chain')} USD, ${desk.balance('SOL', 'chain')} SOL`);
        const { reserves, price } = desk.pool(POOL);
        says(`${reserves.base} and ${reserves.quote} at ${price}`);
        says(`last ${view.market(POOL).last}`);
      },
    });
    // 1.6625 is the average price in ticks; 0.000003 less was paid: 1.662497, the 18 decimals cut to 6.
    expect(heard).toEqual([
      'a sell of 1 at 1.6625',
      'sell 1 at 1.6625, 0.000003 more',
      'filled, 0 left',
      '101.662497 USD, 19 SOL',
      '6 and 8.337503 at 1.3895838333333332',
      'last 1.6625',
    ]);
  });

  test('buys up to a limit, where the next lot would cost more, and leaves the rest', async () => {
    const heard = await play({
      1: (desk, view, says) => {
        says(`${view.market(POOL).bestBid} to ${view.market(POOL).bestAsk}, ${view.market(POOL).costOf('buy', 1)}`);
        desk.limit(POOL, 'buy', 2.42, 3, { timeInForce: 'ioc' });
      },
      2: (_, view, says) => says(`${view.market(POOL).bestAsk}`),
      3: (desk) => desk.limit(POOL, 'buy', 2.42, 3, { timeInForce: 'fok' }),
    });
    // 10 / x² · 5 ÷ 0.997 passes 2.42 at x = 4.5524: 0.44 of 5 are sold, for 10 · 0.44 / 4.56 / 0.997 = 0.967816.
    // The quote is of the next lot of 0.01: 50 / 4.99² / 0.997 = 2.0141 before.
    expect(heard).toEqual([
      '1.986 to 2.0141, 2.507523',
      'a buy of 0.44 at 2.1996',
      'buy 0.44 at 2.1996, -0.000008 more',
      'expired, 2.56 left',
      '2.4231',
      'notFillable',
    ]);
  });

  test('refuses what would rest, and what cannot be paid', async () => {
    const heard = await play({
      1: (desk) => desk.limit(POOL, 'buy', 2.42, 1),
      2: (desk) => desk.limit(POOL, 'buy', 1.9, 1, { timeInForce: 'postOnly' }),
      3: (desk) => desk.market(POOL, 'sell', 21),
      4: (desk) => desk.market(POOL, 'buy', 4.99),
      5: (_, view, says) => says(`${view.market(POOL).depth('sell', 0.1)}`),
    });
    expect(heard).toEqual(['restsNowhere', 'restsNowhere', 'insufficientBalance', 'insufficientBalance', '0.24']);
  });

  test('takes liquidity in its ratio, and pays it back with the fees of what was traded meanwhile', async () => {
    const heard = await play({
      1: (desk) => desk.pool(POOL).add(5, 20),
      2: (desk, _, says) => says(`${desk.pool(POOL).share} of ${desk.pool(POOL).reserves.quote}`),
      3: (desk) => desk.market(POOL, 'sell', 2),
      4: (desk) => desk.market(POOL, 'buy', 2),
      5: (desk, _, says) => says(`earned ${desk.pool(POOL).earned.base} and ${desk.pool(POOL).earned.quote}`),
      6: (desk) => desk.pool(POOL).remove(0.5),
      7: (desk) => desk.pool(POOL).remove(1),
      8: (desk) => desk.pool(POOL).remove(1),
      9: (desk) => desk.pool(POOL).add(1000, 1000),
    });
    const USD = 20;
    expect(heard[0]).toBe('added 5 and 10');
    expect(heard[1]).toBe(`0.5 of ${USD}`);
    // Half of 0.3 % of 2 SOL, and half of what 0.3 % is on 16.675005 · 2 / 10 = 3.335001 USD.
    expect(heard.filter((each) => each.startsWith('earned'))).toEqual(['earned 0.002999 and 0.005017']);
    const removed = heard
      .filter((each) => each.startsWith('removed'))
      .map((each) => each.match(/[\d.]+/g)!.map(Number));
    expect(removed).toHaveLength(2);
    expect(removed[0][0] + removed[1][0]).toBeCloseTo(5, 5);
    expect(removed[0][1] + removed[1][1]).toBeGreaterThan(10.004);
    expect(heard.slice(-2)).toEqual(['nothingThere', 'insufficientBalance']);
  });

  test('lets providers choose ranges where its curve takes them', async () => {
    const pool = 'LUNA/USD@chain';
    const heard = await play(
      {
        1: (desk, _, says) => {
          const { price, takesRanges, share } = desk.pool(pool);
          says(`${takesRanges} ${price.toFixed(6)} ${share}`);
          expect(() => desk.pool(pool).add(1, 1, { low: 3, high: 2 })).toThrow('a range of prices runs from');
          expect(() => desk.pool(POOL).add(1, 1, { low: 2, high: 3 })).toThrow('takes no ranges');
          expect(() => desk.pool('SOL/USD@books')).toThrow('SOL/USD@books has a book of orders and is no pool');
          expect(() => desk.pool(pool).remove(2)).toThrow('above 0 and at most 1, not 2');
          desk.pool(pool).add(10, 0, { low: 2.2, high: 2.4 });
        },
        2: (desk) => desk.pool(pool).remove(1, { low: 2, high: 3 }),
        3: (desk, _, says) => says(JSON.stringify(desk.pool(pool).holdings)),
        4: (desk) => desk.pool(pool).remove(1, { low: 2.2, high: 2.4 }),
      },
      pool,
    );
    expect(heard).toEqual([
      // Ranges end at multiples of ten ticks: from 1 to 4.0026, both amounts fit at 2.0003.
      'true 2.000308 0',
      'added 10 and 0',
      'nothingThere',
      '[{"range":{"low":2.2,"high":2.4},"claim":{"base":9.999,"quote":0},"earned":{"base":0,"quote":0}}]',
      'removed 9.999 and 0',
    ]);
  });

  test('is traded beside a book of the same pair: who buys here and sells there gains what the prices differ by, to the atom', async () => {
    const book = 'SOL/USD@books';
    const heard: string[] = [];
    const makers = 'agents:\n  makers: { use: maker, wallets: {books: {USD: 100}} }';
    const loaded = await loadScenarioText(SCENARIO.replace('agents:', makers), 'pools.yaml');
    const acts: Readonly<Record<number, Act>> = {
      2: (desk) => desk.market(POOL, 'buy', 0.5),
      3: (desk) => desk.market(book, 'sell', 0.5),
      4: (desk, view, says) =>
        says(
          `${view.market(POOL).mid} ${view.market(book).mid}; ${desk.balance('SOL')} SOL, ${desk.balance('USD')} USD`,
        ),
    };
    const maker = actor({ 1: (desk) => desk.limit(book, 'buy', 2.3, 1) }, [], POOL, 'maker');
    const plugins = [...curvePlugins, actor(acts, heard, POOL), maker];
    const result = await simulate(loaded, { seed: 1, audit: true, plugins });
    expect([result.manifest.fault, result.conservation?.balanced]).toEqual([undefined, true]);
    // 10 · 0.5 / 4.5 / 0.997 = 1.114455 for the half, which fetches 1.15 on the book: 0.035545 more than before.
    expect(heard).toEqual([
      'a buy of 0.5 at 2.2289',
      'buy 0.5 at 2.2289, 0.000005 more',
      'filled, 0 left',
      'sell 0.5 at 2.3, 0 more',
      'filled, 0 left',
      '2.46995 2.3; 40 SOL, 200.035545 USD',
    ]);
  });

  test('counts the shares of each class, and the liquidity that the scenario gave, as their wealth', async () => {
    const loaded = await loadScenarioText(SCENARIO, 'pools.yaml');
    const sink = new MemorySink();
    const plugins = [...curvePlugins, actor({ 1: (desk) => desk.pool(POOL).add(5, 20) }, [], POOL)];
    const { metrics } = await simulate(loaded, { seed: 1, plugins, record: 'all', host: { sink } });
    const values = JSON.stringify(metrics);
    expect(values).toContain(`pool ${POOL}`);
    expect(sink.rows('liquidity')).toMatchObject([
      { market: POOL, class: 'actors', state: 'added', refusal: 'none', base: 5, quote: 10, reserve_quote: 20 },
    ]);
  });
});

describe('a pool that cannot be is bad input', () => {
  const complaint = async (before: string, after: string): Promise<string> => {
    expect(SCENARIO).toContain(before);
    const plugins = [...curvePlugins, actor({}, [], POOL)];
    try {
      const loaded = await loadScenarioText(SCENARIO.replace(before, after), 'x.yaml');
      await simulate(loaded, { seed: 1, plugins });
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };
  const terms = 'curve: product, liquidity: {SOL: 5, USD: 10}';

  test.each([
    [
      terms,
      'curve: product',
      "SOL/USD has a 'curve' and no 'liquidity': say how much SOL and USD the pool starts with",
    ],
    [terms, 'liquidity: {SOL: 5, USD: 10}', "SOL/USD has 'liquidity' and no 'curve' that says what it trades by"],
    [terms, 'curve: produkt, liquidity: {SOL: 5, USD: 10}', "'produkt'"],
    [terms, 'curve: product, liquidity: {SOL: 5, LUNA: 10}', 'the pool SOL/USD holds SOL and USD, and no LUNA'],
    [terms, 'curve: product, liquidity: {SOL: 5}', "'liquidity' of SOL/USD says nothing of USD"],
    [terms, 'curve: product, liquidity: {SOL: 5, USD: 0}', 'above 0'],
    [terms, 'curve: {use: product, params: {fee: 1 M}}, liquidity: {SOL: 5, USD: 10}', 'from 0 to 999999 parts'],
    [terms, 'curve: actor, liquidity: {SOL: 5, USD: 10}', 'actor'],
    [terms, 'curve: product, liquidity: {SOL: 9e9, USD: 1e10}', 'under 2^53 atoms'],
    [
      'SOL/USD: {kind: spot, tick: 0.0001, lot: 0.01, curve',
      'SOL/USD:USD: {kind: perp, tick: 0.0001, lot: 0.01, curve',
      'is a perpetual',
    ],
    [terms, 'curve: product, liquidity: {SOL: 1e-7, USD: 1e-6}', 'too little for its curve'],
  ])('%s as %s: %s', async (before, after, sentence) => {
    expect(await complaint(before, after)).toContain(sentence);
  });
});
