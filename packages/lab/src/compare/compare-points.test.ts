import { describe, expect, test } from '@jest/globals';
import { fakeStudy } from '../../test/fake-study.ts';
import type { FakeRun } from '../../test/fake-study.ts';
import { drawsOf } from '../search/draws.ts';
import { pairedStudent } from '../statistics/student-interval.ts';
import { differencesOf } from '../statistics/variance-reduction.ts';
import { compare } from './compare.ts';

const UNITS = { fall: 'fraction' };
const VARIANTS = ['asWas', 'thin'];
const MEASURES = ['fall', 'fall > 5%', 'q90(fall)', 'es95(fall)'];

/** Runs of two variants whose luck hangs on the seed; what a point adds to it is given. */
function runsOf(seeds: number, points: number, atPoint: (point: number, seed: number) => number): readonly FakeRun[] {
  const luck = drawsOf(1, 'luck');
  return Array.from({ length: seeds }, (_, seed) => seed + 1).flatMap((seed) => {
    const [shared, own] = [0.045 + 0.01 * luck.normal(), 0.001 + 0.004 * luck.normal()];
    return Array.from({ length: points }, (_, point) => point).flatMap((point) =>
      VARIANTS.map((variant) => {
        const fall = shared + (variant === 'thin' ? own : 0) + atPoint(point, seed);
        return { point, variant, seed, numbers: { fall } };
      }),
    );
  });
}
const compared = (runs: readonly FakeRun[], metrics: readonly string[] = MEASURES) =>
  compare(fakeStudy(runs, UNITS, { variants: VARIANTS }), { metrics, resamples: 400 });

describe('a comparison over several points', () => {
  test('is the same, to the bit, with an axis that changes nothing', async () => {
    const one = await compared(runsOf(30, 1, () => 0));
    const ten = await compared(runsOf(30, 10, () => 0));
    expect(ten.measures.map((measure) => ({ ...measure, points: 1 }))).toMatchObject(
      one.measures.map(({ base, variants }) => ({
        base: { n: 30, estimate: base.estimate },
        variants: variants.map(({ notes: _, ...rest }) => rest),
      })),
    );
    expect(ten.measures[0]!.points).toBe(10);
    expect(ten.notes).toContain(
      'Every seed comes to the same at all 10 points in the mean of fall: what is varied changes nothing there.',
    );
    expect(ten.notes).toContain('Fewer than 50 pairs: intervals may hold the truth less often than they say.');
  });

  test('is hardly surer with an axis that changes next to nothing', async () => {
    const noise = drawsOf(2, 'noise');
    const one = await compared(runsOf(60, 1, () => 0));
    const ten = await compared(runsOf(60, 10, () => 1e-6 * noise.normal()));
    const widths = ({ measures }: typeof one) => measures.map(({ variants }) => widthOf(variants[0]!.difference));
    expect(ten.measures.map(({ variants }) => variants[0]!.n)).toEqual([60, 60, 60, 60]);
    const ratios = widths(ten).map((width, index) => width / widths(one)[index]!);
    for (const ratio of ratios) {
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.25);
    }
    expect(ten.measures[0]!.variants[0]!.difference.pValue).toBeCloseTo(
      one.measures[0]!.variants[0]!.difference.pValue,
      3,
    );
  });

  test('does not take what lies between points for luck', async () => {
    const flat = await compared(
      runsOf(30, 1, () => 0),
      ['fall'],
    );
    const steep = await compared(
      runsOf(30, 2, (point) => 0.2 * point),
      ['fall', 'fall > 15%'],
    );
    const [mean, event] = steep.measures.map(({ base, variants }) => ({ base, ...variants[0]! }));
    const alone = flat.measures[0]!.variants[0]!;
    expect(mean!.varianceReduction).toBeCloseTo(alone.varianceReduction, 6);
    expect(mean!.correlation).toBeCloseTo(alone.correlation, 6);
    expect(mean!.superiority.value).toBe(alone.superiority.value);
    expect(widthOf(mean!.base.estimate)).toBeCloseTo(widthOf(flat.measures[0]!.base.estimate), 6);
    // At one point never and at the other always: another seed might do otherwise, but no more than Wilson says of 0 in 30.
    expect(event!.base.estimate).toMatchObject({
      value: 0.5,
      low: expect.closeTo(0.443, 3),
      high: expect.closeTo(0.557, 3),
    });
  });

  test('leaves out, and says so, a seed that lacks a point, and a point that a variant lacks', async () => {
    const hurt = runsOf(60, 3, (point) => 0.01 * point).filter(
      ({ point, variant, seed }) => !(point === 2 && variant === 'thin') && !(point === 1 && seed <= 4),
    );
    const { measures, notes } = await compared(hurt, ['fall']);
    expect(measures[0]).toMatchObject({ points: 2, base: { n: 56 }, variants: [{ n: 56, pairs: 56, incomplete: 4 }] });
    expect(notes).toContain('1 of 3 points is left out of the mean of fall: a variant has no number there.');
    expect(notes).toContain(
      "4 of 60 seeds lack a number of 'asWas' or 'thin' at some of the 2 points and are left out.",
    );
  });

  test('refuses runs of which no seed is whole', async () => {
    const torn = runsOf(4, 2, (point) => point).filter(({ point, seed }) => point === seed % 2);
    await expect(compared(torn, ['fall'])).rejects.toThrow(
      "no seed of 'asWas' has a number for 'fall' at every point; compare at each point (--by-point)",
    );
  });

  test.each([
    [['fall'], 600, 1],
    [['fall > 0', 'median(fall)'], 120, 300],
  ])(
    'holds the truth of %j in about 95 of 100 studies though runs of a seed are much alike',
    async (metrics, studies, resamples) => {
      const draws = drawsOf(3, 'coverage');
      const held = metrics.map(() => 0);
      let naive = 0;
      for (let seed = 0; seed < studies; seed += 1) {
        const runs = alikeRuns(draws);
        const { measures } = await compare(fakeStudy(runs, UNITS, { variants: VARIANTS }), {
          metrics,
          resamples,
          seed,
        });
        measures.forEach(({ variants }, index) => (held[index]! += holdsNone(variants[0]!.difference)));
        const [base, other] = VARIANTS.map((own) =>
          runs.filter(({ variant }) => variant === own).map(({ numbers }) => numbers.fall),
        );
        naive += holdsNone(pairedStudent(differencesOf(other!, base!), 0.95));
      }
      // Three standard errors, and what BCa lacks with 40 seeds.
      const stray = 3 * Math.sqrt((0.95 * 0.05) / studies) + (resamples > 1 ? 0.02 : 0);
      for (const count of held) expect(Math.abs(count / studies - 0.95)).toBeLessThan(stray);
      // Runs taken for independent would err in about four of ten.
      expect(naive / studies).toBeLessThan(0.75);
    },
  );
});

function widthOf({ low, high }: { readonly low: number; readonly high: number }): number {
  return high - low;
}

/** 40 seeds at 5 points, two variants that do not differ; runs of a seed correlate by 0.9. */
function alikeRuns(draws: ReturnType<typeof drawsOf>) {
  return Array.from({ length: 40 }, (_, seed) => seed + 1).flatMap((seed) => {
    const luck = VARIANTS.map(() => draws.normal());
    return [0, 1, 2, 3, 4].flatMap((point) =>
      VARIANTS.map((variant, at) => ({ point, variant, seed, numbers: { fall: 3 * luck[at]! + draws.normal() } })),
    );
  });
}

function holdsNone({ low, high }: { readonly low: number; readonly high: number }): number {
  return Number(low <= 0 && 0 <= high);
}
