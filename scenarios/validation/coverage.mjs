/**
 * How often the lab's intervals hold what they should: draws samples whose truth is known, and counts. `npm run build` first;
 * then `node scenarios/validation/coverage.mjs`, with `--small` fewer samples of what is promised alone. `--seed 7` takes other luck.
 * Prints a table and exits 1 when a promised coverage is outside 93 to 97 %.
 */
import { parseArgs } from 'node:util';
import {
  bcaInterval,
  pairedDifference,
  pairedProportions,
  quantile,
  quantileInterval,
  studentInterval,
  superiority,
  unpairedProportions,
  welchInterval,
  wilsonInterval,
} from '@ebb/lab/statistics';
import { Streams } from '@ebb/kernel';
import { sequentialRows } from './sequential-coverage.mjs';

const LEVEL = 0.95;
const PROMISE = [0.93, 0.97];

const { values: options } = parseArgs({
  options: { small: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
});
const { small, seed } = options;
const streams = new Streams(seed);

/** Each draws one value and knows its mean and its quantiles. */
const shapes = {
  normal: { draw: (rng) => rng.normal(), mean: 0 },
  exponential: { draw: (rng) => rng.exponential(1), mean: 1 },
  'lognormal, σ = 1': { draw: (rng) => Math.exp(rng.normal()), mean: Math.exp(0.5) },
};

const failures = [];
const heads = ['what', 'sample', 'n', 'method', 'holds the truth', 'too low', 'too high', 'samples'];
print(heads);
console.log(`|${heads.map(() => '---').join('|')}|`);
promised();
if (!small) {
  skewed();
  quantiles();
  paired();
  others();
  for (const row of sequentialRows({ streams, level: LEVEL, samples: 4_000 })) print(row);
}
for (const failure of failures) console.error(`outside 93 to 97 %: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** What docs promise: t from n = 20, Wilson over p at n = 30, BCa at n = 200. */
function promised() {
  for (const n of small ? [20, 50] : [20, 50, 200]) means('normal', n, 't', small ? 4_000 : 20_000, true);
  wilson(30, small ? 100_000 : 1_000_000);
  for (const shape of ['normal', 'exponential']) means(shape, 200, 'BCa', small ? 800 : 4_000, true);
}

function skewed() {
  for (const shape of ['exponential', 'lognormal, σ = 1']) {
    for (const n of [10, 20, 50, 100, 200]) {
      means(shape, n, 't', 20_000);
      if (n < 200 || shape !== 'exponential') means(shape, n, 'BCa', 4_000);
    }
  }
}

function means(shape, n, method, samples, isPromised = false) {
  const { draw, mean: truth } = shapes[shape];
  const rng = streams.stream(`mean/${shape}/${n}`, method);
  count({ what: 'mean', shape, n, method, samples, isPromised, truth }, (k) => {
    const sample = Float64Array.from({ length: n }, () => draw(rng));
    return method === 't' ? studentInterval(sample, LEVEL) : bcaInterval(sample, meanOf, bootstrapOf(k));
  });
}

/** The mean coverage over probabilities drawn evenly from 0.05 to 0.95. */
function wilson(n, samples) {
  const rng = streams.stream('event', 'Wilson');
  let p = 0;
  const shape = 'p in 0.05 to 0.95';
  count({ what: 'event', shape, n, method: 'Wilson', samples, isPromised: true, truth: () => p }, () => {
    p = rng.uniformIn(0.05, 0.95);
    return wilsonInterval(successes(rng, n, p), n, LEVEL);
  });
}

function quantiles() {
  for (const n of [50, 200]) {
    for (const share of [0.05, 0.5]) {
      const rng = streams.stream(`quantile/${share}`, `${n}`);
      const truth = -Math.log(1 - share);
      const sampleOf = () => Float64Array.from({ length: n }, () => rng.exponential(1));
      const common = { what: `${share} quantile`, shape: 'exponential', n, truth };
      count({ ...common, method: 'order statistics', samples: 10_000 }, () =>
        quantileInterval(sampleOf(), share, LEVEL),
      );
      const statistic = (ascending) => quantile(ascending, share);
      count({ ...common, method: 'BCa', samples: 2_000 }, (k) => bcaInterval(sampleOf(), statistic, bootstrapOf(k)));
    }
  }
}

/** Pairs of lognormal values whose logarithms correlate by 0.8; the second side lies 0.3 higher, so all quantiles differ by −0.3. */
function paired() {
  for (const n of [50, 200]) {
    for (const share of [0.05, 0.5, 0.95]) {
      const rng = streams.stream(`paired quantile/${share}`, `${n}`);
      const statistic = (ascending) => quantile(ascending, share);
      const common = { what: `difference of ${share} quantiles`, shape: 'lognormal pairs', n, truth: -0.3 };
      count({ ...common, method: 'paired BCa', samples: 2_000 }, (k) => {
        const common = Float64Array.from({ length: n }, () => rng.normal());
        const side = (shift) =>
          common.map((z) => Math.exp(0.5 * (Math.sqrt(0.8) * z + Math.sqrt(0.2) * rng.normal())) + shift);
        return pairedDifference(side(0), side(0.3), statistic, bootstrapOf(k));
      });
    }
  }
}

function others() {
  const rng = streams.stream('others', '0');
  const normals = (n, mean, sd) => Float64Array.from({ length: n }, () => rng.normal(mean, sd));
  count(
    {
      what: 'difference of means',
      shape: 'normal, sd 1 and 3',
      n: '20, 40',
      method: 'Welch t',
      samples: 20_000,
      truth: -1,
    },
    () => welchInterval(normals(20, 0, 1), normals(40, 1, 3), LEVEL),
  );
  const first = {
    what: 'superiority 0.76',
    shape: 'normal',
    n: '30, 30',
    method: 'Newcombe Mann–Whitney',
    samples: 20_000,
  };
  // Φ(1 / √2) is the chance that the second exceeds the first.
  count({ ...first, truth: 0.7602499389 }, () => superiority(normals(30, 0, 1), normals(30, 1, 1), LEVEL));
  count(
    {
      what: 'difference of events',
      shape: 'p 0.2 and 0.1',
      n: '50, 50',
      method: 'Newcombe',
      samples: 50_000,
      truth: 0.1,
    },
    () =>
      unpairedProportions(
        { successes: successes(rng, 50, 0.2), n: 50 },
        { successes: successes(rng, 50, 0.1), n: 50 },
        LEVEL,
      ),
  );
  count(
    {
      what: 'difference of events',
      shape: 'pairs, p 0.2 and 0.1',
      n: 50,
      method: 'Newcombe paired',
      samples: 50_000,
      truth: 0.1,
    },
    () => {
      const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
      for (let i = 0; i < 50; i++) {
        const u = rng.uniform();
        counts[u < 0.08 ? 'both' : u < 0.2 ? 'onlyFirst' : u < 0.22 ? 'onlySecond' : 'neither']++;
      }
      return pairedProportions(counts, LEVEL);
    },
  );
}

/** Counts how many intervals hold the truth, and prints a row. */
function count({ what, shape, n, method, samples, truth, isPromised }, intervalOf) {
  let [under, over] = [0, 0];
  for (let k = 0; k < samples; k++) {
    const { low, high } = intervalOf(k);
    const at = typeof truth === 'function' ? truth() : truth;
    if (high < at) under++;
    if (low > at) over++;
  }
  const share = 1 - (under + over) / samples;
  print([what, shape, n, method, percent(share), percent(under / samples), percent(over / samples), samples]);
  if (isPromised && !(share >= PROMISE[0] && share <= PROMISE[1]))
    failures.push(`${method}, ${shape}, n = ${n}: ${percent(share)}`);
}

function bootstrapOf(k) {
  return { level: LEVEL, resamples: small ? 500 : 1_000, seed: `${seed}/${k}` };
}

function meanOf(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function successes(rng, n, p) {
  let many = 0;
  for (let i = 0; i < n; i++) if (rng.uniform() < p) many++;
  return many;
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function print(row) {
  console.log(`| ${row.join(' | ')} |`);
}
