/** Liquidations in columns of one length, in any order. */
export interface CascadeColumns {
  /** Sequence of the liquidation's fact; each its own. */
  readonly ids: ArrayLike<number>;
  /** Sequence of what led to it; what is no id in the columns, 0 too, stands for something outside. */
  readonly parents: ArrayLike<number>;
  readonly timesUs: ArrayLike<number>;
  /** What each sold by force, in one unit for all. */
  readonly notionals: ArrayLike<number>;
}

/** One liquidation that none led to, and all that came of it. */
export interface Cascade {
  /** Row of its root, the liquidation that began it. */
  readonly root: number;
  readonly liquidations: number;
  /** Liquidations in its longest chain; 1 for a root alone. */
  readonly depth: number;
  readonly notional: number;
  /** From the root to the last liquidation. */
  readonly durationUs: number;
  /** Liquidations in each generation, the root's first. */
  readonly breadths: readonly number[];
}

const OUTSIDE = -1;

/**
 * The trees that liquidations make by their parents: each liquidation is in one, and those that none of the others led to are
 * the roots. Built in time and memory proportional to their number when they come by rising id, as facts do, without
 * recursion; the order of the rows changes nothing. Trees are numbered by rising id of their roots.
 *
 * Throws a RangeError for an id that comes twice, and for a parent that does not come before its child.
 */
export class CascadeForest {
  /** Trees, and liquidations. */
  readonly trees: number;
  readonly liquidations: number;
  /** Notional of all liquidations. */
  readonly notional: number;
  /** By row: its tree, and how many liquidations led to it. */
  readonly treeOf: Int32Array;
  readonly generationOf: Int32Array;
  readonly #roots: Int32Array;
  readonly #sizes: Int32Array;
  readonly #depths: Int32Array;
  readonly #notionals: Float64Array;
  readonly #lastUs: Float64Array;
  readonly #firstUs: Float64Array;
  /** Breadths of all trees behind each other, and where those of each begin. */
  readonly #breadths: Int32Array;
  readonly #offsets: Int32Array;

  constructor(columns: CascadeColumns) {
    const { ids, timesUs, notionals } = columns;
    const count = ids.length;
    const order = byId(ids);
    const parentRows = rowsOfParents(columns, order);
    this.liquidations = count;
    this.treeOf = new Int32Array(count);
    this.generationOf = new Int32Array(count);
    this.#roots = order.filter((row) => parentRows[row] === OUTSIDE);
    const trees = (this.trees = this.#roots.length);
    this.#sizes = new Int32Array(trees);
    this.#depths = new Int32Array(trees);
    this.#notionals = new Float64Array(trees);
    this.#firstUs = Float64Array.from(this.#roots, (row) => timesUs[row]);
    this.#lastUs = this.#firstUs.slice();
    let next = 0;
    let notional = 0;
    // By rising id a parent comes before its children, so that one pass finds tree and generation of each.
    for (const row of order) {
      const parent = parentRows[row];
      const tree = (this.treeOf[row] = parent === OUTSIDE ? next++ : this.treeOf[parent]);
      const generation = (this.generationOf[row] = parent === OUTSIDE ? 0 : this.generationOf[parent] + 1);
      this.#sizes[tree]++;
      this.#depths[tree] = Math.max(this.#depths[tree], generation + 1);
      this.#notionals[tree] += notionals[row];
      this.#lastUs[tree] = Math.max(this.#lastUs[tree], timesUs[row]);
      notional += notionals[row];
    }
    this.notional = notional;
    this.#offsets = new Int32Array(trees + 1);
    for (let tree = 0; tree < trees; tree++) this.#offsets[tree + 1] = this.#offsets[tree] + this.#depths[tree];
    this.#breadths = new Int32Array(this.#offsets[trees]);
    for (let row = 0; row < count; row++) this.#breadths[this.#offsets[this.treeOf[row]] + this.generationOf[row]]++;
  }

  /** How many liquidations a tree has. */
  sizeOf(tree: number): number {
    return this.#sizes[tree];
  }

  /** All that is to be told of a tree. */
  tree(tree: number): Cascade {
    return {
      root: this.#roots[tree],
      liquidations: this.#sizes[tree],
      depth: this.#depths[tree],
      notional: this.#notionals[tree],
      durationUs: this.#lastUs[tree] - this.#firstUs[tree],
      breadths: Array.from(this.#breadths.subarray(this.#offsets[tree], this.#offsets[tree + 1])),
    };
  }

  /** The longest chain of all trees, in liquidations; 0 when there are none. */
  get depth(): number {
    return this.#depths.reduce((most, depth) => Math.max(most, depth), 0);
  }

  /**
   * The branching ratio: how many liquidations one liquidation led to directly, in the mean; NaN when there are none. It is
   * the share of liquidations that another led to, hence below 1.
   */
  get branching(): number {
    return this.liquidations === 0 ? NaN : 1 - this.trees / this.liquidations;
  }

  /** The trees of at least so many liquidations that sold most; of equals the larger one, then the earlier. */
  largest(most: number, leastLiquidations: number): readonly number[] {
    const found: number[] = [];
    for (let tree = 0; tree < this.trees; tree++) {
      if (this.#sizes[tree] < leastLiquidations) continue;
      const at = found.findIndex((other) => this.#isBefore(tree, other));
      if (at >= 0) found.splice(at, 0, tree);
      else found.push(tree);
      if (found.length > most) found.pop();
    }
    return found;
  }

  #isBefore(tree: number, other: number): boolean {
    const more = this.#notionals[tree] - this.#notionals[other];
    return more === 0 ? this.#sizes[tree] > this.#sizes[other] : more > 0;
  }
}

/** The rows by rising id; sorted only when they do not come so. */
function byId(ids: ArrayLike<number>): Int32Array {
  const rows = Int32Array.from(ids, (_, row) => row);
  let rising = true;
  for (let row = 1; row < rows.length && rising; row++) rising = ids[row] > ids[row - 1];
  if (rising) return rows;
  rows.sort((a, b) => ids[a] - ids[b]);
  for (let at = 1; at < rows.length; at++) {
    if (ids[rows[at]] === ids[rows[at - 1]]) throw new RangeError(`the liquidation ${ids[rows[at]]} comes twice`);
  }
  return rows;
}

function rowsOfParents({ ids, parents }: CascadeColumns, order: Int32Array): Int32Array {
  const rowOf = new Map<number, number>();
  for (const row of order) rowOf.set(ids[row], row);
  return Int32Array.from(ids, (_, row) => {
    const parent = rowOf.get(parents[row]);
    if (parent === undefined) return OUTSIDE;
    if (ids[parent] >= ids[row])
      throw new RangeError(`the liquidation ${ids[row]} comes before its parent ${ids[parent]}`);
    return parent;
  });
}
