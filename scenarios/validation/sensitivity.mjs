/*
 * Measures how often the intervals of `sobolIndices` and `morrisScreening` hold the true numbers, over repeated designs of a function
 * whose numbers are known, with luck of several kinds: none, each run's own, and luck by seed that tilts an axis at every point alike.
 *   node scenarios/validation/sensitivity.mjs [repetitions, 200 unless given]
 */
import { morrisPoints } from '../../packages/lab/dist/design/morris-points.js';
import { saltelliPoints } from '../../packages/lab/dist/design/saltelli-points.js';
import { drawsOf } from '../../packages/lab/dist/search/draws.js';
import { morrisScreening } from '../../packages/lab/dist/understand/morris-screening.js';
import { sobolIndices } from '../../packages/lab/dist/understand/sobol-indices.js';

const repetitions = Number(process.argv[2] ?? 200);

/** The function of Ishigami and Homma (1990), with a = 7 and b = 0.1, and its variance. */
const ishigami = ([x, y, z]) => {
  const [a, b, c] = [x, y, z].map((share) => Math.PI * (2 * share - 1));
  return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
};
const deviation = Math.sqrt(49 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18 + 0.5);
const FIRST = [0.3139, 0.4424, 0];
const TOTAL = [0.5576, 0.4424, 0.2437];

const axes = { x1: { from: 0, to: 1 }, x2: { from: 0, to: 1 }, x3: { from: 0, to: 1 } };
const names = Object.keys(axes);

/** What a seed adds to a run, with a variance like that of the function itself. */
const lucks = {
  none: () => () => 0,
  own: (repetition) => {
    const noise = drawsOf(repetition, 'own');
    return () => deviation * noise.normal();
  },
  tilt: (repetition) => {
    const noise = drawsOf(repetition, 'tilt');
    const seeds = new Map();
    return ([x], seed) => {
      if (!seeds.has(seed)) seeds.set(seed, [noise.normal(), noise.normal()]);
      const [level, slope] = seeds.get(seed);
      return deviation * (level + 0.5 * slope * (x - 0.5));
    };
  },
};

const rows = [];
for (const [luck, open] of Object.entries(lucks)) {
  for (const [points, seeds] of luck === 'none'
    ? [
        [64, 1],
        [256, 1],
      ]
    : [
        [64, 4],
        [64, 16],
        [256, 4],
        [256, 16],
      ]) {
    const names6 = names.flatMap((name) => [`first ${name}`, `total ${name}`]);
    const truth = names.flatMap((_, axis) => [FIRST[axis], TOTAL[axis]]);
    const told = names6.map(() => ({ covered: 0, bias: 0, half: 0 }));
    for (let k = 1; k <= repetitions; k++) {
      const design = saltelliPoints({ saltelli: axes, points, seed: k });
      const runs = runsOf(design, seeds, open(k));
      const base = Array.from({ length: design.rows }, (_, index) => design.row(index));
      const found = sobolIndices({ names, rows: base, runs }, { seed: k, resamples: 200 });
      found.axes.flatMap(({ first, total }) => [first, total]).forEach((each, at) => count(told[at], each, truth[at]));
    }
    names6.forEach((name, at) => rows.push(row({ method: "Sobol'", luck, points, seeds, number: name }, told[at])));
  }
}

/** The mean elementary effect of x1 + x1 x2 on four levels is 1.5 for x1 and 0.5 for x2; their mean sizes are the same. */
for (const [luck, open] of Object.entries(lucks)) {
  for (const [trajectories, seeds] of luck === 'none'
    ? [
        [8, 1],
        [20, 1],
      ]
    : [
        [8, 4],
        [8, 16],
        [20, 16],
      ]) {
    const told = [0, 1].map(() => ({ covered: 0, bias: 0, half: 0 }));
    for (let k = 1; k <= repetitions; k++) {
      const design = morrisPoints({ morris: { x1: axes.x1, x2: axes.x2 }, trajectories, levels: 4, seed: k });
      const add = open(k);
      const runs = runsOf(
        design,
        seeds,
        (share, seed) => share[0] + share[0] * share[1] + 0.3 * add(share, seed),
        true,
      );
      const found = morrisScreening({ names: ['x1', 'x2'], steps: design.steps(), runs }, { seed: k, resamples: 200 });
      found.axes.forEach(({ mu }, axis) => count(told[axis], mu, [1.5, 0.5][axis]));
    }
    ['mu x1', 'mu x2'].forEach((name, axis) =>
      rows.push(row({ method: 'Morris', luck, points: trajectories, seeds, number: name }, told[axis])),
    );
  }
}
console.table(rows);

function runsOf(design, seeds, value, isWhole = false) {
  return Array.from({ length: design.size }, (_, point) => {
    const share = design.unit(point);
    const level = isWhole ? 0 : ishigami(share);
    return Array.from({ length: seeds }, (__, seed) => level + value(share, seed));
  });
}

function count(told, { value, low, high }, truth) {
  told.covered += low <= truth && truth <= high ? 1 : 0;
  told.bias += (value - truth) / repetitions;
  told.half += (high - low) / 2 / repetitions;
}

function row(where, { covered, bias, half }) {
  return { ...where, covered: (covered / repetitions).toFixed(3), bias: bias.toFixed(3), half: half.toFixed(3) };
}
