import { PARAMS, apportion, definePlugin, inject, injectable, mulDiv, p, parameters } from '@ebb/sdk';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare, PerpInstrument, z } from '@ebb/sdk';
import { closingTerms } from './closing-terms.ts';
import { sharesOf } from './shares-of.ts';

const MILLION = 1_000_000;

/** Whom it falls on, and how far before the others have borne as much. */
export const params = parameters({
  by: p.choice(['gain', 'size'], {
    describe: 'What shares are in proportion to: the gain of the position (those without one come last), or its size.',
    default: 'gain',
  }),
  cap: p.fraction({
    describe: 'Share of its position that an account may lose before all others lost theirs; then as much again.',
    default: '25%',
    min: '1%',
    max: 1,
  }),
  ...closingTerms({ price: 'bankruptcy', trigger: 'fund' }),
});

/**
 * Lots of each candidate: in proportion to gain (or size) up to a share `capPpm` of its position, rounded up to a lot; what
 * is left falls on those without a gain in proportion to size up to the same cap; then the cap rises by itself.
 */
export function cappedLots(
  lots: number,
  candidates: readonly DeleveragingCandidate[],
  by: 'gain' | 'size',
  capPpm: number,
): number[] {
  const sizes = candidates.map(({ sizeLots }) => Math.abs(sizeLots));
  const gains = candidates.map(({ unrealisedAtoms }) => Math.max(0, unrealisedAtoms));
  const taken = sizes.map(() => 0);
  let left = lots;
  for (let cap = capPpm; left > 0 && cap < MILLION + capPpm; cap += capPpm) {
    for (const weights of by === 'gain' ? [gains, sizes] : [sizes]) {
      const room = sizes.map((size, index) => mulDiv(size, Math.min(cap, MILLION), MILLION, 'ceil') - taken[index]);
      for (const [index, more] of apportion(left, weights, room).entries()) {
        taken[index] += more;
        left -= more;
      }
    }
  }
  return taken;
}

/** Spreads the loss over all in proportion, and lets nobody lose more than a share before all others lost theirs. */
@injectable()
export class CappedProRata implements DeleveragingPolicy {
  readonly price: NonNullable<DeleveragingPolicy['price']>;
  readonly trigger: NonNullable<DeleveragingPolicy['trigger']>;
  readonly #by: 'gain' | 'size';
  readonly #capPpm: number;

  constructor(@inject(PARAMS) { by, cap, price, trigger }: z.infer<typeof params>) {
    this.price = price;
    this.trigger = trigger;
    this.#by = by;
    this.#capPpm = Math.max(1, Math.round(cap * MILLION));
  }

  allot(_instrument: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    return sharesOf(candidates, cappedLots(lots, candidates, this.#by, this.#capPpm));
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'capped-pro-rata',
  version: '1.0.0',
  summary: 'Closes positions in proportion to their gains, none by more than a share before all others lost theirs.',
  formula:
    'lots of an account = left × its gain ÷ the gains of all, at most cap × its size; then those without a gain, in proportion ' +
    'to size, to the same cap; then the same with 2 × cap, 3 × cap, …',
  sources: [
    'Chitra, "Autodeleveraging: Impossibilities and Optimization" (arXiv 2512.01112, December 2025), which asks what winners lose beyond need',
    'cap, steps and order: a choice of this laboratory',
  ],
  params,
  use: CappedProRata,
});
