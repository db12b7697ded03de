import { CLOCK, DESK, TAPE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, Issuance, IssuerReport, Plugin, SchedulerLike, Tape } from '@ebb/sdk';
import { playAudited } from '@ebb/testkit';
import { timer } from 'rxjs';

/** What the customer of a test does: seconds from the start, and a deed with its desk. */
export type Step = readonly [seconds: number, deed: (desk: Desk) => void];

/** What the customer heard of its requests, and what the issuer told; seconds from the start. */
export interface PlayedPeg {
  readonly heard: readonly (Pick<Issuance, 'kind' | 'state' | 'refusal' | 'coins' | 'asset' | 'amount'> & {
    at: number;
  })[];
  readonly reports: readonly (Pick<IssuerReport, 'assets' | 'liquid' | 'liabilities' | 'parity' | 'waiting'> & {
    at: number;
  })[];
}

/** How a peg is played; the world is a chain with the issuer's counter, and one customer with plenty of everything. */
export interface PegSetup {
  readonly peg: Plugin;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly start?: string;
  readonly until: string;
  readonly steps: readonly Step[];
  /** Terms of the issuer beyond its counter and reference. */
  readonly terms?: Readonly<Record<string, unknown>>;
  /** Outside values of ETH and LUNA's price on its market, in USDT. */
  readonly eth?: number;
  readonly luna?: number;
  /** What becomes of ETH's outside value, as a scenario writes it. */
  readonly jumps?: readonly Readonly<{ at: string; by: string }>[];
  /** Whether LUNA has an outside value and no market yet. */
  readonly isOutside?: boolean;
  /** Whether it has neither. */
  readonly noMarket?: boolean;
  /** What the customer has of the coin from the start. */
  readonly coins?: number;
}

/** Plays a peg with an audit at every fact; every atom is counted or the promise is refused. */
export async function playPeg(setup: PegSetup): Promise<PlayedPeg> {
  const { peg, params = {}, start = '2025-10-10T12:00:00Z', until, steps, terms = {}, eth = 4000, luna = 80 } = setup;
  const heard: PlayedPeg['heard'][number][] = [];
  const reports: PlayedPeg['reports'][number][] = [];
  const startUs = Date.parse(start) * 1000;
  const at = (timeUs: number): number => (timeUs - startUs) / 1e6;

  @injectable()
  class Customer {
    constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape, @inject(CLOCK) clock: SchedulerLike) {
      for (const side of setup.isOutside || setup.noMarket ? [] : (['buy', 'sell'] as const)) {
        desk.react(timer(0, clock), () =>
          desk.limit('LUNA/USDT@alpha', side, luna * (side === 'buy' ? 0.999 : 1.001), 1),
        );
      }
      for (const [seconds, deed] of steps) desk.react(timer(seconds * 1000, clock), () => deed(desk));
      desk.react(desk.issuances$, ({ timeUs, kind, state, refusal, coins, asset, amount }) => {
        if (state !== 'queued') heard.push({ at: at(timeUs), kind, state, refusal, coins, asset, amount });
      });
      desk.react(tape.reports('COIN'), ({ timeUs, assets, liquid, liabilities, parity, waiting }) =>
        reports.push({ at: at(timeUs), assets, liquid, liabilities, parity, waiting }),
      );
    }
  }
  const customer = definePlugin({
    ...{ kind: 'agent', name: 'customer', version: '1.0.0', summary: 'Does what a test says.' },
    ...{ params: parameters({}), use: Customer },
  });
  const [tick, lot] = luna < 1 ? [1e-4, 1] : [0.01, 0.01];
  const wallet = { USDT: 100_000_000, ETH: 1000, LUNA: 10_000_000, COIN: setup.coins ?? 0 };
  const scenario = {
    version: 1,
    start,
    until,
    assets: {
      USDT: { decimals: 4 },
      ETH: { decimals: 6 },
      LUNA: { decimals: 2 },
      COIN: {
        decimals: 4,
        peg: { use: peg.name, params },
        issuer: { at: ['chain'], reference: 'USDT', alsoIssues: ['LUNA'], report: { every: '10 s' }, ...terms },
      },
    },
    values: {
      USDT: { start: 1 },
      ETH: { start: eth, jumps: setup.jumps ?? [] },
      ...(setup.isOutside ? { LUNA: { start: luna } } : {}),
    },
    venues: {
      alpha: { instruments: { 'LUNA/USDT': { kind: 'spot', tick, lot } } },
      chain: { instruments: { 'COIN/USDT': { kind: 'spot', tick: 0.0001, lot: 1 } } },
    },
    agents: { customers: { use: 'customer', wallets: { chain: wallet, alpha: { USDT: 1000, LUNA: 1000 } } } },
  };
  await playAudited(scenario, { plugins: [peg, customer] });
  return { heard, reports };
}
