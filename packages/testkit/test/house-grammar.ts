import fc from 'fast-check';
import type { Grammar, RandomAgent, RandomMarket } from '../src/index.ts';

const use = (name: string, params: Readonly<Record<string, unknown>> = {}) => ({ use: name, params });
const among = <T>(...items: readonly T[]) => fc.constantFrom(...items);

const tiers = (leverage: number, maintenance: number, mode = 'tiered-cross', more = {}) =>
  use(mode, {
    ...more,
    tiers: {
      default: [
        { upTo: '2 k', leverage, maintenance },
        { leverage: leverage / 2, maintenance: maintenance * 2 },
      ],
    },
  });

/** Everything answers for everything; half of a coin's value counts. */
const unified = tiers(20, 0.02, 'unified-margin', { collateral: { ABC: 0.5 }, loans: { USD: { leverage: 5 } } });

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
        setsLeverage: among(true, false),
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
    circuitBreakers: among(
      {},
      { band: use('price-band'), pace: use('liquidation-throttle', { notional: 200, window: '1 s' }) },
      { pause: use('volatility-halt', { pause: '2 s', patience: '1 s' }) },
      { stop: use('cancel-only-halt') },
    ),
    observation: fc.constant('one-a-second'),
    transfer: fc.constant('timed-transfer'),
  },
  marginModes: ['cross', 'isolated', 'unified'],
  perpRules: {
    margin: among(tiers(50, 0.01), tiers(10, 0.05), tiers(20, 0.02, 'tiered-isolated'), unified),
    marginModes: fc.constant({ cross: tiers(25, 0.02), isolated: tiers(10, 0.05, 'tiered-isolated'), unified }),
    collateral: among(
      { ABC: use('own-book') },
      { ABC: use('own-book', { price: 'last' }) },
      { ABC: use('redemption-rate') },
      { ABC: use('floored-index', { floor: 0.9 }) },
    ),
    vault: among({ USD: 0 }, { USD: 20_000 }),
    index: among(use('weighted-spot'), use('weighted-spot', { price: 'last', maxAge: '1 min' })),
    mark: fc.constant('median-of-three'),
    funding: fc.constant('premium-index'),
    liquidation: among(
      use('one-order', { limit: 'none' }),
      use('one-order', { limit: 'bankruptcy' }),
      use('laddered'),
      use('fifth-first', { large: 500 }),
      use('keeper-auction', { duration: '2 s' }),
      use('vault-takeover'),
      use('twap-liquidation', { duration: '5 s' }),
    ),
    liquidationPriority: among(
      use('ranked-order', { first: 'assets' }),
      use('ranked-order', { first: 'either', by: 'depth' }),
      use('ranked-order', { by: 'haircut' }),
    ),
    lossAbsorption: among<unknown>(
      'insurance-fund',
      'drawdown-fund',
      'backstop-vault',
      'socialised-loss',
      use('clawback', { period: '10 s' }),
    ),
    disposal: fc.constant('steady-disposal'),
    deleveraging: among<unknown>(
      'profit-leverage-queue',
      use('hyperliquid-queue'),
      use('bitmex-queue', { price: 'mark' }),
      'pro-rata',
      use('capped-pro-rata', { trigger: 'accountValue' }),
      'risk-aware',
    ),
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
