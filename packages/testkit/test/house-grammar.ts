import fc from 'fast-check';
import type { Grammar, RandomAgent, RandomMarket } from '../src/index.ts';

const use = (name: string, params: Readonly<Record<string, unknown>> = {}) => ({ use: name, params });
const among = <T>(...items: readonly T[]) => fc.constantFrom(...items);

const tiers = (leverage: number, maintenance: number) =>
  use('tiered-cross', {
    tiers: {
      default: [
        { upTo: '2 k', leverage, maintenance },
        { leverage: leverage / 2, maintenance: maintenance * 2 },
      ],
    },
  });

const sized = (market: RandomMarket, more: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record({
    market: fc.constant(market.id),
    size: among(0.1, 1, 10).map((times) => times * market.size),
    ...more,
  });

const maker: RandomAgent = {
  use: 'market-maker',
  params: (market) =>
    sized(market, {
      reference: among('value', 'mid'),
      levels: fc.integer({ min: 1, max: 6 }),
      refresh: among('200 ms', '2 s'),
      maxVolatility: among(0.5, 10),
    }),
};

const agents: readonly RandomAgent[] = [
  maker,
  {
    use: 'noise-trader',
    params: (market) => sized(market, { rate: among('1 /s', '5 /s'), marketShare: among(0.1, 0.6) }),
  },
  {
    use: 'fundamentalist',
    params: (market) => sized(market, { rate: among('1 /s', '4 /s'), aggression: among(0, 1) }),
  },
  {
    use: 'trend-follower',
    params: ({ id, size }) =>
      fc.record({
        market: fc.constant(id),
        maxPosition: among(size, 20 * size),
        interval: among('300 ms', '2 s'),
        fast: fc.constant('1 s'),
        slow: fc.constant('5 s'),
      }),
  },
  {
    use: 'panic-seller',
    kind: 'spot',
    params: ({ id }) => fc.record({ market: fc.constant(id), trigger: among(0.01, 0.1), react: among('0 s', '1 s') }),
  },
  {
    use: 'leveraged-trader',
    kind: 'perp',
    count: [10, 60],
    params: ({ id }) =>
      fc.record({
        markets: fc.constant([id]),
        leverage: among<unknown>(5, { uniform: [2, 40] }),
        entryWindow: fc.constant('8 s'),
        attention: among('200 ms', '1 s'),
        horizon: among('5 s', '1 h'),
        reenter: among('0 /s', '0.5 /s'),
        stopShare: among(0, 0.5),
        stopLoss: fc.constant(0.02),
      }),
  },
];

/** A maker that knows the value and stays through anything. */
const steadyParams: RandomAgent['params'] = ({ id, size }) =>
  fc.constant({ market: id, size: 20 * size, reference: 'value', maxVolatility: 100, lossLimit: 100 });

/** Random scenarios of everything that the house's own plugins can do. */
export const houseGrammar: Grammar = {
  agents,
  host: { use: 'market-maker', count: [1, 3], params: steadyParams },
  rules: {
    fees: among(
      use('maker-taker', { maker: '-1 bp', taker: '5 bp' }),
      use('maker-taker', { maker: '2 bp', taker: '2 bp' }),
    ),
    latency: among(use('lognormal-latency', { median: '5 ms' }), use('lognormal-latency', { median: '400 ms' })),
  },
  perpRules: {
    margin: among(tiers(50, 0.01), tiers(10, 0.05)),
    index: among(use('weighted-spot'), use('weighted-spot', { price: 'last', maxAge: '1 min' })),
    mark: fc.constant('median-of-three'),
    funding: fc.constant('premium-index'),
    liquidation: among(use('one-order', { limit: 'none' }), use('one-order', { limit: 'bankruptcy' })),
    lossAbsorption: fc.constant('insurance-fund'),
    disposal: fc.constant('steady-disposal'),
    deleveraging: fc.constant('profit-leverage-queue'),
    markInterval: among('500 ms', '1 s'),
  },
  shock: (coins, venues) =>
    fc.oneof(
      fc.record({
        use: fc.constant('news'),
        params: fc.record({
          assets: among(...coins).map((coin) => [coin]),
          drop: among(-0.1, 0.05, 0.4),
          over: among('0 s', '6 s'),
        }),
      }),
      fc.record({ use: fc.constant('outage'), params: among(...venues).map((venue) => ({ venue, lasts: '4 s' })) }),
    ),
};
