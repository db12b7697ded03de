import { describe, expect, test } from '@jest/globals';
import { Streams } from './streams.ts';

function prefix(seed: string | number, instance: string, purpose: string, count = 20): number[] {
  const rng = new Streams(seed).stream(instance, purpose);
  return Array.from({ length: count }, () => rng.uniform());
}

describe('the streams of a seed', () => {
  test('depend on the seed, the instance and the purpose alone', () => {
    const alone = prefix(1, 'holders[17]', 'orders');
    const streams = new Streams(1);
    const others = [streams.stream('holders[16]', 'orders'), streams.stream('holders[17]', 'latency')];
    for (const other of others) for (let i = 0; i < 5; i++) other.normal();
    const among = streams.stream('holders[17]', 'orders');
    const values = Array.from({ length: 20 }, () => {
      others[0].uniform();
      streams.counter(`more[${streams.seed}${Math.floor(others[1].uniform() * 1e9)}]`, 'x');
      return among.uniform();
    });
    expect(values).toEqual(alone);
  });

  test('differ when one of the three does, however the names run together', () => {
    const all = [
      prefix(1, 'a', 'b'),
      prefix(2, 'a', 'b'),
      prefix(1, 'ab', ''),
      prefix(1, '', 'ab'),
      prefix(1, 'a', 'c'),
      prefix(1, 'c', 'b'),
      prefix('1","a', 'b', ''),
      prefix(12, 'a', 'b'),
    ];
    expect(new Set(all.map((values) => values.join())).size).toBe(all.length);
  });

  test('do not go together across neighbouring seeds and instances', () => {
    const z = (x: readonly number[], y: readonly number[]) =>
      (x.reduce((sum, value, i) => sum + (value - 0.5) * (y[i] - 0.5), 0) * 12) / Math.sqrt(x.length);
    const firsts = (seed: number) => {
      const streams = new Streams(seed);
      return Array.from({ length: 3000 }, (_, i) => streams.stream(`agents[${i}]`, 'orders').uniform());
    };
    const bySeed = [1, 2, 3, 4, 5].map(firsts);
    for (let i = 1; i < bySeed.length; i++) {
      for (let j = 0; j < i; j++) expect(Math.abs(z(bySeed[i], bySeed[j]))).toBeLessThan(3.5);
    }
    expect(Math.abs(z(bySeed[0].slice(1), bySeed[0].slice(0, -1)))).toBeLessThan(3.5);
  });

  test('take a number and its text for one seed', () => {
    expect(prefix(7, 'a', 'b')).toEqual(prefix('7', 'a', 'b'));
  });

  test('have one owner each', () => {
    const streams = new Streams(1);
    streams.stream('a', 'b');
    streams.counter('a', 'b');
    expect(() => streams.stream('a', 'b')).toThrow('The stream of "a" for "b" has an owner already.');
    expect(() => streams.counter('a', 'b')).toThrow('The counter of "a" for "b" has an owner already.');
    expect(() => streams.stream('a', 'c')).not.toThrow();
  });
});

describe('the first values of a seed are for ever', () => {
  test('of a stream', () => {
    const rng = new Streams(20_251_010).stream('holders[17]', 'orders');
    expect([rng.uniform(), rng.uniform(), rng.uniform()]).toEqual([
      0.12996366262183523, 0.07279043133960794, 0.7530622103496667,
    ]);
    expect([rng.int(1000), rng.int(1000), rng.int(1000)]).toEqual([993, 59, 113]);
  });

  test('of a cohort', () => {
    const rng = new Streams(20_251_010).counter('holders', 'orders');
    expect([rng.uniform(0, 0), rng.uniform(0, 1), rng.uniform(1, 0), rng.uniform(4_294_967_295, 7)]).toEqual([
      0.7908209947650461, 0.3833275551638613, 0.04871660874764783, 0.07866414479203343,
    ]);
  });

  test('in every shape', () => {
    const streams = new Streams(20_251_010);
    const rng = streams.stream('holders[17]', 'shapes');
    expect([rng.normal(), rng.normal(10, 2), rng.lognormal({ median: 0.01, sigma: 0.6 }), rng.exponential(3)]).toEqual([
      1.6088926529470053, 9.97963895329704, 0.019803137607795673, 1.8884118326954853,
    ]);
    expect([rng.pareto({ min: 2, alpha: 1.5 }), rng.poisson(3), rng.poisson(40)]).toEqual([2.819914605371376, 4, 43]);
    expect([rng.choice(['a', 'b', 'c'], [1, 2, 3]), rng.bernoulli(0.3)]).toEqual(['b', true]);
    const cohort = streams.counter('holders', 'shapes');
    expect([cohort.normal(0, 0), cohort.lognormal(1, 0, { median: 0.01, sigma: 0.6 })]).toEqual([
      0.5719614806921779, 0.007394131751794389,
    ]);
    expect([cohort.exponential(2, 0, 3), cohort.pareto(3, 0, { min: 2, alpha: 1.5 })]).toEqual([
      2.887935531937632, 5.995130914615362,
    ]);
  });
});
