import seedrandom from 'seedrandom';

/** How much a bootstrap resamples, and from which seed. */
export interface BootstrapOptions {
  /** 0.95 unless given. */
  readonly level?: number;
  /** How many resamples; 2,000 unless given. */
  readonly resamples?: number;
  /**
   * How many values next to each other hang together and are drawn as one, as the runs of a seed at several points do (A. C. Davison and
   * D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.8: whole clusters, all their values); 1 unless given.
   */
  readonly cluster?: number;
  /** The resamples depend on the seed, the sizes of the samples and nothing else. */
  readonly seed: string | number;
}

/** A statistic of the values at some places of each sample; the arrays are lent for the call. */
export type StatisticAt = (...places: readonly Uint32Array[]) => number;

/**
 * The statistic of many resamples, in the order drawn: from each sample as many places as it has, with replacement and
 * independently of the other samples (B. Efron, Annals of Statistics 7, 1979).
 */
export function bootstrap(
  sizes: readonly number[],
  statistic: StatisticAt,
  { resamples = 2_000, seed }: BootstrapOptions,
): Float64Array {
  if (!(Number.isInteger(resamples) && resamples >= 1)) {
    throw new RangeError(`a bootstrap takes a whole number of resamples from 1 up, not ${resamples}`);
  }
  const draw = seedrandom.alea(`${seed}/bootstrap`);
  const places = sizes.map((size) => new Uint32Array(size));
  const replicates = new Float64Array(resamples);
  for (let k = 0; k < resamples; k += 1) {
    for (const some of places) {
      for (let i = 0; i < some.length; i += 1) some[i] = draw.quick() * some.length;
    }
    replicates[k] = statistic(...places);
  }
  return replicates;
}

/** The statistic of the samples with one value left out, for each value of each sample (the jackknife). */
export function leaveOneOut(sizes: readonly number[], statistic: StatisticAt): readonly Float64Array[] {
  const all = sizes.map(everyPlace);
  return sizes.map((size, which) => {
    const rest = everyPlace(size).subarray(0, size - 1);
    const places = all.map((every, i) => (i === which ? rest : every));
    const values = new Float64Array(size);
    // The last is out at first; then each takes the place that the one before had.
    for (let out = size - 1; out >= 0; out -= 1) {
      if (out < size - 1) rest[out] = out + 1;
      values[out] = statistic(...places);
    }
    return values;
  });
}

/** The statistic of the samples as they are. */
export function asObserved(sizes: readonly number[], statistic: StatisticAt): number {
  return statistic(...sizes.map(everyPlace));
}

function everyPlace(size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, i) => i);
}
