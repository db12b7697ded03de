/** What OCBA knows of one system: the mean and the standard deviation of its replicates so far; the smaller mean is the better. */
export interface OcbaSystem {
  readonly mean: number;
  readonly sd: number;
}

/** Means that are nearer than this part of the widest distance count as this far apart: of equal means the formula divides by 0. */
const NEAREST = 1e-6;

/**
 * The shares of a budget that make the selection of the smallest mean most probably right, in the order of the systems; they sum to
 * 1. Of systems i other than the best b, N_i is proportional to (s_i / (m_i − m_b))², and N_b = s_b · √(Σ N_i² / s_i²). Source:
 * "Simulation Budget Allocation for Further Enhancing the Efficiency of Ordinal Optimization" (C.-H. Chen, J. Lin, E. Yücesan, S.
 * Chick, Discrete Event Dynamic Systems 10, 2000), theorem 1. A system without spread needs no more replicates and gets none;
 * `nearest` is the distance below which means count as that far apart.
 */
export function ocbaShares(systems: readonly OcbaSystem[], nearest = 0): readonly number[] {
  if (systems.length < 2) throw new RangeError(`expected two systems or more to choose from, found ${systems.length}`);
  const best = smallest(systems);
  const gaps = systems.map(({ mean }) => mean - systems[best]!.mean);
  const floor = Math.max(nearest, NEAREST * Math.max(...gaps)) || 1;
  // In units of the widest spread, so that squares of squares stay in range.
  const unit = Math.max(...systems.map(({ sd }) => sd)) || 1;
  const weights = systems.map(({ sd }, index) =>
    index === best ? 0 : (sd / unit / (Math.max(gaps[index]!, floor) / floor)) ** 2,
  );
  const squares = systems.map(({ sd }, index) =>
    index === best || sd === 0 ? 0 : (weights[index]! / (sd / unit)) ** 2,
  );
  weights[best] = (systems[best]!.sd / unit) * Math.sqrt(sum(squares));
  const total = sum(weights);
  return total === 0 ? systems.map(() => 1 / systems.length) : weights.map((weight) => weight / total);
}

/**
 * How many of `budget` more replicates each system gets, given how many it had: as near to `ocbaShares` of them all as can be when
 * none can be taken back. Whole numbers, rounded down; what is left over goes to the best, as in the program of "Stochastic
 * Simulation Optimization: An Optimal Computing Budget Allocation" (C.-H. Chen and L. H. Lee, 2010), appendix.
 */
export function ocba(
  systems: readonly OcbaSystem[],
  counts: readonly number[],
  budget: number,
  nearest = 0,
): readonly number[] {
  const shares = ocbaShares(systems, nearest);
  const open = new Set(shares.keys());
  let left = budget + sum(counts);
  let wanted = counts;
  // Systems that had more than their share keep it; the others share the rest.
  for (let settled = false; !settled && open.size > 0;) {
    settled = true;
    const part = sum([...open].map((index) => shares[index]!));
    wanted = shares.map((share, index) =>
      open.has(index) ? (part === 0 ? 0 : (left * share) / part) : counts[index]!,
    );
    for (const index of [...open]) {
      if (wanted[index]! >= counts[index]!) continue;
      open.delete(index);
      left -= counts[index]!;
      settled = false;
    }
  }
  const more = wanted.map((count, index) => Math.max(0, Math.floor(count) - counts[index]!));
  more[smallest(systems)]! += budget - sum(more);
  return more;
}

function smallest(systems: readonly OcbaSystem[]): number {
  return systems.reduce((best, { mean }, index) => (mean < systems[best]!.mean ? index : best), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
