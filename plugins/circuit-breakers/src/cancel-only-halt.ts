import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { BreakerMarket, CircuitBreaker, MarketHalt, z } from '@ebb/sdk';
import { RecentExtreme } from './recent-extreme.ts';

/** Which move is too much, and what it leads to. */
export const params = parameters({
  move: p.fraction({
    describe: 'How far the last price may be from the highest or the lowest of the window.',
    default: '10%',
    min: '0.01%',
    max: 10,
  }),
  window: p.duration({ describe: 'Length of the window.', default: '60 min', min: '1 ms' }),
  pause: p.duration({ describe: 'How long nothing but cancels is taken.', default: '2 min', min: '1 ms' }),
});

/** Takes nothing but cancels for a while once a market has moved too far within a window. */
@injectable()
export class CancelOnlyHalt implements CircuitBreaker {
  readonly #params: z.infer<typeof params>;
  readonly #highest: RecentExtreme;
  readonly #lowest: RecentExtreme;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.#highest = new RecentExtreme(given.window, 1);
    this.#lowest = new RecentExtreme(given.window, -1);
  }

  halt({ lastTicks, nowMs }: BreakerMarket): MarketHalt | null {
    if (lastTicks === 0) return null;
    this.#highest.add(nowMs, lastTicks);
    this.#lowest.add(nowMs, lastTicks);
    if (!this.#hasMovedTooFar(lastTicks, nowMs)) return null;
    // The window begins anew after the halt, else it would halt again for the same move.
    this.#highest.clear();
    this.#lowest.clear();
    return { ms: this.#params.pause, meanwhile: 'cancelOnly' };
  }

  #hasMovedTooFar(lastTicks: number, nowMs: number): boolean {
    const { move } = this.#params;
    const highest = this.#highest.at(nowMs);
    const lowest = this.#lowest.at(nowMs);
    return highest - lastTicks > move * highest || lastTicks - lowest > move * lowest;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'circuitBreaker',
  name: 'cancel-only-halt',
  version: '1.0.0',
  summary: 'A market that moved too far within a window takes nothing but cancels for a while.',
  formula: 'halt when last < highest of the window × (1 − move) or last > lowest of the window × (1 + move)',
  sources: [
    'CME Group, "Frequently Asked Questions: Dynamic Circuit Breakers": look-back window of 60 minutes, two minutes of pause, the window restarts (read in 2026)',
    'CME Group, "Understanding Price Limits and Circuit Breakers" (23 March 2020): 3.5 % within an hour',
    'the default move, and that only cancels are taken, are choices of this laboratory',
  ],
  params,
  use: CancelOnlyHalt,
});
