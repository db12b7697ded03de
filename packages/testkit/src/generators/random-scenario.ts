import fc from 'fast-check';
import { QUOTE, QUOTE_DECIMALS, marketsOf, randomCoins } from './random-market.ts';
import type { RandomCoin, RandomMarket } from './random-market.ts';

/** A kind of agent that random scenarios are peopled with. */
export interface RandomAgent {
  readonly use: string;
  /** Where it can trade; anywhere when absent. */
  readonly kind?: 'spot' | 'perp';
  /** The least and most of them in a block; 0 and 5 when absent. */
  readonly count?: readonly [number, number];
  readonly params: (market: RandomMarket) => fc.Arbitrary<Readonly<Record<string, unknown>>>;
}

/** What an account may begin with, in quote units. */
const PURSES = [0, 70, 1_500, 30_000, 700_000];

/** What random scenarios are made of: values as a scenario file has them. */
export interface Grammar {
  readonly agents: readonly RandomAgent[];
  /** Stands, with a full purse, on every market, so that there is something to trade with. */
  readonly host?: RandomAgent;
  /** Rules that any venue may have, and those of venues with perpetuals, by slot. */
  readonly rules: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  readonly perpRules: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Curves of which half of the spot markets have one, and so are pools; none when absent. */
  readonly curves?: fc.Arbitrary<unknown>;
  /** Names in the `marginModes` of every venue with perpetuals, which blocks that trade them may follow. */
  readonly marginModes?: readonly string[];
  /** Shocks, given the assets and venues there are. */
  readonly shock?: (
    coins: readonly string[],
    venues: readonly string[],
  ) => fc.Arbitrary<Readonly<Record<string, unknown>>>;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Scenarios small enough to be played by the hundred: one or two coins on one or two venues, a few blocks of agents, poor
 * and rich, over a minute or less, with jumps that hurt. Each is an object that `scenarioFromObject` takes.
 */
export function randomScenarios(grammar: Grammar): fc.Arbitrary<Json> {
  return randomCoins()
    .chain((coins) => fc.tuple(fc.constant(coins), fc.subarray([...marketsOf(coins)], { minLength: 1, maxLength: 2 })))
    .chain(([coins, markets]) => {
      const venues = [...new Set(markets.map(({ venue }) => venue))];
      return fc.record({
        version: fc.constant(1),
        start: fc.constant('2025-10-10T20:30:00Z'),
        until: fc.integer({ min: 10, max: 40 }).map((seconds) => `${seconds} s`),
        valueStep: fc.constantFrom('250 ms', '1 s'),
        barInterval: fc.constantFrom('1 s', '7 s'),
        assets: fc.constant(assetsOf(coins)),
        values: fc.record(Object.fromEntries(coins.map((coin) => [coin.name, valueOf(coin)]))),
        venues: fc.record(Object.fromEntries(venues.map((name) => [name, venueOf(name, markets, coins, grammar)]))),
        agents: agentsOn(markets, grammar),
        shocks: shocksOn(coins, venues, grammar),
      });
    });
}

function assetsOf(coins: readonly RandomCoin[]): Json {
  const decimals = { decimals: 3 };
  return { [QUOTE]: { decimals: QUOTE_DECIMALS }, ...Object.fromEntries(coins.map(({ name }) => [name, decimals])) };
}

function valueOf({ price }: RandomCoin): fc.Arbitrary<Json> {
  const jump = fc.record({ at: fc.integer({ min: 1, max: 20 }), by: fc.constantFrom(-0.3, -0.12, -0.04, 0.02, 0.15) });
  return fc.record({
    start: fc.constant(price),
    noise: fc.double({ min: 0, max: 0.2, noNaN: true }).map((perHour) => ({ perHour })),
    jumps: fc
      .array(jump, { minLength: 1, maxLength: 3 })
      .map((jumps) => jumps.map(({ at, by }) => ({ at: `${at} s`, by }))),
  });
}

function venueOf(
  name: string,
  markets: readonly RandomMarket[],
  coins: readonly RandomCoin[],
  { rules, perpRules, curves }: Grammar,
): fc.Arbitrary<Json> {
  const listed = markets.filter(({ venue }) => venue === name);
  const hasPerps = listed.some(({ kind }) => kind === 'perp');
  const instruments = listed.map(({ symbol, kind, base }) => {
    const coin = coins.find((each) => each.name === base)!;
    const { tick, lot } = coin;
    const terms = kind === 'perp' ? { kind, tick, lot, fundingInterval: '9 s' } : { kind, tick, lot };
    const book = fc.constant<Json>(terms);
    const isPool = curves !== undefined && kind === 'spot';
    return [symbol, isPool ? fc.oneof(book, poolOf(terms, coin, curves)) : book] as const;
  });
  const insurance = fc.integer({ min: 0, max: 5000 }).map((amount) => ({ [QUOTE]: amount }));
  return fc.record({
    instruments: fc.record(Object.fromEntries(instruments)),
    ...rules,
    ...(hasPerps ? { ...perpRules, insurance } : {}),
  });
}

/** A spot market as a pool worth from nothing much to a million quote units, its price at most a third from the outside value. */
function poolOf(terms: Json, { name, price }: RandomCoin, curves: fc.Arbitrary<unknown>): fc.Arbitrary<Json> {
  const worth = fc.constantFrom(100, 10_000, 1_000_000);
  const off = fc.double({ min: 0.7, max: 1.3, noNaN: true });
  return fc.tuple(curves, worth, off).map(([curve, units, times]) => {
    const base = Math.max(0.01, Number((units / price).toPrecision(4)));
    return { ...terms, curve, liquidity: { [name]: base, [QUOTE]: Number((base * price * times).toPrecision(6)) } };
  });
}

function agentsOn(markets: readonly RandomMarket[], { agents, host, marginModes = [] }: Grammar): fc.Arbitrary<Json> {
  const crowds = markets.flatMap((market) => {
    const fitting = agents.filter(({ kind = market.kind }) => kind === market.kind);
    const blocks = fitting.map((agent) => blockOf(agent, market, PURSES, marginModes));
    return [
      ...(blocks.length === 0 ? [] : [fc.array(fc.oneof(...blocks), { minLength: 1, maxLength: 5 })]),
      ...(host === undefined ? [] : [fc.tuple(blockOf(host, market, [1_000_000], []))]),
    ];
  });
  return fc
    .tuple(...crowds)
    .map((all) => Object.fromEntries(all.flat().map((block, place) => [`block-${place}`, block])));
}

function blockOf(
  agent: RandomAgent,
  market: RandomMarket,
  purses: readonly number[],
  marginModes: readonly string[],
): fc.Arbitrary<Json> {
  const { use, count = [0, 5], params } = agent;
  const { venue, base, kind, price } = market;
  const money = fc.constantFrom(...purses);
  return fc.record({
    use: fc.constant(use),
    count: fc.integer({ min: count[0], max: count[1] }),
    params: params(market),
    marginMode: fc.constantFrom({}, ...(kind === 'perp' ? marginModes.map((mode) => ({ [venue]: mode })) : [])),
    wallets: fc.tuple(money, money).map(([cash, coin]) => ({
      [venue]:
        kind === 'spot' || marginModes.length > 0
          ? { [QUOTE]: cash, [base]: Number((coin / price).toPrecision(3)) }
          : { [QUOTE]: cash },
    })),
  });
}

function shocksOn(coins: readonly RandomCoin[], venues: readonly string[], { shock }: Grammar): fc.Arbitrary<Json> {
  if (shock === undefined) return fc.constant({});
  const one = shock(
    coins.map(({ name }) => name),
    venues,
  );
  return fc
    .array(fc.tuple(one, fc.integer({ min: 0, max: 30 })), { maxLength: 2 })
    .map((shocks) =>
      Object.fromEntries(shocks.map(([what, at], place) => [`shock-${place}`, { ...what, at: `${at} s` }])),
    );
}
