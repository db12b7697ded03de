import { describe, expect, test } from '@jest/globals';
import { loadScenarioText } from '@ebb/engine';
import type { TargetSpec } from '@ebb/engine';
import type { Changes } from '../design/design.ts';
import { abcSmc, weightedQuantile } from './abc-smc.ts';
import { calibrate } from './calibrate.ts';
import type { CalibrateOptions } from './calibration.ts';
import { drawsOf } from './draws.ts';
import type { PlayTrials } from './trials.ts';

type Model = (x: number, y: number, normal: () => number) => Record<string, number>;
/** Two numbers to fit, and a third that follows from the same parameters. */
const model: Model = (x, y, normal) => ({
  'coin.fall': x + 0.5 * y + 0.3 * normal(),
  'coin.volume': y - 0.2 * x + 0.3 * normal(),
  'coin.spread': x * y + 0.3 * normal(),
});
const TRUTH = { x: 4, y: 6 };

function trials(play: Model = model, calls: [readonly Changes[], readonly number[]][] = []): PlayTrials {
  return async (all, seeds) => {
    calls.push([all, seeds]);
    return all.map((changes) =>
      seeds.map((seed) => {
        const { normal } = drawsOf(seed, 'model');
        const metrics = new Map(Object.entries(play(Number(changes.x ?? 1), Number(changes.y ?? 1), normal)));
        return { seed, metrics, moments: new Map<string, number>() };
      }),
    );
  };
}

const band = (metric: string, middle: number, deviation: number, fitted: boolean): TargetSpec => ({
  ...{ metric, fitted, at: false, source: 'this page' },
  low: { kind: 'number', value: middle - 1.96 * deviation },
  high: { kind: 'number', value: middle + 1.96 * deviation },
});
const targetsAround = (fall: number, volume: number, deviation = 0.2): Record<string, TargetSpec> => ({
  fall: band('coin.fall', fall, deviation, true),
  volume: band('coin.volume', volume, deviation, true),
  spread: band('coin.spread', TRUTH.x * TRUTH.y, 2, false),
});
const targets = targetsAround(7, 5.2);
const axes = { x: { from: 0, to: 10 }, y: { from: 0, to: 10 } };
const fit = (more: Partial<CalibrateOptions> = {}, play?: PlayTrials) =>
  calibrate({ axes, targets, play: play ?? trials(), ...more });

describe('simulated moments', () => {
  test('find the known parameters of a toy, meet what is fitted, and are judged by what is held out', async () => {
    const { parameters, targets: judged, distance, changes, patch, text } = await fit();
    expect(parameters[0].value).toBeCloseTo(TRUTH.x, 0);
    expect(parameters[1].value).toBeCloseTo(TRUTH.y, 0);
    expect(parameters.every(({ identified, low, value, high }) => identified && low < value && value < high)).toBe(
      true,
    );
    expect(judged.map(({ fitted, before, after }) => [fitted, before.pass, after.pass])).toEqual([
      [true, false, true],
      [true, false, true],
      [false, false, true],
    ]);
    expect(distance.fitted).toBeLessThan(1.5);
    expect(text).toContain('Fitted targets met: 0 of 2 before, 2 of 2 after');
    expect(text).toContain('Held out: 0 of 1 before, 1 of 1 after');
    expect(patch).toBe(`patch:\n  "x": ${String(changes.x)}\n  "y": ${String(changes.y)}\n`);
  });

  // 57 of 60 expected of each; 52 or more has a probability above 0.98 where coverage is 0.95.
  test('give intervals that hold the truth in nominally 95 of 100 repetitions with bands that err', async () => {
    const covered = [0, 0];
    for (let k = 0; k < 60; k++) {
      const { normal } = drawsOf(k, 'bands');
      const { parameters } = await fit({
        targets: targetsAround(7 + 0.2 * normal(), 5.2 + 0.2 * normal()),
        firstSeed: 1 + 1000 * k,
      });
      parameters.forEach(({ low, high }, i) => {
        if (low <= [TRUTH.x, TRUTH.y][i] && [TRUTH.x, TRUTH.y][i] <= high) covered[i]++;
      });
    }
    covered.forEach((count) => expect(count).toBeGreaterThanOrEqual(52));
  });

  test('say which parameter the fitted targets do not depend on', async () => {
    const blind: Model = (x, _, normal) => ({ 'coin.fall': x + 0.1 * normal(), 'coin.volume': 2 * x + 0.1 * normal() });
    const { parameters, warnings } = await fit({ targets: twoOf(targetsAround(4, 8)) }, trials(blind));
    expect(parameters.map(({ identified }) => identified)).toEqual([true, false]);
    expect(warnings).toContain('The fitted targets hardly depend on y: the interval is about as wide as the range.');
    expect(warnings).toContain('No target is held out, so nothing here says how well the model predicts.');
  });

  test('leave a band with one edge alone once it is met, and count what never came as far off', async () => {
    const rises: Model = (x) => ({ 'coin.fall': x, 'coin.recovery': x < 3 ? NaN : 10 - x });
    const one: Record<string, TargetSpec> = {
      fall: band('coin.fall', 5, 0.2, true),
      back: {
        metric: 'coin.recovery',
        low: { kind: 'number', value: 2 },
        source: 'this page',
        fitted: true,
        at: false,
      },
    };
    const { parameters, distance } = await fit({ axes: { x: axes.x }, targets: one }, trials(rises));
    expect(parameters[0].value).toBeCloseTo(5, 1);
    expect(distance.fitted).toBeLessThan(0.1);
  });
});

describe('ABC-SMC', () => {
  test('samples the posterior of a normal mean: by conjugacy mean 0.5 and deviation 0.1 under a flat prior', async () => {
    const noise = drawsOf(1, 'noise');
    const distances = async (points: readonly (readonly number[])[]): Promise<number[]> =>
      points.map(([x]) => Math.abs(x + 0.1 * noise.normal() - 0.5));
    const found = await abcSmc({
      ...{
        dimension: 1,
        distances,
        seed: 1,
        particles: 800,
        batchSize: 50,
        maxGenerations: 12,
        maxTrials: 1e6,
        tolerance: 0.02,
      },
    });
    const values = found.particles.map(([x]) => x);
    const mean = values.reduce((sum, x, k) => sum + x * found.weights[k], 0);
    const deviation = Math.sqrt(values.reduce((sum, x, k) => sum + (x - mean) ** 2 * found.weights[k], 0));
    expect(found.reason).toBe('tolerance');
    expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.01);
    expect(found.effectiveSize).toBeGreaterThan(300);
    expect(found.effectiveSize).toBeLessThanOrEqual(800);
  });

  const abc = { method: 'abc', weights: 'runs', particles: 100, generations: 5, finalReplicates: 4 } as const;

  // 38 of 40 expected of each; a tolerance above zero widens the intervals.
  test('covers the truth nominally when what is fitted is one evening of the model itself', async () => {
    const covered = [0, 0];
    for (let k = 0; k < 40; k++) {
      const evening = model(TRUTH.x, TRUTH.y, drawsOf(k, 'evening').normal);
      const around = targetsAround(evening['coin.fall'], evening['coin.volume'], 0.01);
      const { parameters } = await fit({ ...abc, targets: around, seed: k, firstSeed: 1 + 100_000 * k });
      parameters.forEach(({ low, high }, i) => {
        if (low <= [TRUTH.x, TRUTH.y][i] && [TRUTH.x, TRUTH.y][i] <= high) covered[i]++;
      });
    }
    covered.forEach((count) => expect(count).toBeGreaterThanOrEqual(35));
  });

  test('ends aloud: after its generations, with its trials, when near points are rare', async () => {
    expect((await fit({ ...abc, generations: 2 })).reason).toBe('it had gone through as many generations as it may');
    expect((await fit({ ...abc, maxTrials: 300 })).reason).toBe('it had made as many trials as it may');
    expect((await fit({ ...abc, weights: 'bands', generations: 50 })).reason).toMatch(
      /fewer than one trial|as near as/,
    );
    const { posterior, text } = await fit(abc);
    expect(posterior!.particles[0]).toHaveLength(2);
    expect(text).toMatch(/^ABC-SMC \(100 points worth \d+, tolerance /);
  });

  test('takes quantiles by weight', () => {
    expect([0.1, 0.5, 0.9].map((share) => weightedQuantile([3, 1, 2], [0.2, 0.4, 0.4], share))).toEqual([1, 2, 3]);
  });
});

describe('a calibration', () => {
  test('plays the same of the same options, and judges with seeds that the search did not have', async () => {
    for (const method of ['moments', 'abc'] as const) {
      const [one, two]: [readonly Changes[], readonly number[]][][] = [[], []];
      const options = { method, maxTrials: 60, particles: 20 };
      const first = await fit(options, trials(model, one));
      expect(await fit(options, trials(model, two))).toEqual(first);
      expect(two).toEqual(one);
      const early = new Set(one.slice(0, -1).flatMap(([, seeds]) => seeds));
      expect(one.at(-1)![1].some((seed) => early.has(seed))).toBe(false);
      expect(one.at(-1)![0]).toEqual([{}, first.changes]);
      expect(first.runs).toBe(one.reduce((sum, [all, seeds]) => sum + all.length * seeds.length, 0));
    }
  });

  test('fits the targets that are named, whatever is marked', async () => {
    const { targets: judged } = await fit({ fit: ['fall', 'spread'], maxTrials: 50 });
    expect(judged.map(({ fitted }) => fitted)).toEqual([true, false, true]);
  });

  test('reads bands in the units of the metrics, and moments', async () => {
    const { scenario } = await loadScenarioText(TIMED, 'timed.yaml');
    const startUs = Date.UTC(2025, 9, 10, 20, 30) * 1_000;
    const play: PlayTrials = async (all, seeds) =>
      all.map(({ x }) =>
        seeds.map((seed) => ({
          ...{ seed, metrics: new Map([['coin.low', 1]]), units: new Map([['coin.low', 'bp']]) },
          moments: new Map([['coin.low', startUs + Number(x ?? 0) * 60e6]]),
        })),
      );
    const { parameters } = await fit({ axes: { x: axes.x }, targets: scenario.targets, finalReplicates: 2 }, play);
    expect(parameters[0].value).toBeCloseTo(7, 1);
  });

  test.each([
    [{ axes: { ...axes, z: axes.x } }, '3 free parameters (x, y, z) cannot be told by 2 fitted targets (fall, volume)'],
    [{ fit: ['fal'] }, "there is no target 'fal' to fit; there are fall, volume, spread"],
    [{ fit: [] }, 'no target is fitted'],
    [
      { targets: { a: band('coin.fal', 1, 1, true) }, axes: { x: axes.x } },
      "a run measures no 'coin.fal' (did you mean 'coin.fall'?)",
    ],
  ])('is refused with a sentence: %#', async (more: Partial<CalibrateOptions>, sentence) => {
    await expect(fit(more)).rejects.toThrow(RangeError);
    await expect(fit(more)).rejects.toThrow(sentence);
  });

  test('may be underdetermined where that is said', async () => {
    const { parameters } = await fit({ axes: { ...axes, z: axes.x }, underdetermined: true, maxTrials: 60 });
    expect(parameters[2].identified).toBe(false);
  });
});

const TIMED = `
version: 1
start: 2025-10-10T20:30:00Z
until: 60 min
assets: { USD: { decimals: 4 } }
venues: {}
agents: {}
targets:
  when: { metric: coin.low, at: true, low: '20:36', high: '20:38', source: this page, fitted: true }
`;

function twoOf({ fall, volume }: Record<string, TargetSpec>): Record<string, TargetSpec> {
  return { fall, volume };
}
