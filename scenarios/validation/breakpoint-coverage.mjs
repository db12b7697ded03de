/*
 * Measures how often the interval of `breakpoint` holds the true value, on curves that are known: seeds with thresholds of their own,
 * and seeds that roll new dice at every value, as runs do that part ways at the least change.
 *   node scenarios/validation/breakpoint-coverage.mjs [repetitions, 2000 unless given]
 */
import { breakpoint } from '../../packages/lab/dist/search/breakpoint.js';
import { drawsOf } from '../../packages/lab/dist/search/draws.js';

const repetitions = Number(process.argv[2] ?? 2000);

/** The value at which a share of runs holds, and whether a run does. */
const logistic = (steep) => ({
  truth: (share) => 10 + Math.log(share / (1 - share)) / steep,
  share: (x) => 1 / (1 + Math.exp(steep * (10 - x))),
});
/** A quarter of the runs hold from 5 on, the rest around 12: a shoulder. */
const shoulder = {
  share: (x) => 0.25 * sigmoid(4 * (x - 5)) + 0.75 * sigmoid(1.5 * (x - 12)),
  truth: (share) => {
    let [low, high] = [0, 20];
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (shoulder.share(middle) < share) low = middle;
      else high = middle;
    }
    return high;
  },
};
const curves = { 'logistic, flat': logistic(0.6), 'logistic, steep': logistic(5), shoulder };
const luck = {
  thresholds: (seed) => drawsOf(seed, 'threshold').uniform(),
  dice: (seed, x) => drawsOf(`${seed} ${x}`, 'dice').uniform(),
};

const rows = [];
for (const [name, { truth, share: shareAt }] of Object.entries(curves)) {
  for (const [kind, draw] of Object.entries(luck)) {
    for (const [share, replicates] of [
      [0.5, 20],
      [0.5, 40],
      [0.5, 100],
      [0.9, 100],
    ]) {
      const aim = truth(share);
      const count = { covered: 0, below: 0, above: 0, runs: 0, open: 0, bias: 0 };
      for (let k = 0; k < repetitions; k++) {
        const play = async (trials, seeds) =>
          trials.map(({ size }) =>
            seeds.map((seed) => ({
              seed,
              metrics: new Map([['broken', draw(seed, size) < shareAt(size) ? 1 : 0]]),
              moments: new Map(),
            })),
          );
        const options = { path: 'size', from: 0, to: 20, condition: 'broken > 0.5', share, replicates };
        const { value, low, high, runs } = await breakpoint({ ...options, play, firstSeed: 1 + 10_000 * k });
        const [isBelow, isAbove] = [aim > (high ?? Infinity), aim < (low ?? -Infinity)];
        count.below += isBelow;
        count.above += isAbove;
        count.covered += !isBelow && !isAbove;
        count.open += low === null || high === null;
        count.runs += runs / repetitions;
        count.bias += ((value ?? NaN) - aim) / repetitions;
      }
      const part = (number) => (number / repetitions).toFixed(3);
      rows.push({
        ...{ curve: name, luck: kind, share, seeds: replicates, covered: part(count.covered) },
        ...{ 'too low': part(count.below), 'too high': part(count.above), open: part(count.open) },
        ...{ bias: count.bias.toFixed(3), runs: Math.round(count.runs) },
      });
    }
  }
}
console.table(rows);

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}
