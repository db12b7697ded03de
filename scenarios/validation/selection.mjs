// How often KN and OCBA choose right where the answer is known: k normal variants, one better than all others by just the indifference
// zone (the slippage configuration), with and without common random numbers. Use: node scenarios/validation/selection.mjs [trials]
import { bestOf } from '@ebb/lab';
import seedrandom from 'seedrandom';

const trials = Number(process.argv[2] ?? 2000);
const VARIANCE = 10;

/** Values that depend on their purpose and place alone. */
const stream = (purpose) => {
  const draw = seedrandom.alea(purpose);
  const values = [];
  return (place) => {
    while (values.length <= place)
      values.push(Math.sqrt(-2 * Math.log(1 - draw.double())) * Math.cos(2 * Math.PI * draw.double()));
    return values[place];
  };
};

const play = (means, correlation, trial) => {
  const own = means.map((_, index) => stream(`${trial}/own ${index}`));
  const shared = stream(`${trial}/shared`);
  const luck = (index, seed) => Math.sqrt(correlation) * shared(seed) + Math.sqrt(1 - correlation) * own[index](seed);
  return async (orders) =>
    orders.map(({ variant, seeds }) =>
      seeds.map((seed) => means[variant] + Math.sqrt(VARIANCE) * luck(Number(variant), seed)),
    );
};

console.log(
  '| variants | correlation | method | first | chosen right | replicates in all |\n|---|---|---|---|---|---|',
);
for (const k of [2, 5, 10]) {
  for (const correlation of [0, 0.8]) {
    for (const method of ['KN', 'OCBA']) {
      for (const first of [10, 20]) {
        let [right, replicates] = [0, 0];
        for (let trial = 0; trial < trials; trial++) {
          const means = Array.from({ length: k }, (_, index) => (index === k - 1 ? 1 : 0));
          const names = means.map((_, index) => String(index));
          const chosen = await bestOf(play(means, correlation, trial), names, { method, goal: 'max', delta: 1, first });
          right += Number(chosen.best === names.at(-1));
          replicates += chosen.variants.reduce((sum, variant) => sum + variant.replicates, 0);
        }
        const share = `${((100 * right) / trials).toFixed(1)} %`;
        console.log(`| ${k} | ${correlation} | ${method} | ${first} | ${share} | ${Math.round(replicates / trials)} |`);
      }
    }
  }
}
