/*
 * Measures what the numbers of boxes and of PAWN indices are worth, on points whose law is known: how often a box is found where there is
 * none, how far the density of a box as made and that of boxes held out are from the true one, and how often intervals hold the truth.
 *   node scenarios/validation/boxes.mjs [repetitions, 200 unless given]
 */
import { sobolPoints } from '../../packages/lab/dist/design/sobol-points.js';
import { drawsOf } from '../../packages/lab/dist/search/draws.js';
import { pawn } from '../../packages/lab/dist/understand/pawn.js';
import { primBoxes } from '../../packages/lab/dist/understand/prim-boxes.js';

const repetitions = Number(process.argv[2] ?? 200);
const NAMES = ['a', 'b', 'c', 'd', 'e'];

function cube(points, seed) {
  const sobol = Object.fromEntries(NAMES.map((name) => [name, { from: 0, to: 1 }]));
  const design = sobolPoints({ sobol, points, seed });
  return NAMES.map((_, axis) => Array.from({ length: points }, (__, point) => design.unit(point)[axis]));
}

function play(columns, seeds, seed, value) {
  return columns[0].map((_, point) => {
    const draws = drawsOf(seed, `point ${point}`);
    const x = columns.map((column) => column[point]);
    return Array.from({ length: seeds }, () => value(x, draws));
  });
}

const isIn = (limits, x) =>
  limits.every((limit) => {
    const value = x[NAMES.indexOf(limit.name)];
    return 'from' in limit ? value >= limit.from : value <= limit.to;
  });
const share = (count) => (count / repetitions).toFixed(3);

const boxes = [];
const laws = {
  'nothing matters': () => 0.3,
  'a corner of 12 %, 0.9 in it and 0.1 outside': ([a, b]) => (a > 0.65 && b < 0.35 ? 0.9 : 0.1),
  'a slope along one axis': ([a]) => a,
};
for (const [law, chance] of Object.entries(laws)) {
  for (const [points, seeds] of [
    [128, 1],
    [128, 5],
    [512, 2],
  ]) {
    const sum = { found: 0, truth: 0, made: 0, held: 0, within: 0 };
    for (let k = 1; k <= repetitions; k++) {
      const columns = cube(points, k);
      const runs = play(columns, seeds, k, (x, { uniform }) => Number(uniform() < chance(x)));
      const found = primBoxes({ names: NAMES, columns, runs }, { seed: k, resamples: 200, permutations: 39, most: 1 });
      const [box] = found.boxes;
      if (box === undefined) continue;
      const many = Array.from({ length: 4_000 }, (_, i) => {
        const { uniform } = drawsOf(k, `true ${i}`);
        return NAMES.map(() => uniform());
      }).filter((x) => isIn(box.limits, x));
      const truth = many.reduce((all, x) => all + chance(x), 0) / many.length;
      sum.found += 1;
      sum.truth += truth;
      sum.made += box.density.value;
      sum.held += box.heldOut.density;
      sum.within += Number(box.density.low <= truth && truth <= box.density.high);
    }
    const mean = (key) => (sum.found === 0 ? '' : (sum[key] / sum.found).toFixed(3));
    boxes.push({
      ...{ law, points, seeds, 'a box found': share(sum.found), 'true density': mean('truth') },
      ...{ 'as made': mean('made'), 'held out': mean('held'), 'interval holds': mean('within') },
    });
  }
}
console.table(boxes);

const indices = [];
const sum = ([a, b], { normal }, luck) => a + 0.3 * b + luck * normal();
for (const luck of [0, 0.3]) {
  const truthOf = cube(8_192, 999_983);
  const big = play(truthOf, 1, 999_983, (x, draws) => sum(x, draws, luck));
  const truth = pawn({ names: NAMES, columns: truthOf, runs: big, slices: 5 }, { seed: 1, resamples: 2 }).axes;
  for (const [points, seeds] of [
    [128, 1],
    [128, 4],
    [512, 2],
  ]) {
    const count = { a: 0, b: 0, noise: 0 };
    for (let k = 1; k <= repetitions; k++) {
      const columns = cube(points, k);
      const runs = play(columns, seeds, k, (x, draws) => sum(x, draws, luck));
      const { axes } = pawn({ names: NAMES, columns, runs, slices: 5 }, { seed: k, resamples: 200 });
      count.a += Number(axes[0].max.low <= truth[0].max.value && truth[0].max.value <= axes[0].max.high);
      count.b += Number(axes[1].max.low <= truth[1].max.value && truth[1].max.value <= axes[1].max.high);
      count.noise += Number(axes[4].pValue <= 0.05);
    }
    indices.push({
      ...{ luck, points, seeds, 'max KS of a held': share(count.a), 'of b held': share(count.b) },
      ...{ 'idle axis taken for one that matters': share(count.noise) },
    });
  }
}
console.table(indices);
