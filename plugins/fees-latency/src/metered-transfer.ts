import { PARAMS, definePlugin, inject, injectable, p, parameters, z } from '@ebb/sdk';
import type { TransferPolicy, TransferRequest } from '@ebb/sdk';

/** How long a transfer takes, what it costs, and how much goes in an interval. */
export const params = parameters({
  delay: p.duration({ describe: 'Time from the turn of a transfer until the asset is there.', default: '1 min' }),
  interval: p.duration({ describe: 'The time that capacities are for.', default: '1 h', min: '1 ms' }),
  capacity: z
    .record(z.string(), p.number({ describe: 'Units of the asset that go in an interval.', min: 0 }))
    .meta({ description: 'Units that go in an interval, by asset; assets that are not named have no limit.' })
    .optional(),
  fee: z
    .record(z.string(), p.number({ describe: 'Units of the asset that a transfer costs.', min: 0 }))
    .meta({ description: 'Units that a transfer costs, by asset; assets that are not named are free.' })
    .optional(),
});

/** Serves the transfers of each asset one after another, at a steady pace. */
@injectable()
export class MeteredTransfer implements TransferPolicy {
  readonly #params: z.infer<typeof params>;
  /** When the next transfer of an asset has its turn, in milliseconds. */
  readonly #freeMs = new Map<string, number>();

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  /** Milliseconds until its turn, and the delay on top; null when nothing of the asset ever goes. */
  admit({ asset, units, nowMs }: TransferRequest): number | null {
    const { delay, interval, capacity = {} } = this.#params;
    if (!Object.hasOwn(capacity, asset)) return delay;
    if (capacity[asset] === 0) return null;
    const turnMs = Math.max(nowMs, this.#freeMs.get(asset) ?? nowMs);
    this.#freeMs.set(asset, turnMs + (units / capacity[asset]) * interval);
    return turnMs - nowMs + delay;
  }

  /** Units of the asset. */
  feeUnits({ asset }: TransferRequest): number {
    const { fee = {} } = this.#params;
    return Object.hasOwn(fee, asset) ? fee[asset] : 0;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'transfer',
  name: 'metered-transfer',
  version: '1.0.0',
  summary: 'Transfers of an asset go one after another, so many units in an interval, after a delay and for a fee.',
  formula: [
    'turn = max(request, end of the turn before)',
    'end of the turn = turn + units ÷ capacity × interval',
    'arrival = turn + delay',
  ].join('\n'),
  sources: ['a choice of this laboratory'],
  params,
  use: MeteredTransfer,
});
