import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { BreakerMarket, CircuitBreaker, z } from '@ebb/sdk';

/** How much of a market's forced orders may meet the book in how long. */
export const params = parameters({
  notional: p.number({
    describe: 'Most value of forced orders in a window, in units of the quote asset.',
    default: '1 M',
    min: 0.01,
  }),
  window: p.duration({ describe: 'Length of the window.', default: '1 s', min: '1 ms' }),
});

/** Lets forced orders into a market at a limited pace. */
@injectable()
export class LiquidationThrottle implements CircuitBreaker {
  readonly #params: z.infer<typeof params>;
  /** What was let in, one entry an instant. */
  readonly #timesMs: number[] = [];
  readonly #notionals: number[] = [];

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  /** The lots that the room left in the window has place for, rounded down; one lot at least while the window is empty. */
  admitForced({ nowMs }: BreakerMarket, lots: number, notional: number): number {
    const room = this.#params.notional - this.#usedSince(nowMs - this.#params.window);
    const fitting = notional > room ? Math.floor((lots * Math.max(0, room)) / notional) : lots;
    // A lot dearer than the whole window would else never be sold.
    const admitted = fitting === 0 && this.#timesMs.length === 0 ? Math.min(1, lots) : fitting;
    if (admitted > 0) this.#note(nowMs, (notional * admitted) / lots);
    return admitted;
  }

  #note(nowMs: number, notional: number): void {
    const last = this.#timesMs.length - 1;
    if (this.#timesMs[last] === nowMs) {
      this.#notionals[last] += notional;
      return;
    }
    this.#timesMs.push(nowMs);
    this.#notionals.push(notional);
  }

  /** Summed anew each time: a running sum would carry its rounding on for the whole of a run. */
  #usedSince(earliestMs: number): number {
    let old = 0;
    while (old < this.#timesMs.length && this.#timesMs[old] <= earliestMs) old++;
    this.#timesMs.splice(0, old);
    this.#notionals.splice(0, old);
    return this.#notionals.reduce((sum, each) => sum + each, 0);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'circuitBreaker',
  name: 'liquidation-throttle',
  version: '1.0.0',
  summary: 'Forced orders meet the book at a limited pace: so much value in a window, and the rest waits.',
  formula: [
    'room = notional − value of the forced orders let in within the window',
    'admitted lots = floor(lots × min(1, room ÷ value of the lots)); at least 1 while the window is empty',
  ].join('\n'),
  sources: ['a choice of this laboratory'],
  params,
  use: LiquidationThrottle,
});
