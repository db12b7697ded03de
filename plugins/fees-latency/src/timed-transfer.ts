import { PARAMS, definePlugin, inject, injectable, p, parameters, z } from '@ebb/sdk';
import type { TransferPolicy, TransferRequest } from '@ebb/sdk';

/** How long a transfer takes, and how many the venue takes in a window. */
export const params = parameters({
  delay: p.duration({ describe: 'Time until the asset arrives.', default: '1 s' }),
  window: p.duration({ describe: 'Length of the window that capacities are for.', default: '1 min', min: '1 ms' }),
  count: p.integer({ describe: 'Most transfers taken in a window; as many as come when absent.', min: 0 }).optional(),
  units: z
    .record(z.string(), p.number({ describe: 'Most units of the asset taken in a window.', min: 0 }))
    .meta({ description: 'Most units taken in a window, by asset; assets that are not named have no limit.' })
    .optional(),
});

/** What was taken, and when. */
interface Taken {
  readonly atMs: number;
  readonly asset: string;
  readonly units: number;
}

/** Takes transfers as long as there is capacity, and lets each arrive after the same time. */
@injectable()
export class TimedTransfer implements TransferPolicy {
  readonly #params: z.infer<typeof params>;
  readonly #taken: Taken[] = [];

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  /** The delay in milliseconds, or null when the window's capacity has no room for the whole of it; a refusal uses none. */
  admit({ asset, units, nowMs }: TransferRequest): number | null {
    const { delay, window, count, units: most = {} } = this.#params;
    const limit = Object.hasOwn(most, asset) ? most[asset] : Infinity;
    if (count === undefined && limit === Infinity) return delay;
    this.#forgetUpTo(nowMs - window);
    if (count !== undefined && this.#taken.length >= count) return null;
    if (this.#unitsOf(asset) + units > limit) return null;
    this.#taken.push({ atMs: nowMs, asset, units });
    return delay;
  }

  #forgetUpTo(timeMs: number): void {
    const young = this.#taken.findIndex(({ atMs }) => atMs > timeMs);
    this.#taken.splice(0, young === -1 ? this.#taken.length : young);
  }

  #unitsOf(asset: string): number {
    return this.#taken.reduce((sum, each) => (each.asset === asset ? sum + each.units : sum), 0);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'transfer',
  name: 'timed-transfer',
  version: '1.0.0',
  summary: 'Transfers between wallets arrive after a while, and the venue takes only so many of them in a window.',
  formula: [
    'arrival = request + delay',
    'refused when count transfers, or with this one more than units of the asset, were taken within the window',
  ].join('\n'),
  sources: ['a choice of this laboratory'],
  params,
  use: TimedTransfer,
});
