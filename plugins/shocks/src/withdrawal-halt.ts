import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Shock, ShockEffect, TimedEffect, z } from '@ebb/sdk';

/** Which venue's withdrawals stop, what else does, and for how long. */
export const params = parameters({
  venue: p.venue({ describe: 'The venue from which nothing goes to others.' }),
  lasts: p.duration({ describe: 'Time until withdrawals go on.', min: '1 ms' }),
  assets: p.list(p.asset({ describe: 'An asset that is halted.' }), {
    describe: 'Only these; all when empty.',
    default: [],
  }),
  deposits: p.flag({ describe: 'Whether what comes from other venues waits, too.', default: false }),
  slower: p.duration({
    describe: 'What transfers between wallets of the venue take longer meanwhile; of any asset.',
    default: 0,
  }),
  capacity: p.fraction({
    describe: 'Share that is left meanwhile of the capacity, in units, for transfers between its wallets.',
    default: 1,
    min: '0.01%',
    max: 1,
  }),
});

/** A venue that lets nothing out for a while; what is asked for meanwhile waits. */
@injectable()
export class WithdrawalHaltShock implements Shock {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  effects(): readonly TimedEffect[] {
    const { lasts } = this.#params;
    return [
      ...this.#at(false).map((effect) => ({ afterMs: 0, effect })),
      ...this.#at(true).map((effect) => ({ afterMs: lasts, effect })),
    ];
  }

  #at(open: boolean): readonly ShockEffect[] {
    const { venue, assets, deposits, slower, capacity } = this.#params;
    const kinds = deposits ? (['withdrawals', 'deposits'] as const) : (['withdrawals'] as const);
    const which = assets.length === 0 ? [{}] : assets.map((asset) => ({ asset }));
    const gates = kinds.flatMap((kind) => which.map((each): ShockEffect => ({ kind, venue, open, ...each })));
    if (slower === 0 && capacity === 1) return gates;
    const pace = open ? { addMs: 0, capacity: 1 } : { addMs: slower, capacity };
    return [...gates, { kind: 'transferPace', venue, ...pace }];
  }
}

export default definePlugin({
  kind: 'shock',
  name: 'withdrawal-halt',
  version: '1.0.0',
  summary: 'A venue lets nothing out to other venues for a while; what is asked for waits, and goes when it ends.',
  params,
  use: WithdrawalHaltShock,
});
