import { PARAMS, definePlugin, inject, injectable, isDrawable, p, parameters, isWholePpm } from '@ebb/sdk';
import type { FeePolicy, Instrument, z } from '@ebb/sdk';

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
}).superRefine(({ maker, taker, spot }, context) => {
  for (const [fees, path] of [[{ maker, taker }, []], ...(spot ? [[spot, ['spot']] as const] : [])] as const) {
    const fault = findFeeFault(fees);
    if (fault) context.addIssue({ code: 'custom', message: fault.expected, path: [...path, fault.key] });
  }
});

/** A pair of fees, as fractions of notional. */
interface FeePair {
  readonly maker: number;
  readonly taker: number;
}

interface Fees {
  readonly makerPpm: number;
  readonly takerPpm: number;
}

/** Finds what is wrong with a pair of fees: a fraction of a part per million, or a rebate above the taker's fee. */
export function findFeeFault(fees: FeePair): { readonly key: keyof FeePair; readonly expected: string } | undefined {
  const { maker, taker } = fees;
  // A distribution is checked when it has been drawn.
  if (isDrawable(maker) || isDrawable(taker)) return undefined;
  for (const key of ['maker', 'taker'] as const) {
    if (!isWholePpm(fees[key])) return { key, expected: 'a fee in whole parts per million (0.01 bp)' };
  }
  if (maker + taker >= 0) return undefined;
  return { key: 'maker', expected: `a rebate of at most the taker's fee, ${taker}` };
}

function feesOf(fees: FeePair): Fees {
  const fault = findFeeFault(fees);
  if (fault) throw new RangeError(`${fault.key} fee: expected ${fault.expected}, found ${fees[fault.key]}`);
  return { makerPpm: ppmOf(fees.maker), takerPpm: ppmOf(fees.taker) };
}

function ppmOf(fraction: number): number {
  return Math.round(fraction * 1_000_000) + 0;
}

/** One pair of fees for everyone, another for spot markets if need be. */
@injectable()
export class MakerTaker implements FeePolicy {
  readonly #perp: Fees;
  readonly #spot: Fees;

  /** Throws a RangeError for fees that `findFeeFault` finds wrong. */
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
  formula:
    'fee = notional × maker of the order that rested, notional × taker of the one that came; whole parts per million',
  sources: ['Binance, "Futures Fee Structure & Fee Calculations" (360033544231), regular user, USDⓈ-M (read in 2026)'],
  params,
  use: MakerTaker,
});
