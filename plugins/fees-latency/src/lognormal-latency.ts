import { PARAMS, definePlugin, exp, inject, injectable, p, parameters } from '@ebb/sdk';
import type { LatencyDraws, LatencyPolicy, z } from '@ebb/sdk';

/** The shape of the distribution. */
export const params = parameters({
  median: p.duration({ describe: 'Half of all intents travel for less.', default: '20 ms' }),
  sigma: p.number({
    describe: 'Standard deviation of the logarithm of what is above the minimum.',
    default: 0.5,
    min: 0,
    max: 5,
  }),
  minimum: p.duration({ describe: 'No intent travels for less.', default: '2 ms' }),
}).superRefine(({ median, minimum }, context) => {
  if (minimum > median) {
    context.addIssue({ code: 'custom', message: `a minimum within the median, ${median} ms`, path: ['minimum'] });
  }
});

/** Delay in milliseconds for a standard normal draw: minimum + (median − minimum) × exp(sigma × draw). */
export function lognormalMs(normal: number, { median, sigma, minimum }: z.infer<typeof params>): number {
  return minimum + (median - minimum) * exp(sigma * normal);
}

/** Draws the delay of every intent anew, from a lognormal distribution above a minimum. */
@injectable()
export class LognormalLatency implements LatencyPolicy {
  readonly #params: z.infer<typeof params>;

  /** Throws a RangeError when the minimum is above the median. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    if (given.minimum > given.median) {
      throw new RangeError(
        `latency: expected a minimum within the median, ${given.median} ms, found ${given.minimum} ms`,
      );
    }
    this.#params = given;
  }

  delayUs(draws: LatencyDraws): number {
    return Math.round(lognormalMs(draws.normal(), this.#params) * 1_000);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'latency',
  name: 'lognormal-latency',
  version: '1.0.0',
  summary: 'Every intent takes a little while to reach the venue, most of them about the median and a few much longer.',
  formula: 'delay = minimum + (median − minimum) × exp(sigma × z), z standard normal, drawn anew for every intent',
  sources: ['a choice of this laboratory'],
  params,
  use: LognormalLatency,
});
