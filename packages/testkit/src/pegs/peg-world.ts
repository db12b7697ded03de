import type { Plugin } from '@ebb/sdk';

/** The coin whose peg is tested, what nobody takes, and what customers own and may bring, in the order of their trials. */
export const COIN = 'COIN';
export const JUNK = 'JUNK';
export const PLEDGES = ['USDT', 'ETH', 'LUNA'] as const;

/** What a world for a peg begins with; all optional, and all as a scenario writes it. */
export interface PegWorldOptions {
  /** The parameters of the peg. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Terms of the issuer besides those of the suite: wallets, pots, fees, delays. */
  readonly issuer?: Readonly<Record<string, unknown>>;
  /** Further assets with their decimals, venues with their markets, outside values and agents. */
  readonly assets?: Readonly<Record<string, unknown>>;
  readonly venues?: Readonly<Record<string, unknown>>;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly agents?: Readonly<Record<string, unknown>>;
}

const RULES = {
  margin: 'peg-suite-margin',
  liquidation: 'peg-suite-liquidation',
  lossAbsorption: 'peg-suite-absorption',
  deleveraging: 'peg-suite-deleveraging',
  index: 'peg-suite-index',
  mark: 'peg-suite-mark',
  funding: 'peg-suite-funding',
};

const spot = (tick: number, lot: number): object => ({ kind: 'spot', tick, lot });
const maker = (market: string, wallets: object): object => ({
  use: 'peg-suite-maker',
  count: 2,
  wallets,
  params: { market },
});

/**
 * A scenario for one peg: the coin's market on a chain, which is its issuer's home, spot markets and a perpetual on a venue
 * alpha, makers, and customers with USDT, ETH and LUNA. A calm one has prices that stand still; in the other ETH falls by
 * 30 % in the middle, on top of noise.
 */
export function pegWorld(plugin: Plugin, options: PegWorldOptions, calm: boolean): Readonly<Record<string, unknown>> {
  const noise = calm ? {} : { noise: { perHour: '8%' } };
  const crash = calm ? {} : { jumps: [{ at: '12:05', by: '-30%' }] };
  const { params = {}, issuer = {}, assets = {}, venues = {}, values = {}, agents = {} } = options;
  return {
    version: 1,
    start: '2025-10-10T12:00:00Z',
    until: '10 min',
    assets: {
      USDT: { decimals: 6 },
      ETH: { decimals: 6 },
      LUNA: { decimals: 4 },
      [JUNK]: { decimals: 2 },
      [COIN]: {
        decimals: 4,
        peg: { use: plugin.name, params },
        issuer: { at: ['chain'], reference: 'USDT', alsoIssues: ['LUNA'], wallets: { alpha: {} }, ...issuer },
      },
      ...assets,
    },
    values: {
      USDT: { start: 1 },
      ETH: { start: 4000, ...noise, ...crash },
      LUNA: { start: 80, ...noise },
      [JUNK]: { start: 1 },
      ...values,
    },
    venues: {
      alpha: {
        instruments: {
          'ETH/USDT': spot(0.01, 0.0001),
          'LUNA/USDT': spot(0.01, 0.01),
          'ETH/USDT:USDT': { kind: 'perp', tick: 0.01, lot: 0.0001, fundingInterval: '2 min' },
        },
        ...RULES,
      },
      chain: { instruments: { [`${COIN}/USDT`]: spot(0.0001, 0.01) } },
      ...venues,
    },
    agents: {
      'eth-makers': maker('ETH/USDT@alpha', { alpha: { USDT: 5e6, ETH: 1000 } }),
      'luna-makers': maker('LUNA/USDT@alpha', { alpha: { USDT: 5e6, LUNA: 50_000 } }),
      'perp-makers': maker('ETH/USDT:USDT@alpha', { alpha: { USDT: 5e6 } }),
      'coin-makers': maker(`${COIN}/USDT@chain`, { chain: { USDT: 5e6 } }),
      customers: {
        use: 'peg-suite-customer',
        count: 6,
        wallets: { chain: { USDT: 20_000, ETH: 10, LUNA: 500, [JUNK]: 1000 } },
      },
      ...agents,
    },
    metrics: { witness: { use: 'peg-suite-witness' } },
  };
}
