import { describe, expect, test } from '@jest/globals';
import { fakeStudy } from '../../test/fake-study.ts';
import { makeDesign } from '../design/make-design.ts';
import { latinHypercube, range } from '../design/vary.ts';
import { boxes } from './boxes.ts';

const METRIC = 'COIN/USD@usd.lowestRatio';
const AXES = { 'shocks.news.params.drop': { ...range('0 %', '20 %'), as: 'drop' }, 'venues.usd.fee': range(0, 10) };
const options = { resamples: 50, permutations: 19 };

/** A study in which the old rule breaks where the drop is from 10 % on, and the new one nowhere. */
async function played() {
  const vary = latinHypercube(AXES, { points: 80 });
  const design = await makeDesign(vary);
  const runs = Array.from({ length: design.size }, (_, point) => {
    const drop = Number(design.values(point)['drop']);
    return ['old', 'new'].flatMap((variant) =>
      [1, 2].map((seed) => ({
        ...{ point, variant, seed },
        numbers: { [METRIC]: variant === 'old' && drop >= 10 ? 0.8 : 0.99 },
      })),
    );
  }).flat();
  const manifest = { form: { vary }, axes: design.axes, points: design.size };
  return fakeStudy(runs, { [METRIC]: 'fraction' }, manifest);
}

describe('the boxes of a study', () => {
  test('say by the names and units of its axes when an event happens', async () => {
    const told = await boxes(await played(), { event: `${METRIC} < 0.9`, ...options });
    expect(told.variants).toEqual(['old']);
    const [box] = told.found.boxes;
    expect(box!.limits).toEqual([{ name: 'drop', unit: '%', from: expect.any(Number), pValue: expect.any(Number) }]);
    expect([box!.density.value, box!.coverage.value]).toEqual([1, 1]);
    expect(told.table()).toContain(`when ${METRIC} < 0.9 in 'old'\nBoxes by PRIM, 80 points × 2 seeds\n`);
    expect(told.table()).toMatch(/Box 1: drop ≥ 1\d\.\d+ %\n/);
  });

  test('take variants as an axis where all are asked for', async () => {
    const told = await boxes(await played(), { event: `${METRIC} < 0.9`, allVariants: true, ...options });
    expect(told.found.boxes).toHaveLength(1);
    expect(told.found.boxes[0]!.limits.map(({ name }) => name)).toEqual(['drop', 'variant']);
    expect(told.table()).toMatch(/Box 1: drop ≥ 1\d\.\d+ % and variant is old\n/);
    expect(told.table()).toContain('in 2 variants\nBoxes by PRIM, 80 points × 2 seeds\n');
  });

  test('find none in a variant where it never happens, and refuse what is no event', async () => {
    const study = await played();
    const never = await boxes(study, { event: `${METRIC} < 0.9`, variant: 'new', ...options });
    expect(never.table()).toContain('It never happens: there is nothing to find.');
    await expect(boxes(study, { event: METRIC, ...options })).rejects.toThrow('boxes are of an event');
    await expect(boxes(study, { event: `${METRIC} < 0.9`, variant: 'nwe', ...options })).rejects.toThrow("'new'");
  });
});
