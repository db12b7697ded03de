import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DeviationTrack } from './deviation-track.ts';

const S = 1_000_000;
const terms = { thresholds: [0.99, 0.95], within: 0.01, holdUs: 10 * S };

/** Sets ratios at seconds, with the warm-up's end at 100 s, and ends at the last. */
function trackOf(steps: readonly (readonly [number, number])[], endSeconds: number, more = terms): DeviationTrack {
  const track = new DeviationTrack(100 * S, more);
  for (const [seconds, ratio] of steps) track.set(seconds * S, ratio);
  track.pass(endSeconds * S);
  return track;
}

describe('a track of deviations', () => {
  test('counts what stood after the warm-up, by how long', () => {
    const track = trackOf(
      [
        [0, 0.5],
        [90, 1],
        [110, 0.98],
        [115, 0.9],
        [120, 1.01],
      ],
      140,
    );
    expect(track.belowSeconds).toEqual([10, 5]);
    expect(track.rms).toBeCloseTo(Math.sqrt((5 * 0.02 ** 2 + 5 * 0.1 ** 2 + 20 * 0.01 ** 2) / 40), 12);
    expect(track.medianSize).toBe(0.01);
    expect(track.worst.deviation).toBeCloseTo(-0.1, 12);
    expect(track.worst.atUs).toBe(115 * S);
    expect([track.lowest, track.highest]).toEqual([
      { ratio: 0.9, atUs: 115 * S },
      { ratio: 1.01, atUs: 120 * S },
    ]);
  });

  test('takes what stood when the warm-up ended as of that moment', () => {
    const track = trackOf([[50, 0.9]], 130);
    expect(track.worst).toEqual({ deviation: 0.9 - 1, atUs: 100 * S });
    expect(track.belowSeconds).toEqual([30, 30]);
  });

  test('tells how long the price took from its worst to half of it, and until it came back to stay', () => {
    const steps = [
      [100, 1],
      [110, 0.8],
      [120, 0.89],
      [130, 0.9],
      [140, 0.995],
      [145, 0.97],
      [150, 0.999],
    ] as const;
    const track = trackOf(steps, 170);
    expect([track.halfLifeSeconds, track.recoverySeconds]).toEqual([20, 40]);
    expect(trackOf(steps, 159).recoverySeconds).toBeNaN();
  });

  test('begins anew when it gets worse, above par as below', () => {
    const track = trackOf(
      [
        [100, 0.9],
        [110, 1],
        [130, 1.2],
        [140, 1.05],
        [150, 1],
      ],
      200,
    );
    expect(track.worst.deviation).toBeCloseTo(0.2, 12);
    expect([track.halfLifeSeconds, track.recoverySeconds]).toEqual([10, 20]);
  });

  test('has recovered at once where it never went farther than the band', () => {
    expect(trackOf([[100, 0.995]], 120).recoverySeconds).toBe(0);
  });

  test('says nothing without a ratio, nor of time in which it was not known', () => {
    const none = trackOf([[100, NaN]], 120);
    expect([none.worst.deviation, none.rms, none.medianSize, ...none.belowSeconds]).toEqual([NaN, NaN, NaN, NaN, NaN]);
    expect(
      trackOf(
        [
          [100, 0.9],
          [105, NaN],
        ],
        120,
      ).belowSeconds,
    ).toEqual([5, 5]);
  });

  test('gives the same whether or not it is asked in between', () => {
    const ratio = fc.double({ min: 0.5, max: 1.5, noNaN: true });
    const step = fc.tuple(fc.integer({ min: 1, max: 50 }), ratio, fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const [plain, asked] = [new DeviationTrack(100 * S, terms), new DeviationTrack(100 * S, terms)];
        let seconds = 90;
        for (const [span, next, asks] of steps) {
          seconds += span;
          if (asks) asked.pass((seconds - 0.5) * S);
          for (const track of [plain, asked]) track.set(seconds * S, next);
        }
        for (const track of [plain, asked]) track.pass((seconds + 30) * S);
        expect(asked.worst).toEqual(plain.worst);
        expect(asked.belowSeconds).toEqual(plain.belowSeconds);
        expect(asked.recoverySeconds).toEqual(plain.recoverySeconds);
        expect(asked.rms).toBeCloseTo(plain.rms, 12);
      }),
    );
  });
});
