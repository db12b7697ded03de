import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { FeePolicy, Instrument, z } from '@ebb/sdk';
import { wholePpm } from './whole-ppm.ts';

const maker = {
  describe: 'Fee of the order that rested, as a share of notional; negative is a rebate.',
  min: '-1%',
  max: '10%',
};
const taker = { describe: 'Fee of the order that came, as a share of notional.', min: 0, max: '10%' };

/** Fees as fractions of notional. */
export const params = parameters({
  maker: p.fraction({ ...maker, default: '2 bp' }),
  taker: p.fraction({ ...taker, default: '5 bp' }),
  spot: p
    .object(
      { maker: p.fraction(maker), taker: p.fraction(taker) },
      { describe: 'Fees on spot markets, where they are not those of perpetuals.' },
    )
    .optional(),
});

interface Fees {
  readonly makerPpm: number;
  readonly takerPpm: number;
}

/** Reads fees in parts per million; throws a RangeError for a fraction of one, or a rebate above the taker's fee. */
export function feesOf({ maker, taker }: { readonly maker: number; readonly taker: number }): Fees {
  const makerPpm = wholePpm(maker, 'the maker fee');
  const takerPpm = wholePpm(taker, 'the taker fee');
  if (makerPpm + takerPpm < 0) {
    throw new RangeError(
      `a maker's rebate is at most the taker's fee: expected a maker fee of at least ${-taker}, found ${maker}`,
    );
  }
  return { makerPpm, takerPpm };
}

/** One pair of fees for everyone, another for spot markets if need be. */
@injectable()
export class MakerTaker implements FeePolicy {
  readonly #perp: Fees;
  readonly #spot: Fees;

  /** Throws a RangeError as `feesOf` does. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#perp = feesOf(given);
    this.#spot = given.spot === undefined ? this.#perp : feesOf(given.spot);
  }

  makerPpm(_account: number, { kind }: Instrument): number {
    return (kind === 'spot' ? this.#spot : this.#perp).makerPpm;
  }

  takerPpm(_account: number, { kind }: Instrument): number {
    return (kind === 'spot' ? this.#spot : this.#perp).takerPpm;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'fees',
  name: 'maker-taker',
  version: '1.0.0',
  summary: 'Resting and arriving orders pay a share of what they trade, the same for every account.',
  params,
  use: MakerTaker,
});
