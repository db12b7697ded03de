/*
 * Measures how near the price of attack comes to a known one, and how often its interval holds it, on a market of a formula: the
 * coin falls with the size of the attack, most at one delay and along one angle, and the attack costs the square of its size.
 *   node scenarios/validation/attack-price.mjs [repetitions, 200 unless given]
 */
import { attack } from '../../packages/lab/dist/search/attack.js';
import { drawsOf } from '../../packages/lab/dist/search/draws.js';

const repetitions = Number(process.argv[2] ?? 200);
const axis = { from: 0, to: 10 };
const rows = [];
for (const [dimension, noise, share, truth] of [
  [1, 0.05, 0.5, 25],
  [2, 0.05, 0.5, 25],
  [2, 0.3, 0.5, 25],
  [2, 0.1, 0.9, (5 + 1.2816) ** 2],
  [4, 0.1, 0.5, 25],
]) {
  const axes = Object.fromEntries(Array.from({ length: dimension }, (_, k) => [`x${k}`, axis]));
  const count = { covered: 0, low: 0, high: 0, none: 0, ratio: [], runs: 0 };
  for (let k = 1; k <= repetitions; k++) {
    const play = async (trials, seeds) =>
      trials.map((changes) =>
        seeds.map((seed) => {
          const away = Array.from({ length: dimension - 1 }, (_, i) => (changes[`x${i + 1}`] - 3 - i) / 10);
          const fit = Math.max(0, 1 - 2 * away.reduce((sum, x) => sum + x * x, 0));
          const lowest = 1 - 0.1 * changes.x0 * fit + noise * drawsOf(seed, 'luck').normal();
          return {
            seed,
            metrics: new Map([
              ['lowest', lowest],
              ['cost', changes.x0 ** 2],
            ]),
            moments: new Map(),
          };
        }),
      );
    const goal = { breaks: 'lowest < 0.5', share };
    const { price, runs } = await attack({ play, axes, goal, cost: 'cost', seed: k, firstSeed: 1 + 3_000_000 * k });
    if (price === null) count.none++;
    else {
      count.covered += price.low <= truth && truth <= price.high;
      count.low += price.high < truth;
      count.high += price.low > truth;
      count.ratio.push(price.value / truth);
    }
    count.runs += runs / repetitions;
  }
  const ratios = count.ratio.sort((a, b) => a - b);
  const at = (part) => ratios[Math.floor(part * (ratios.length - 1))].toFixed(2);
  rows.push({
    ...{
      parameters: dimension,
      noise,
      share,
      covered: count.covered / repetitions,
      'too low': count.low / repetitions,
    },
    ...{ 'too high': count.high / repetitions, none: count.none, '5 %': at(0.05), median: at(0.5), '95 %': at(0.95) },
    runs: Math.round(count.runs),
  });
}
console.table(rows);
