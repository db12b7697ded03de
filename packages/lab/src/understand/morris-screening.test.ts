import { describe, expect, test } from '@jest/globals';
import { morrisPoints } from '../design/morris-points.ts';
import { morris, range } from '../design/vary.ts';
import { drawsOf } from '../search/draws.ts';
import { morrisScreening } from './morris-screening.ts';
import { morrisText } from './morris-text.ts';

const namesOf = (count: number) => Array.from({ length: count }, (_, axis) => `x${axis + 1}`);
const designOf = (axes: number, trajectories: number, seed = 1) =>
  morrisPoints(
    morris(Object.fromEntries(namesOf(axes).map((name) => [name, range(0, 1)])), { trajectories, levels: 4, seed }),
  );

/** Screens a function of the unit cube, played with some seeds. */
function screen(
  value: (share: readonly number[], seed: number) => number,
  { axes = 2, trajectories = 20, seeds = 1, level = 0.95, design = 1, resamples = 200 } = {},
) {
  const points = designOf(axes, trajectories, design);
  const runs = Array.from({ length: points.size }, (_, point) =>
    Array.from({ length: seeds }, (__, seed) => value(points.unit(point), seed)),
  );
  return morrisScreening({ names: namesOf(axes), steps: points.steps(), runs }, { level, seed: 1, resamples });
}

/** The function of 20 factors of M. D. Morris (1991), section 4, with its random coefficients left at nought. */
function morrisFunction(share: readonly number[]): number {
  const w = share.map((x, i) => ([2, 4, 6].includes(i) ? 2 * ((1.1 * x) / (x + 0.1) - 0.5) : 2 * (x - 0.5)));
  let y = w.slice(0, 10).reduce((sum, each) => sum + 20 * each, 0);
  for (let i = 0; i < 6; i++) for (let j = i + 1; j < 6; j++) y -= 15 * w[i]! * w[j]!;
  for (let i = 0; i < 5; i++)
    for (let j = i + 1; j < 5; j++) for (let k = j + 1; k < 5; k++) y -= 10 * w[i]! * w[j]! * w[k]!;
  return y + 5 * w[0]! * w[1]! * w[2]! * w[3]!;
}

describe('Morris screening', () => {
  test('of 3 x1 − 2 x2 gives mu 3 and −2, mu* 3 and 2 and no sigma, surely (by hand)', () => {
    const { axes } = screen(([x, y]) => 3 * x! - 2 * y!);
    [3, -2].forEach((slope, axis) => {
      const { mu, muStar, sigma } = axes[axis]!;
      expect(mu.value).toBeCloseTo(slope, 10);
      expect(mu.low).toBeCloseTo(slope, 10);
      expect(mu.high).toBeCloseTo(slope, 10);
      expect(muStar.value).toBeCloseTo(Math.abs(slope), 10);
      expect(sigma.value).toBeCloseTo(0, 10);
    });
  });

  test('of x² on four levels has effects 2/3 and 4/3, the sums of both ends of a step (by hand)', () => {
    const steps = [
      { trajectory: 0, step: 0, axis: 0, from: 0, to: 1, delta: 2 / 3 },
      { trajectory: 1, step: 0, axis: 0, from: 2, to: 3, delta: -2 / 3 },
    ];
    const runs = [[0], [4 / 9], [1], [1 / 9]];
    const { axes } = morrisScreening({ names: ['x'], steps, runs }, { seed: 1 });
    expect(axes[0]!.mu.value).toBeCloseTo(1, 12);
    expect(axes[0]!.sigma.value).toBeCloseTo(Math.sqrt(2) / 3, 12);
  });

  test('parts the twenty factors as figure 1 of Morris (1991) does: seven that bend or interact, three linear, ten idle', () => {
    const { axes } = screen((share) => morrisFunction(share), { axes: 20, trajectories: 10 });
    const [bent, linear, idle] = [axes.slice(0, 7), axes.slice(7, 10), axes.slice(10)];
    for (const { sigma, muStar } of bent) expect([sigma.value > 5, muStar.value > 20]).toEqual([true, true]);
    for (const { mu, sigma } of linear)
      expect([mu.value, sigma.value].map((each) => Math.round(each))).toEqual([40, 0]);
    for (const { muStar } of idle) expect(muStar.value).toBeCloseTo(0, 10);
  });

  test('tells an axis that does nothing from luck, and says so', () => {
    const noise = drawsOf(1, 'noise');
    const found = screen(([x]) => 3 * x! + noise.normal(), { seeds: 20, trajectories: 40 });
    const [works, idle] = found.axes;
    expect(works!.muStar.low).toBeGreaterThan(works!.floor);
    // Two runs of deviation 1 over a step of 2/3, 20 seeds.
    expect(idle!.luck).toBeCloseTo(Math.sqrt(2 / 20) * 1.5, 1);
    expect(idle!.muStar.value / idle!.floor).toBeGreaterThan(0.7);
    expect(idle!.muStar.value / idle!.floor).toBeLessThan(1.3);
    expect(found.notes.join()).toContain('Not told from luck: x2.');
    expect(morrisText(found).indexOf('x1')).toBeLessThan(morrisText(found).indexOf('x2'));
  });

  test('holds the true mu in its 95 % interval in about 95 of 100 screenings, with luck that all trajectories share', () => {
    let covered = 0;
    for (let repetition = 0; repetition < 100; repetition++) {
      const [tilts, draws] = [drawsOf(repetition, 'tilts'), drawsOf(repetition, 'draws')];
      const tilt = Array.from({ length: 10 }, () => tilts.normal());
      const steps = Array.from({ length: 8 }, (_, trajectory) => {
        const from = 2 * trajectory;
        return { trajectory, step: 0, axis: 0, from, to: from + 1, delta: 2 / 3 };
      });
      // The slope is 1.5 on average, 1 more or less by where the other axis is, and by each seed's own tilt.
      const runs = steps.flatMap(({ delta }) => {
        const slope = 1 + draws.uniform();
        return [tilt.map(() => 0.3 * draws.normal()), tilt.map((own) => delta * (slope + own) + 0.3 * draws.normal())];
      });
      const { low, high } = morrisScreening({ names: ['x'], steps, runs }, { seed: repetition, resamples: 200 })
        .axes[0]!.mu;
      covered += Number(low <= 1.5 && 1.5 <= high);
    }
    expect(covered).toBeGreaterThanOrEqual(88);
  });

  test('leaves out runs that broke, pair by pair, and counts them', () => {
    const found = screen(([x, y], seed) => (seed === 2 && y! > 0.5 ? NaN : x! + seed), { seeds: 4 });
    expect(found.missing).toBeGreaterThan(0);
    expect(found.axes[0]!.mu.value).toBeCloseTo(1, 10);
    expect(found.axes[1]!.muStar.value).toBeCloseTo(0, 10);
  });

  test('says of one seed and of few trajectories what they cannot tell', () => {
    expect(screen(([x]) => x!, { trajectories: 4 }).notes.join(' ')).toMatch(/One seed.*Only 4 trajectories/);
  });
});
