import { describe, expect, test } from '@jest/globals';
import type { StudyManifest } from '@ebb/results';
import { fakeStudy } from '../../test/fake-study.ts';
import { makeDesign } from '../design/make-design.ts';
import { latinHypercube, morris, range, saltelli } from '../design/vary.ts';
import type { Vary } from '../design/vary.ts';
import { sensitivity } from './sensitivity.ts';

const METRIC = 'COIN/USD@usd.fall';
const AXES = { 'shocks.news.params.drop': { ...range(0, 10), as: 'drop' }, 'venues.usd.fee': range(0, 1) };

/** A study in which the metric is ten times the drop, the more the higher the fee is, with luck that all points share. */
async function studyOf(vary: Vary, seeds = 4, broken = false) {
  const design = await makeDesign(vary);
  const runs = Array.from({ length: design.size }, (_, point) => {
    const [drop = 0, fee = 0] = Object.values(design.values(point)).map(Number);
    return Array.from({ length: seeds }, (__, seed) => ({
      ...{ point, variant: 'base', seed: seed + 1, failed: broken && point === 0 },
      numbers: { [METRIC]: 10 * drop * (1 + 0.1 * fee) + 5 * seed },
    }));
  }).flat();
  const manifest: Partial<StudyManifest> = { form: { vary }, axes: design.axes, points: design.size };
  return fakeStudy(runs, { [METRIC]: 'bp' }, manifest);
}

describe('the sensitivity of a study', () => {
  test('is a screening where its design is Morris, in the unit of the metric, by the names of the axes', async () => {
    const told = await sensitivity(await studyOf(morris(AXES, { trajectories: 10, levels: 4 })), { metric: METRIC });
    if (told.found.method !== 'morris') throw new Error('expected a screening');
    expect(told.found.axes.map(({ name }) => name)).toEqual(['drop', 'venues.usd.fee']);
    expect(told.found.axes[0]!.mu.value).toBeGreaterThan(100);
    expect(told.found.axes[0]!.mu.value).toBeLessThan(110);
    expect(told.found.axes[0]!.luck).toBeCloseTo(0, 9);
    expect(told.table()).toMatch(/A tutorial \(fake\).*in 'base'\nMorris screening, 10 trajectories × 4 seeds/);
    expect(told.table()).toMatch(/drop .* bp/);
  });

  test("is Sobol' indices where its design is Saltelli's, of an event too", async () => {
    const study = await studyOf(saltelli(AXES, { points: 64 }));
    const told = await sensitivity(study, { metric: METRIC, resamples: 50 });
    if (told.found.method !== 'sobol') throw new Error('expected indices');
    expect(told.found.axes[0]!.first.value).toBeCloseTo(1, 1);
    const event = await sensitivity(study, { metric: `${METRIC} > 50 bp`, resamples: 50 });
    if (event.found.method !== 'sobol') throw new Error('expected indices');
    expect(event.found.axes[0]!.total.value).toBeGreaterThan(0.9);
    expect(event.table()).toContain("Sobol' indices, 64 base points × 4 seeds");
  });

  test('is of PAWN where points fill the space in another way, or where that is asked for', async () => {
    const told = await sensitivity(await studyOf(latinHypercube(AXES, { points: 60 })), {
      metric: METRIC,
      resamples: 30,
    });
    if (told.found.method !== 'pawn') throw new Error('expected PAWN indices');
    expect(told.found.axes.map(({ name }) => name)).toEqual(['drop', 'venues.usd.fee']);
    expect(told.found.axes[0]!.max.value).toBeGreaterThan(0.8);
    expect(told.table()).toContain(`what moves ${METRIC} in 'base'\nPAWN indices, 60 points × 4 seeds`);
    const crossed = await studyOf([morris(AXES, { trajectories: 10, levels: 4 }), { x: [1, 2] }]);
    const asked = await sensitivity(crossed, { metric: METRIC, method: 'pawn', slices: 4, resamples: 30 });
    expect(asked.found.axes.map(({ name }) => name)).toEqual(['drop', 'venues.usd.fee', 'x']);
  });

  test('says how many runs broke', async () => {
    const study = await studyOf(morris(AXES, { trajectories: 10, levels: 4 }), 4, true);
    const { notes, found } = await sensitivity(study, { metric: METRIC });
    expect(notes).toEqual(["4 runs of 'base' broke and are left out; what broke may be what matters."]);
    expect(found.missing).toBe(4);
  });

  test.each<[string, Vary, object, string]>([
    [
      'of a metric',
      morris(AXES, { trajectories: 4, levels: 4 }),
      { metric: 'COIN/USD@usd.fal' },
      "did you mean 'COIN/USD@usd.fall'?",
    ],
    [
      'of a variant',
      morris(AXES, { trajectories: 4, levels: 4 }),
      { variant: 'bas' },
      "no variant 'bas' (did you mean 'base'?)",
    ],
    [
      'of a quantile',
      morris(AXES, { trajectories: 4, levels: 4 }),
      { metric: `q95(${METRIC})` },
      'give COIN/USD@usd.fall, or an event on it',
    ],
    [
      'a tail of a screening',
      morris(AXES, { trajectories: 4, levels: 4 }),
      { slices: 3 },
      'slices and tails are of the method pawn',
    ],
    ['one axis', morris({ x: range(0, 1) }, { trajectories: 4, levels: 4 }), {}, "varies one axis alone, 'x'"],
    [
      'a crossed design',
      [saltelli(AXES, { points: 4 }), { x: [1, 2] }],
      {},
      "the saltelli design of 'fake' is crossed with x: put those axes into the design, make them variants, or ask for the method pawn",
    ],
  ])('refuses %s with a sentence', async (_, vary, options, sentence) => {
    await expect(sensitivity(await studyOf(vary), { metric: METRIC, ...options })).rejects.toThrow(sentence);
  });

  test('refuses a study that varies nothing', async () => {
    const study = fakeStudy([{ variant: 'base', seed: 1, numbers: { [METRIC]: 1 } }], {});
    await expect(sensitivity(study, { metric: METRIC })).rejects.toThrow("the study 'fake' varies nothing");
  });

  test('lets an axis be derived beside the design', async () => {
    const vary = [morris(AXES, { trajectories: 4, levels: 4 }), { half: { derive: '0.5 * drop' } }];
    const { found } = await sensitivity(await studyOf(vary), { metric: METRIC });
    expect(found.axes).toHaveLength(2);
  });
});
