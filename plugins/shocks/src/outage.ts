import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Shock, TimedEffect, z } from '@ebb/sdk';

/** Which venue fails, how, and for how long. */
export const params = parameters({
  venue: p.venue({ describe: 'The venue that fails.' }),
  state: p.choice(['down', 'cancelOnly'], {
    describe: 'It refuses every intent, or all but cancels.',
    default: 'down',
  }),
  lasts: p.duration({ describe: 'Time until it opens again.', min: '1 ms' }),
});

/** A venue that takes no orders for a while. */
@injectable()
export class OutageShock implements Shock {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  effects(): readonly TimedEffect[] {
    const { venue, state, lasts } = this.#params;
    return [
      { afterMs: 0, effect: { kind: 'venue', venue, state } },
      { afterMs: lasts, effect: { kind: 'venue', venue, state: 'open' } },
    ];
  }
}

export default definePlugin({
  kind: 'shock',
  name: 'outage',
  version: '1.0.0',
  summary: 'A venue goes down, or takes nothing but cancels, and opens again after a while.',
  params,
  use: OutageShock,
});
