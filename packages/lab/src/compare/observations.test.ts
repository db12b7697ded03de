import { describe, expect, test } from '@jest/globals';
import { fakeStudy } from '../../test/fake-study.ts';
import type { FakeRun } from '../../test/fake-study.ts';
import { bindMeasure, parseMeasure } from '../measure/measure.ts';
import { numbersOf, observe, pairUp } from './observations.ts';

const units = { fall: 'fraction' };
const run = (variant: string, seed: number, fall?: number, rest: Partial<FakeRun> = {}): FakeRun => ({
  variant,
  seed,
  ...(fall === undefined ? {} : { numbers: { fall } }),
  ...rest,
});
const runs = [
  run('asWas', 1, 0.1),
  run('asWas', 2, 0.2),
  run('asWas', 3),
  run('asWas', 4, 0.4, { failed: true }),
  run('capped', 1, 0.05),
  run('capped', 2, 0.3),
  run('capped', 3, 0.25),
  run('capped', 4, 0.35),
  run('capped', 1, 0.5, { point: 1 }),
  run('asWas', 1, 0.6, { point: 1 }),
  run('asWas', 5, 0.7, { point: 1 }),
];
const study = fakeStudy(runs, units);
const read = async (text: string, point?: number) => {
  const measure = bindMeasure(parseMeasure(text), { units: new Map(Object.entries(units)) });
  return observe(await study.columns([measure.column]), measure, study.manifest, point);
};

describe('observations', () => {
  test('put numbers of the same point and seed at one place', async () => {
    const { places, variants } = await read('fall');
    expect(places.map(({ point, seed }) => `${point}/${seed}`)).toEqual(['0/1', '0/2', '0/3', '0/4', '1/1', '1/5']);
    expect(variants.map(({ variant }) => variant)).toEqual(['asWas', 'capped']);
    expect([...variants[0]!.values]).toEqual([0.1, 0.2, NaN, NaN, 0.6, 0.7]);
    expect([...variants[1]!.values]).toEqual([0.05, 0.3, 0.25, 0.35, 0.5, NaN]);
  });

  test('pair only what both have, and count what is left out and why', async () => {
    const { variants } = await read('fall');
    const [asWas, capped] = [variants[0]!, variants[1]!];
    expect(pairUp(asWas, capped)).toEqual({
      at: [0, 1, 4],
      base: [0.1, 0.2, 0.6],
      other: [0.05, 0.3, 0.5],
      incomplete: 3,
    });
    expect(numbersOf(asWas)).toEqual([0.1, 0.2, 0.6, 0.7]);
    // Two points of five seeds: ten runs are asked of each.
    expect(asWas).toMatchObject({ failed: 1, unmeasured: 1, missing: 4 });
    expect(capped).toMatchObject({ failed: 0, unmeasured: 0, missing: 5 });
  });

  test('of one point hold its runs alone', async () => {
    const { places, variants } = await read('fall', 1);
    expect(places).toEqual([
      { point: 1, seed: 1 },
      { point: 1, seed: 5 },
    ]);
    expect(variants[0]).toMatchObject({ failed: 0, unmeasured: 0, missing: 3 });
  });

  test('of an event are 1 and 0; what measured nothing did not meet it, unless it says so, and what broke is neither', async () => {
    const plain = await read('fall > 15%', 0);
    expect([...plain.variants[0]!.values]).toEqual([0, 1, 0, NaN]);
    const open = await read('fall > 15% or missing', 0);
    expect([...open.variants[0]!.values]).toEqual([0, 1, 1, NaN]);
    expect(plain.variants[0]).toMatchObject({ failed: 1, unmeasured: 1 });
  });
});
