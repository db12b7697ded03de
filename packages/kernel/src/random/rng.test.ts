import { describe, expect, test } from '@jest/globals';
import { exp, pow } from '@ebb/exact';
import type { Rng } from './rng.ts';
import { Streams } from './streams.ts';

const N = 20_000;

function streamOf(name: string): Rng {
  return new Streams('rng tests').stream(name, 'draws');
}

function draw(name: string, from: (rng: Rng) => number, count = N): number[] {
  const rng = streamOf(name);
  return Array.from({ length: count }, () => from(rng));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) * (value - mean)));
}

/** The Kolmogorov-Smirnov distance times √n; it stays below 1.95 in 999 of 1,000 fair samples. */
function ksOf(values: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...values].sort((x, y) => x - y);
  let most = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    most = Math.max(most, Math.abs(p - i / sorted.length), Math.abs(p - (i + 1) / sorted.length));
  });
  return most * Math.sqrt(sorted.length);
}

function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

describe('a stream draws', () => {
  test('uniforms', () => {
    const values = draw('uniform', (rng) => rng.uniform());
    expect(ksOf(values, (x) => x)).toBeLessThan(1.95);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.some((x) => (x * 4_294_967_296) % 1 !== 0)).toBe(true);
    const successive = meanOf(values.slice(1).map((x, i) => (x - 0.5) * (values[i] - 0.5))) * 12;
    expect(Math.abs(successive) * Math.sqrt(N)).toBeLessThan(3.3);
  });

  test('uniforms between bounds', () => {
    const values = draw('uniformIn', (rng) => rng.uniformIn(-3, 5));
    expect(ksOf(values, (x) => (x + 3) / 8)).toBeLessThan(1.95);
    expect(streamOf('a').uniformIn(2, 2)).toBe(2);
    expect(() => streamOf('b').uniformIn(2, 1)).toThrow(RangeError);
    expect(() => streamOf('c').uniformIn(0, NaN)).toThrow(RangeError);
  });

  test('whole numbers, each as likely as the other', () => {
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (const value of draw('int', (rng) => rng.int(7))) counts[value]++;
    const chiSquared = counts.reduce((sum, count) => sum + ((count - N / 7) * (count - N / 7)) / (N / 7), 0);
    expect(chiSquared).toBeLessThan(22.5); // 0.999 quantile at 6 degrees of freedom
    // Two thirds of all words: without rejection the lower half would come twice as often as the upper.
    const n = 2_863_311_531;
    const low = draw('wide int', (rng) => rng.int(n)).filter((value) => value < n / 2).length;
    expect(Math.abs(low - N / 2)).toBeLessThan(3.3 * Math.sqrt(N / 4));
    expect(draw('one', (rng) => rng.int(1), 10)).toEqual(new Array(10).fill(0));
    for (const bad of [0, -1, 1.5, 4_294_967_297, NaN]) expect(() => streamOf(`${bad}`).int(bad)).toThrow(RangeError);
    expect(streamOf('word').int(4_294_967_296)).toBeGreaterThanOrEqual(0);
  });

  test('normals', () => {
    const values = draw('normal', (rng) => rng.normal());
    expect(ksOf(values, normalCdf)).toBeLessThan(1.95);
    expect(Math.abs(meanOf(values)) * Math.sqrt(N)).toBeLessThan(3.3);
    expect(Math.abs(varianceOf(values) - 1) * Math.sqrt(N / 2)).toBeLessThan(3.3);
    const moved = draw('normal', (rng) => rng.normal(10, 2));
    moved.forEach((value, i) => expect(value).toBe(10 + 2 * values[i]));
  });

  test('lognormals by their median', () => {
    const values = draw('lognormal', (rng) => rng.lognormal({ median: 0.01, sigma: 0.6 }));
    const below = values.filter((value) => value < 0.01).length;
    expect(Math.abs(below - N / 2)).toBeLessThan(3.3 * Math.sqrt(N / 4));
    expect(meanOf(values) / (0.01 * exp(0.18))).toBeCloseTo(1, 1);
    expect(draw('flat', (rng) => rng.lognormal({ median: 3, sigma: 0 }), 3)).toEqual([3, 3, 3]);
    expect(() => streamOf('x').lognormal({ median: 0, sigma: 1 })).toThrow(RangeError);
    expect(() => streamOf('y').lognormal({ median: 1, sigma: -1 })).toThrow(RangeError);
  });

  test('exponentials', () => {
    const values = draw('exponential', (rng) => rng.exponential(4));
    expect(ksOf(values, (x) => 1 - exp(-x / 4))).toBeLessThan(1.95);
    expect(Math.abs(meanOf(values) / 4 - 1) * Math.sqrt(N)).toBeLessThan(3.3);
    expect(() => streamOf('x').exponential(-1)).toThrow(RangeError);
  });

  test('Pareto values', () => {
    const values = draw('pareto', (rng) => rng.pareto({ min: 2, alpha: 1.5 }));
    expect(ksOf(values, (x) => 1 - pow(2 / x, 1.5))).toBeLessThan(1.95);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(2);
    expect(() => streamOf('x').pareto({ min: 0, alpha: 1 })).toThrow(RangeError);
    expect(() => streamOf('y').pareto({ min: 1, alpha: 0 })).toThrow(RangeError);
  });

  test.each([0.3, 4, 9.99, 10.01, 40, 400])('Poisson counts of mean %p', (mean) => {
    const N = 200_000;
    const values = draw(`poisson ${mean}`, (rng) => rng.poisson(mean), N);
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    let probability = exp(-mean);
    let chiSquared = 0;
    let cells = 0;
    let [restSeen, restExpected] = [N, N];
    for (let k = 0; k < mean + 12 * Math.sqrt(mean) + 12; k++) {
      const expected = N * probability;
      const seen = counts.get(k) ?? 0;
      if (expected > 8) {
        chiSquared += ((seen - expected) * (seen - expected)) / expected;
        cells++;
        restSeen -= seen;
        restExpected -= expected;
      }
      probability *= mean / (k + 1);
    }
    chiSquared += ((restSeen - restExpected) * (restSeen - restExpected)) / Math.max(restExpected, 1);
    expect((chiSquared - cells) / Math.sqrt(2 * cells)).toBeLessThan(3.5);
    expect(Math.abs(meanOf(values) - mean) * Math.sqrt(N / mean)).toBeLessThan(3.3);
    expect(Math.abs(varianceOf(values) / mean - 1) * Math.sqrt(N / (2 + 1 / mean))).toBeLessThan(3.3);
  });

  test('Poisson counts of no mean and of a great one', () => {
    expect(draw('none', (rng) => rng.poisson(0), 100)).toEqual(new Array(100).fill(0));
    const values = draw('great', (rng) => rng.poisson(1e9), 2000);
    expect(Math.abs(meanOf(values) - 1e9) * Math.sqrt(2000 / 1e9)).toBeLessThan(3.3);
    expect(Math.abs(varianceOf(values) / 1e9 - 1) * Math.sqrt(1000)).toBeLessThan(3.3);
    for (const bad of [-1, NaN, Infinity]) expect(() => streamOf(`${bad}`).poisson(bad)).toThrow(RangeError);
  });

  test('one of some items, by weight', () => {
    const items = ['a', 'b', 'c'] as const;
    const share = (picks: readonly string[], item: string) => picks.filter((pick) => pick === item).length / N;
    const rng = streamOf('choice');
    const plain = Array.from({ length: N }, () => rng.choice(items));
    const weighted = Array.from({ length: N }, () => rng.choice(items, [1, 0, 3]));
    for (const item of items) expect(share(plain, item)).toBeCloseTo(1 / 3, 1);
    expect(Math.abs(share(weighted, 'a') - 0.25) * Math.sqrt(N / 0.1875)).toBeLessThan(3.3);
    expect(share(weighted, 'b')).toBe(0);
    expect(rng.choice(['only'], [0.5])).toBe('only');
    expect(() => rng.choice([])).toThrow(RangeError);
    for (const weights of [[1], [0, 0, 0], [1, -1, 1], [1, Infinity, 1], [1, NaN, 1]]) {
      expect(() => rng.choice(items, weights)).toThrow(RangeError);
    }
  });

  test('events by their probability', () => {
    const rng = streamOf('bernoulli');
    const hits = Array.from({ length: N }, () => rng.bernoulli(0.2)).filter(Boolean).length;
    expect(Math.abs(hits - N * 0.2)).toBeLessThan(3.3 * Math.sqrt(N * 0.16));
    for (let i = 0; i < 100; i++) expect([rng.bernoulli(0), rng.bernoulli(1)]).toEqual([false, true]);
    for (const bad of [-0.1, 1.1, NaN]) expect(() => rng.bernoulli(bad)).toThrow(RangeError);
  });

  test('by inversion: all from one draw each, so that streams of one seed stay in step', () => {
    const last = (draws: (rng: Rng) => void) => {
      const rng = streamOf('step');
      draws(rng);
      return rng.uniform();
    };
    const expected = last((rng) => rng.uniform());
    const shapes = { median: 1, sigma: 1, min: 1, alpha: 1 };
    for (const one of [
      (rng: Rng) => rng.normal(),
      (rng: Rng) => rng.lognormal(shapes),
      (rng: Rng) => rng.exponential(1),
      (rng: Rng) => rng.pareto(shapes),
      (rng: Rng) => rng.choice([1, 2, 3]),
      (rng: Rng) => rng.bernoulli(0.5),
      (rng: Rng) => rng.poisson(3),
    ]) {
      expect(last(one)).toBe(expected);
    }
  });
});
