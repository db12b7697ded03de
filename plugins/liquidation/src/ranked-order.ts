import { PARAMS, VENUE, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { AccountView, LiquidationPriorityPolicy, ReducibleView, VenueTerms, z } from '@ebb/sdk';
import { reducibleLots } from './closing-order.ts';

/** Which kind comes first, by what measure, and what comes before all others by name. */
export const params = parameters({
  first: p.choice(['positions', 'assets', 'either'], {
    describe: 'Whether positions or assets come first, or both by the same measure.',
    default: 'positions',
  }),
  by: p.choice(['value', 'depth', 'haircut'], {
    describe:
      'What comes first: the largest value, what is smallest against the depth of its book, or what frees the most margin.',
    default: 'value',
  }),
  within: p.fraction({
    describe: 'How far from its best price the other side of a book is counted as its depth.',
    default: '1%',
    min: 0,
    max: 1,
  }),
  order: p.list(p.text({ describe: 'Symbol of an asset or of a perpetual.' }), {
    describe: 'What comes first of its kind, in this order; the others follow by measure.',
    default: [],
  }),
});

type View = Omit<AccountView, 'ranked'>;

/** Absolute value, in atoms of the asset that it is reckoned in. */
function valueOf(reducible: ReducibleView): number {
  return reducible.kind === 'position' ? reducible.notionalAtoms : Math.abs(reducible.valueAtoms);
}

/** Margin that is free once it is sold: the maintenance margin of a position, what the haircut takes off an asset. */
function freedOf(reducible: ReducibleView): number {
  return reducible.kind === 'position' ? reducible.maintenanceAtoms : reducible.valueAtoms - reducible.marginAtoms;
}

/** How many times the depth of its book covers its lots; 0 without a market or a book. */
function coverOf(reducible: ReducibleView, view: View, within: number): number {
  const instrument = reducible.kind === 'position' ? reducible.instrument : reducible.market;
  const lots = reducibleLots(reducible);
  if (instrument === null || lots === 0) return 0;
  return view.depthLots(instrument, lots > 0 ? 'sell' : 'buy', within) / Math.abs(lots);
}

/** Puts positions and assets in an order by kind, by name and by measure; ties by kind and index. */
@injectable()
export class RankedOrder implements LiquidationPriorityPolicy {
  readonly #params: z.infer<typeof params>;
  readonly #assets: readonly string[];

  /** Throws a RangeError when the order names what is neither an asset nor a perpetual of the venue. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#params = given;
    this.#assets = venue.assets;
    const perps = venue.instruments.filter(({ kind }) => kind === 'perp').map(({ symbol }) => symbol);
    const unknown = given.order.find((symbol) => !venue.assets.includes(symbol) && !perps.includes(symbol));
    if (unknown === undefined) return;
    const known = [...venue.assets, ...perps].join(', ');
    throw new RangeError(`'${unknown}' is no asset or perpetual of ${venue.name}; expected one of ${known}`);
  }

  rank(view: View): ReducibleView[] {
    const keyed = [...view.positions, ...view.assets].map((reducible, place) => ({
      reducible,
      place,
      kind: this.#kindPlace(reducible),
      named: this.#namedPlace(reducible),
      measure: this.#measure(reducible, view),
    }));
    keyed.sort((a, b) => a.kind - b.kind || a.named - b.named || b.measure - a.measure || a.place - b.place);
    return keyed.map(({ reducible }) => reducible);
  }

  #kindPlace({ kind }: ReducibleView): number {
    const { first } = this.#params;
    return first === 'either' || first.startsWith(kind) ? 0 : 1;
  }

  #namedPlace(reducible: ReducibleView): number {
    const { order } = this.#params;
    const symbol = reducible.kind === 'position' ? reducible.instrument.symbol : this.#assets[reducible.asset];
    const place = order.indexOf(symbol);
    return place < 0 ? order.length : place;
  }

  #measure(reducible: ReducibleView, view: View): number {
    const { by, within } = this.#params;
    if (by === 'value') return valueOf(reducible);
    return by === 'haircut' ? freedOf(reducible) : coverOf(reducible, view, within);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidationPriority',
  name: 'ranked-order',
  version: '1.0.0',
  summary:
    'Says which positions and assets of a failing account are sold first: by kind, by name, by value, depth or haircut.',
  formula:
    'positions or assets first; then as listed; then by falling |value|, depth ÷ lots, or margin freed (maintenance margin of a position, ' +
    'value − margin of an asset)',
  sources: ['a choice of this laboratory: venues do not publish which assets of a unified account they sell first'],
  params,
  use: RankedOrder,
});
