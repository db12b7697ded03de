/** What CMA-ES fixes once for a dimension and a population. */
export interface CmaWeights {
  readonly dimension: number;
  readonly population: number;
  /** How many of a generation move the mean. */
  readonly parents: number;
  /** By rank, best first; the parents' sum to one, those of the rest are negative. */
  readonly weights: readonly number[];
  /** The variance-effective number of parents. */
  readonly effective: number;
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cPath: number;
  readonly cOne: number;
  readonly cMu: number;
  /** The mean length of a standard normal vector. */
  readonly chi: number;
}

/**
 * The default strategy parameters of CMA-ES for a dimension and a population (4 + ⌊3 ln n⌋ unless given): table 1 and equations
 * 49 to 58 of "The CMA Evolution Strategy: A Tutorial" (N. Hansen, arXiv:1604.00772, 2016), with negative weights.
 */
export function cmaWeights(dimension: number, population = 4 + Math.floor(3 * Math.log(dimension))): CmaWeights {
  const n = dimension;
  const parents = Math.floor(population / 2);
  const raw = Array.from({ length: population }, (_, i) => Math.log((population + 1) / 2) - Math.log(i + 1));
  const effectiveOf = (some: readonly number[]): number => total(some) ** 2 / total(some.map((w) => w * w));
  const effective = effectiveOf(raw.slice(0, parents));
  const effectiveRest = effectiveOf(raw.slice(parents));
  const cOne = 2 / ((n + 1.3) ** 2 + effective);
  const cMu = Math.min(1 - cOne, (2 * (0.25 + effective + 1 / effective - 2)) / ((n + 2) ** 2 + effective));
  const bound = Math.min(1 + cOne / cMu, 1 + (2 * effectiveRest) / (effective + 2), (1 - cOne - cMu) / (n * cMu));
  const positive = total(raw.filter((w) => w > 0));
  const negative = -total(raw.filter((w) => w < 0));
  const cSigma = (effective + 2) / (n + effective + 5);
  return {
    dimension,
    population,
    parents,
    weights: raw.map((w) => (w >= 0 ? w / positive : (bound * w) / negative)),
    effective,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cSigma,
    cPath: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    cOne,
    cMu,
    chi: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
