import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Shock, TimedEffect, z } from '@ebb/sdk';

/** Which venue's transfers stop, and for how long. */
export const params = parameters({
  venue: p.venue({ describe: 'The venue between whose wallets nothing moves.' }),
  lasts: p.duration({ describe: 'Time until transfers are taken again.', min: '1 ms' }),
});

/** A venue that moves nothing between its wallets for a while, and trades on. */
@injectable()
export class TransferHaltShock implements Shock {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  effects(): readonly TimedEffect[] {
    const { venue, lasts } = this.#params;
    return [
      { afterMs: 0, effect: { kind: 'transfers', venue, open: false } },
      { afterMs: lasts, effect: { kind: 'transfers', venue, open: true } },
    ];
  }
}

export default definePlugin({
  kind: 'shock',
  name: 'transfer-halt',
  version: '1.0.0',
  summary: 'A venue takes no transfers between its wallets for a while; trading goes on.',
  params,
  use: TransferHaltShock,
});
