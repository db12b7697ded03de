import { CLOCK, DESK, PARAMS, Stableswap, TAPE, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { CurvePolicy, Desk, IssuerReport, Plugin, PoolCurve, PoolTerms, SchedulerLike, Tape, z } from '@ebb/sdk';
import { pegSuiteMaker, pegSuiteRules, playAudited } from '@ebb/testkit';
import { timer } from 'rxjs';
import { softLiquidationBands } from '../src/soft-liquidation-bands.ts';
import type { SoftLiquidationBands } from '../src/soft-liquidation-bands.ts';
import softLiquidation from '../src/soft-liquidation.ts';

/** What a test says of the world; all optional. */
export interface SoftSetup {
  readonly until?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** What the coin's pool begins with. */
  readonly coins?: number;
  readonly money?: number;
  readonly jumps?: readonly Readonly<{ at: string; by: string }>[];
  /** Deeds of a customer with 100,000 COIN, 200,000 USDT and 100 ETH on the chain, by seconds from the start. */
  readonly steps?: Readonly<Record<number, (desk: Desk) => void>>;
}

/** What became of it. */
export interface SoftStory {
  /** What the bands told, and what the issuer reported, with seconds from the start. */
  readonly bands: readonly (SoftLiquidationBands & { readonly at: number })[];
  readonly reports: readonly (IssuerReport & { readonly at: number })[];
  readonly customer: Desk;
  /** What the pool owns in the end. */
  readonly reserves: { readonly base: number; readonly quote: number };
}

const START = '2025-10-10T12:00:00Z';
const about = { version: '1.0.0', summary: 'Takes part in a test of soft liquidation.' } as const;
const terms = parameters({ fee: p.integer({ describe: 'Fee in parts per million.', default: 100, min: 0 }) });

@injectable()
class Flat implements CurvePolicy {
  readonly #feePpm: number;

  constructor(@inject(PARAMS) { fee }: z.infer<typeof terms>) {
    this.#feePpm = fee;
  }

  pool({ baseScale, quoteScale }: PoolTerms): PoolCurve {
    return new Stableswap({ amplification: 100, feePpm: this.#feePpm, baseScale, quoteScale });
  }
}

/** Plays a softly liquidated coin with a pool, a market of ETH at 3000 and one customer, with an audit at every fact. */
export async function playSoft(setup: SoftSetup): Promise<SoftStory> {
  const { until = '5 min', params = {}, coins = 100_000, money = 100_000, jumps = [], steps = {} } = setup;
  const bands: SoftStory['bands'][number][] = [];
  const reports: SoftStory['reports'][number][] = [];
  const desks: Desk[] = [];
  const at = (timeUs: number): number => (timeUs - Date.parse(START) * 1000) / 1e6;

  @injectable()
  class Customer {
    constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape, @inject(CLOCK) clock: SchedulerLike) {
      desks.push(desk);
      for (const [second, deed] of Object.entries(steps)) {
        desk.react(timer(Number(second) * 1000, clock), () => deed(desk));
      }
      desk.react(tape.facts(softLiquidationBands), (told) => bands.push({ ...told, at: at(told.timeUs) }));
      desk.react(tape.reports('COIN'), (told) => reports.push({ ...told, at: at(told.timeUs) }));
    }
  }
  const plugins: Plugin[] = [
    softLiquidation,
    ...pegSuiteRules,
    pegSuiteMaker([]),
    definePlugin({ ...about, kind: 'policy', policy: 'curve', name: 'flat', params: terms, use: Flat }),
    definePlugin({ ...about, kind: 'agent', name: 'customer', params: parameters({}), use: Customer }),
  ];
  const pool = { kind: 'spot', tick: 0.0001, lot: 1, curve: 'flat', liquidity: { COIN: coins, USDT: money } };
  const scenario = {
    version: 1,
    start: START,
    until,
    assets: {
      USDT: { decimals: 4 },
      ETH: { decimals: 6 },
      COIN: {
        decimals: 4,
        peg: { use: 'soft-liquidation', params: { ema: 0, ...params } },
        issuer: { at: ['chain'], reference: 'USDT', report: { every: '10 s' } },
      },
    },
    values: { USDT: { start: 1 }, ETH: { start: 3000, jumps } },
    venues: {
      alpha: { instruments: { 'ETH/USDT': { kind: 'spot', tick: 0.01, lot: 0.01 } } },
      chain: { instruments: { 'COIN/USDT': pool } },
    },
    agents: {
      makers: {
        ...{ use: 'peg-suite-maker', wallets: { alpha: { USDT: 5e6, ETH: 1000 } } },
        params: { market: 'ETH/USDT@alpha' },
      },
      customers: { use: 'customer', wallets: { chain: { COIN: 100_000, USDT: 200_000, ETH: 100 } } },
    },
  };
  await playAudited(scenario, { plugins });
  const [customer] = desks;
  return { bands, reports, customer, reserves: customer.pool('COIN/USDT@chain').reserves };
}
