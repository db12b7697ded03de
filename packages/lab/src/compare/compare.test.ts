import { describe, expect, test } from '@jest/globals';
import { fakeStudy } from '../../test/fake-study.ts';
import type { FakeRun } from '../../test/fake-study.ts';
import { drawsOf } from '../search/draws.ts';
import { compare } from './compare.ts';

const UNITS = { 'USDe/USDT@alpha.lowestRatio': 'fraction', notional: 'USDT' };
const RATIO = 'USDe/USDT@alpha.lowestRatio';

/** Runs of three variants: `aware` is 8 points higher under the same luck, `none` changes nothing, `alone` shares no luck. */
function runsOf(count: number, point = 0): readonly FakeRun[] {
  const [shared, own, apart] = ['shared', 'own', 'apart'].map((purpose) => drawsOf(point, purpose));
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((seed) => {
    const luck = 0.8 + 0.05 * shared!.normal();
    const ratios = {
      asWas: luck,
      aware: luck + 0.08 + 0.01 * own!.normal(),
      none: luck,
      alone: 0.8 + 0.05 * apart!.normal(),
    };
    return Object.entries(ratios).map(([variant, ratio]) => ({
      point,
      variant,
      seed,
      numbers: { [RATIO]: ratio, notional: 1e6 * ratio ** 20 },
    }));
  });
}
const study = (runs: readonly FakeRun[], rest = {}) =>
  fakeStudy(runs, UNITS, { variants: ['asWas', 'aware', 'none', 'alone'], ...rest });
const whole = study(runsOf(200));

describe('a comparison', () => {
  test('tells the effect of a variant under the same luck, and how much the luck helps', async () => {
    const { base, measures } = await compare(whole, { metric: RATIO });
    const [aware] = measures[0]!.variants;
    expect(base).toBe('asWas');
    expect(aware).toMatchObject({
      variant: 'aware',
      n: 200,
      pairs: 200,
      incomplete: 0,
      shown: 'paired',
      identical: false,
    });
    expect(aware!.difference).toMatchObject({ method: 'paired t', level: 0.95 });
    expect(aware!.difference.low).toBeGreaterThan(0.078);
    expect(aware!.difference.high).toBeLessThan(0.082);
    expect(aware!.adjustedP).toBeLessThan(0.001);
    expect(aware!.correlation).toBeGreaterThan(0.95);
    expect(aware!.varianceReduction).toBeGreaterThan(30);
    expect(aware!.superiority.value).toBe(1);
    expect(aware!.effect).toBeCloseTo(8, -1);
  });

  test('says of a variant that changes nothing that it does', async () => {
    const comparison = await compare(whole, { metric: RATIO });
    const none = comparison.measures[0]!.variants[1]!;
    expect(none).toMatchObject({ identical: true, adjustedP: 1, difference: { value: 0, low: 0, high: 0, pValue: 1 } });
    expect(none.notes.map((note) => comparison.notes[note - 1])).toContain(
      `'none' changes nothing in the mean of ${RATIO}: in all 200 pairs it is the same as 'asWas'.`,
    );
  });

  test('shows the unpaired interval, and says so, where pairing costs runs', async () => {
    const runs = runsOf(60);
    const asWas = new Map(runs.map(({ variant, seed, numbers }) => [`${variant} ${seed}`, numbers![RATIO]!]));
    const mirrored = runs.map((run) =>
      run.variant === 'alone' ? { ...run, numbers: { [RATIO]: 1.6 - asWas.get(`asWas ${run.seed}`)! } } : run,
    );
    const comparison = await compare(study(mirrored), { metric: RATIO });
    const alone = comparison.measures[0]!.variants[2]!;
    expect(alone).toMatchObject({ shown: 'unpaired', difference: { method: 'Welch t' } });
    expect(alone.correlation).toBeCloseTo(-1, 6);
    expect(alone.varianceReduction).toBeCloseTo(0.5, 6);
    expect(comparison.table()).toContain('Pairing does not help for');
  });

  test('of events, quantiles and tails has their own intervals', async () => {
    const metrics = [`${RATIO} < 80%`, `q90(${RATIO})`, `es05(${RATIO})`];
    const { measures } = await compare(whole, { metrics, resamples: 300 });
    const methods = measures.map(({ base, variants }) => [base.estimate.method, variants[0]!.difference.method]);
    expect(methods).toEqual([
      ['Wilson', 'Newcombe paired'],
      ['order statistics', 'paired BCa'],
      ['BCa', 'paired BCa'],
    ]);
    const [event, quantile, tail] = measures.map(({ variants }) => variants[0]!);
    expect(event!.difference.value).toBeLessThan(-0.3);
    expect(quantile!.difference.value).toBeCloseTo(0.08, 1);
    expect(tail!.difference.value).toBeCloseTo(0.08, 1);
    expect(quantile!.varianceReduction).toBeGreaterThan(5);
  });

  test('adjusts p over metrics and variants together', async () => {
    const one = await compare(whole, { metric: RATIO });
    const two = await compare(whole, { metrics: [RATIO, 'notional'] });
    const pOf = ({ measures }: typeof one) => measures[0]!.variants[2]!;
    expect(pOf(one).difference.pValue).toBe(pOf(two).difference.pValue);
    expect(pOf(two).adjustedP).toBeGreaterThan(pOf(two).difference.pValue);
    expect(two.notes.at(-1)).toBe(
      "p is adjusted by Holm's method for 6 comparisons; each 95 % interval is for itself.",
    );
  });

  test('counts and tells runs that broke, measured nothing or are missing, and drops their pairs', async () => {
    const runs = runsOf(60).filter(({ variant, seed }) => variant !== 'aware' || seed !== 9);
    const hurt = runs.map((run) => {
      if (run.variant === 'aware' && run.seed <= 3) return { ...run, failed: true };
      return run.variant === 'asWas' && run.seed === 5 ? { ...run, numbers: { notional: 1 } } : run;
    });
    const comparison = await compare(study(hurt), { metric: RATIO });
    const [aware] = comparison.measures[0]!.variants;
    expect(aware).toMatchObject({ n: 56, pairs: 55, incomplete: 5, failed: 3, missing: 1 });
    const said = aware!.notes.map((note) => comparison.notes[note - 1]);
    expect(said).toEqual([
      `1 run of 'asWas' had no number for the mean of ${RATIO} and is left out: the rest may not be typical.`,
      "3 runs of 'aware' broke and are left out with their pairs; what broke may be what matters.",
      "1 run of 'aware' is still to be played.",
    ]);
  });

  test('warns of few pairs, skew, few events and luck that is not the same', async () => {
    const few = runsOf(30).map((run) => (run.variant === 'alone' ? { ...run, seed: run.seed + 20 } : run));
    const metrics = ['notional', `${RATIO} < 0.7`, `q95(${RATIO})`];
    const { notes } = await compare(study(few), { metrics, resamples: 200 });
    for (const start of [
      'Fewer than 50 pairs',
      "The same luck is broken for 'alone': only 10 of 50 pairs are complete.",
      `${RATIO} < 0.7 happened in`,
      `Only about 2 of 30 runs make the 95 % quantile of ${RATIO}: too few to say much.`,
    ]) {
      expect(notes.some((note) => note.startsWith(start))).toBe(true);
    }
    const skewed = await compare(whole, { metric: 'notional' });
    expect(skewed.notes.filter((note) => note.includes('are skewed')).length).toBeGreaterThan(0);
  });

  test('counts a seed once over its points and says so, or compares at each', async () => {
    const runs = [...runsOf(60, 0), ...runsOf(60, 1)];
    const whole = await compare(study(runs), { metric: RATIO });
    expect(whole.measures[0]!.variants[0]!.pairs).toBe(60);
    expect(whole.notes).toContain(
      'A seed counts once, over its 2 points, and n counts seeds; a comparison by point tells whether the effect differs between them.',
    );
    const each = await compare(study(runs), { metric: RATIO, by: 'point' });
    expect(each.measures.map(({ point }) => point)).toEqual([0, 1]);
    expect(each.measures.map(({ variants }) => variants[0]!.pairs)).toEqual([60, 60]);
    expect(each.table()).toContain('at point 1');
  });

  test('is the same each time, and plain data but for its table', async () => {
    const options = { metrics: [`median(${RATIO})`], resamples: 200, base: 'aware' };
    const [one, two] = [await compare(whole, options), await compare(whole, options)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    expect(one.table()).toBe(two.table());
  });

  test.each([
    [{ metric: 'USDe/USDT@alpha.lowestRato' }, `(did you mean '${RATIO}'?)`],
    [{ metric: RATIO, base: 'asWaz' }, "the study 'fake' has no variant 'asWaz' (did you mean 'asWas'?)"],
    [{ metric: RATIO, level: 95 }, 'expected a level between 0 and 1, as in 0.95, found 95'],
    [{}, 'expected a metric such as'],
  ])('refuses %j', async (options, sentence) => {
    await expect(compare(whole, options)).rejects.toThrow(RangeError);
    await expect(compare(whole, options)).rejects.toThrow(sentence);
  });

  test('leaves out a variant without any number, and says why', async () => {
    const bare = runsOf(60).map((run) => (run.variant === 'none' ? { ...run, failed: true } : run));
    const { measures, notes } = await compare(study(bare), { metric: RATIO });
    expect(measures[0]!.variants.map(({ variant }) => variant)).toEqual(['aware', 'alone']);
    expect(
      notes.filter((note) => note.startsWith(`Left out: no run of 'none' has a number for '${RATIO}': 60 broke`)),
    ).toHaveLength(1);
    await expect(compare(study(bare), { metric: RATIO, base: 'none' })).rejects.toThrow("no run of 'none'");
  });

  test('refuses a study in which no variant but the base has a number, and a study of one variant', async () => {
    const bare = runsOf(5).map((run) => (run.variant === 'asWas' ? run : { ...run, failed: true }));
    await expect(compare(study(bare), { metric: RATIO })).rejects.toThrow(
      `no run of 'aware' has a number for '${RATIO}': 5 broke`,
    );
    const lone = runsOf(5).filter(({ variant }) => variant === 'asWas');
    const single = fakeStudy(lone, UNITS, { variants: ['asWas'] });
    await expect(compare(single, { metric: RATIO })).rejects.toThrow("found 'asWas' alone");
  });
});
