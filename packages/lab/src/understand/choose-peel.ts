import { pasteBox, peelBox } from './peel-box.ts';
import type { Patience, Peel } from './peel-box.ts';
import { limitsWith, pointsWithin } from './box-limits.ts';
import { countPoints, densityOf } from './box-points.ts';
import { limitTests } from './limit-tests.ts';
import type { BoxCount, BoxPoints } from './box-points.ts';

/** A box, the trajectory on which it lay, and which step of it was taken before it was widened again. */
export interface ChosenPeel {
  readonly box: Peel;
  readonly trajectory: readonly Peel[];
  readonly step: number;
}

/** How a box is chosen: patience, and the density that it must have, if any. */
export interface Choice extends Patience {
  readonly density?: number;
}

/** A limit does nothing, as far as can be told, if its quasi-p-value is above this. */
export const IDLE = 0.05;

/**
 * Peels the given points and chooses a box: the one with the largest surplus of hits, or of those with the density that is asked for
 * the one with the most hits, and if there is none the densest. Then limits that do nothing are taken away, and the box is pasted.
 */
export function choosePeel(points: BoxPoints, given: Uint8Array, choice: Choice): ChosenPeel {
  const trajectory = peelBox(points, given, choice);
  const all = trajectory[0]!.count;
  const { density } = choice;
  const worthOf = ({ count }: Peel): number => {
    if (density === undefined) return surplusOf(count, all);
    return densityOf(count) >= density ? count.hits : densityOf(count) - 1;
  };
  let step = 0;
  trajectory.forEach((peel, index) => {
    if (worthOf(peel) > worthOf(trajectory[step]!)) step = index;
  });
  const box =
    step === 0 ? trajectory[0]! : pasteBox(points, given, simpler(points, given, trajectory[step]!, density), choice);
  return { box, trajectory, step };
}

/** Takes limits away that do nothing, as far as can be told, the idlest first, and keeps to the density that is asked for. */
function simpler(points: BoxPoints, given: Uint8Array, peel: Peel, density = 0): Peel {
  let box = peel;
  for (;;) {
    const idle = limitTests(points, box.limits, given)
      .map(({ axis, without, pValue }) => ({ limits: limitsWith(box.limits, axis, without), pValue }))
      .filter(({ pValue }) => pValue > IDLE)
      .map(({ limits, pValue }) => ({
        limits,
        pValue,
        count: countPoints(points, pointsWithin(points, limits, given)),
      }))
      .filter(({ count }) => densityOf(count) >= density)
      .sort((left, right) => right.pValue - left.pValue);
    if (idle.length === 0) return box;
    const [{ limits, count }] = idle as [(typeof idle)[number]];
    box = { limits, count };
  }
}

/** How many more hits a box has than as many runs of all points would have. */
export function surplusOf({ hits, runs }: BoxCount, all: BoxCount): number {
  return hits - runs * densityOf(all);
}
