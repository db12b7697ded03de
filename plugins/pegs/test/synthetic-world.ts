import { CLOCK, DESK, backing, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, Issuance, Metric, Plugin, RunContext, SchedulerLike } from '@ebb/sdk';
import { pegSuiteMaker, pegSuiteRules, playAudited } from '@ebb/testkit';
import { timer } from 'rxjs';
import syntheticDollar from '../src/synthetic-dollar.ts';
import { syntheticHedged } from '../src/synthetic-hedged.ts';

/** How well the coin is hedged at an upkeep, and what stands behind it; seconds from the start, units. */
export interface Moment {
  readonly at: number;
  readonly spot: number;
  readonly short: number;
  readonly error: number;
  readonly marginShare: number;
  readonly stakedRate: number;
  readonly income: number;
  readonly fund: number;
  readonly assets: number;
  readonly liquid: number;
  readonly liabilities: number;
}

/** What a test says of the world; all optional. */
export interface SyntheticSetup {
  readonly until?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly issuer?: Readonly<Record<string, unknown>>;
  /** Jumps of ETH: time of day and fraction. */
  readonly jumps?: readonly (readonly [string, string])[];
  /** Deeds of a customer with 1 M USDT and 1000 ETH on the chain, and 1 M USDT on alpha, by seconds from the start. */
  readonly steps?: Readonly<Record<number, (desk: Desk) => void>>;
  /** Rules of alpha other than those of the suite of pegs, and plugins that they need. */
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly plugins?: readonly Plugin[];
  readonly fundingInterval?: string;
}

/** What became of it. */
export interface SyntheticStory {
  readonly moments: readonly Moment[];
  readonly heard: readonly (Issuance & { readonly at: number })[];
  readonly customer: Desk;
  /** The last moment up to a second. */
  moment(second: number): Moment;
}

const START = '2025-10-10T12:00:00Z';
const START_US = Date.parse(START) * 1000;

/** Plays a synthetic dollar, its reserve fund of 1,000 USDT, makers and one customer; ETH begins at 4000 and stands still. */
export async function playSynthetic(setup: SyntheticSetup): Promise<SyntheticStory> {
  const { until = '5 min', params = {}, issuer = {}, jumps = [], steps = {}, rules = {}, plugins = [] } = setup;
  const moments: Moment[] = [];
  const heard: (Issuance & { at: number })[] = [];
  const desks: Desk[] = [];
  const at = (timeUs: number): number => (timeUs - START_US) / 1e6;

  @injectable()
  class Customer {
    constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike) {
      desks.push(desk);
      for (const [second, deed] of Object.entries(steps)) {
        desk.react(timer(Number(second) * 1000, clock), () => deed(desk));
      }
      desk.react(desk.issuances$, (fact) => void heard.push({ ...fact, at: at(fact.timeUs) }));
    }
  }
  @injectable()
  class Watch implements Metric {
    start(context: RunContext): void {
      let last: Pick<Moment, 'assets' | 'liquid' | 'liabilities'>;
      context.listen(
        syntheticHedged,
        (_seq, timeUs, _c, _o, _s, spot, short, error, marginShare, stakedRate, income, fund) => {
          const hedged = { at: at(timeUs), spot, short, error, marginShare, stakedRate, income, fund };
          if (last !== undefined) moments.push({ ...hedged, ...last });
        },
      );
      context.listen(backing, (_seq, _t, _c, _o, _s, assets, liquid, liabilities) => {
        last = { assets, liquid, liabilities };
      });
    }
    values(): [] {
      return [];
    }
  }
  const about = { version: '1.0.0', summary: 'Takes part in a test of a peg.', params: parameters({}) } as const;
  const maker = (market: string, wallets: object): object => ({
    ...{ use: 'peg-suite-maker', count: 2, wallets, params: { market, size: 1_000_000 } },
  });
  const [ruled] = [Object.fromEntries(pegSuiteRules.map(({ policy, name }) => [policy, name]))];
  const scenario = {
    version: 1,
    start: START,
    until,
    assets: {
      USDT: { decimals: 6 },
      ETH: { decimals: 6 },
      COIN: {
        decimals: 4,
        peg: { use: 'synthetic-dollar', params },
        issuer: { at: ['chain'], reference: 'USDT', wallets: { alpha: {} }, pots: { fund: { USDT: 1000 } }, ...issuer },
      },
    },
    values: {
      USDT: { start: 1 },
      ETH: { start: 4000, ...(jumps.length > 0 ? { jumps: jumps.map(([time, by]) => ({ at: time, by })) } : {}) },
    },
    venues: {
      alpha: {
        instruments: {
          'ETH/USDT': { kind: 'spot', tick: 0.01, lot: 0.0001 },
          'ETH/USDT:USDT': { kind: 'perp', tick: 0.01, lot: 0.0001, fundingInterval: setup.fundingInterval ?? '8 h' },
        },
        ...ruled,
        ...rules,
      },
      chain: { instruments: { 'COIN/USDT': { kind: 'spot', tick: 0.0001, lot: 0.01 } } },
    },
    agents: {
      'spot-makers': maker('ETH/USDT@alpha', { alpha: { USDT: 5e7, ETH: 5000 } }),
      'perp-makers': maker('ETH/USDT:USDT@alpha', { alpha: { USDT: 5e7 } }),
      customer: { use: 'customer', wallets: { chain: { USDT: 1e6, ETH: 1000 }, alpha: { USDT: 1e6 } } },
    },
    metrics: { watch: { use: 'watch' } },
  };
  await playAudited(scenario, {
    plugins: [
      ...[syntheticDollar, ...pegSuiteRules, pegSuiteMaker([]), ...plugins],
      definePlugin({ ...about, kind: 'agent', name: 'customer', use: Customer }),
      definePlugin({ ...about, kind: 'metric', name: 'watch', use: Watch }),
    ],
  });
  const moment = (second: number): Moment => moments.filter((each) => each.at <= second).at(-1)!;
  return { moments, heard, customer: desks[0], moment };
}
