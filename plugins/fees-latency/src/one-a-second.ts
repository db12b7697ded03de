import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { ForcedPrint, ObservationPolicy, z } from '@ebb/sdk';

/** How long a window is, and which order of it is shown. */
export const params = parameters({
  window: p.duration({ describe: 'Of each window of so long one forced order is shown.', default: '1 s', min: '1 ms' }),
  shown: p.choice(['latest', 'first'], {
    describe: 'The latest of a window, once a later one comes; or the first, at once.',
    default: 'latest',
  }),
});

/** Shows one forced order of each window and market, and says nothing of the rest. */
@injectable()
export class OneASecond implements ObservationPolicy {
  readonly #params: z.infer<typeof params>;
  #kept: ForcedPrint | undefined;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  /** With `latest` the print kept back from an earlier window, with its own time; with `first` this one if it is the first. */
  observe(print: ForcedPrint): readonly ForcedPrint[] {
    const before = this.#kept;
    const isNew = before === undefined || this.#windowOf(print) !== this.#windowOf(before);
    if (this.#params.shown === 'latest' || isNew) this.#kept = print;
    if (!isNew) return [];
    if (this.#params.shown === 'first') return [print];
    return before === undefined ? [] : [before];
  }

  /** Windows begin at whole multiples of their length since the epoch, as seconds do. */
  #windowOf({ nowMs }: ForcedPrint): number {
    return Math.floor(nowMs / this.#params.window);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'observation',
  name: 'one-a-second',
  version: '1.0.0',
  summary: 'The public sees one forced order of each market a second, and nothing of the others.',
  formula: 'of the forced orders with the same floor(time ÷ window) the latest is shown, once a later window begins',
  sources: [
    'Binance, "USDⓈ-M Futures: Liquidation Order Streams" (read in 2026): only the latest liquidation order of a symbol within 1000 ms is pushed, and nothing when there is none',
  ],
  params,
  use: OneASecond,
});
