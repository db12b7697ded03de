import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { permutedP, heldOutOf } from './box-evidence.ts';
import type { HeldOut } from './box-evidence.ts';
import { boxShares } from './box-shares.ts';
import { namedLimits } from './named-limits.ts';
import type { BoxLimit } from './named-limits.ts';
import { isLimited, pointsWithin } from './box-limits.ts';
import { boxPoints, countPoints, densityOf } from './box-points.ts';
import type { BoxPoints, BoxRuns } from './box-points.ts';
import { IDLE, choosePeel } from './choose-peel.ts';
import type { Choice } from './choose-peel.ts';
import { countRuns } from './runs-at-points.ts';

/** A step of the peeling: what a smaller box would have. */
export interface PeelStep {
  readonly density: number;
  /** Of all hits. */
  readonly coverage: number;
  /** Of all runs. */
  readonly support: number;
  /** How many axes are limited. */
  readonly restricted: number;
}

/** A part of the space of parameters in which something happens more often than elsewhere. */
export interface PrimBox {
  /** Of the axes that are limited. */
  readonly limits: readonly BoxLimit[];
  /** The share of the box's runs in which it happens. */
  readonly density: Estimate;
  /** The share of all hits that lie in the box. */
  readonly coverage: Estimate;
  /** The share of all runs that lie in the box. */
  readonly support: Estimate;
  readonly points: number;
  /** The same for boxes made of four fifths of the points and judged by the rest, which knows nothing of the choice. */
  readonly heldOut: HeldOut;
  /** The chance of a surplus of hits as large when it is chance alone where it happens. */
  readonly pValue: number;
  /** From all points that were left on, down to the fewest. */
  readonly trajectory: readonly PeelStep[];
  /** The step that was taken, before idle limits were left out and the box was pasted. */
  readonly step: number;
}

/** When something happens, in boxes. */
export interface PrimBoxes {
  readonly method: 'prim';
  /** Those that are better than chance and than all points, in the order found; each is made of the points that those before leave over. */
  readonly boxes: readonly PrimBox[];
  /** The next one, which is not. */
  readonly rejected?: PrimBox;
  /** The share of all runs in which it happens. */
  readonly base: number;
  /** What the boxes come to together. */
  readonly together: { readonly density: number; readonly coverage: number; readonly support: number };
  readonly points: number;
  readonly replicates: number;
  readonly missing: number;
  readonly notes: readonly string[];
}

/** How boxes are made. */
export interface BoxOptions extends BootstrapOptions {
  /** The share of a box that one step takes: 0.05 unless given. */
  readonly alpha?: number;
  /** The smallest share of all points that a box has: 0.05 unless given. */
  readonly leastSupport?: number;
  /** The density that a box must have; without one, the box with the largest surplus of hits is taken. */
  readonly density?: number;
  /** The most boxes: 3 unless given. */
  readonly most?: number;
  /** How many permutations tell what chance does: 99 unless given. */
  readonly permutations?: number;
}

const PERMUTATIONS = 99;

/**
 * Boxes by the patient rule induction method (J. H. Friedman and N. I. Fisher, 1999), for scenario discovery as B. P. Bryant and R. J.
 * Lempert (Technological Forecasting and Social Change 77, 2010) use it: peeling, leaving out limits that do nothing, pasting, and
 * covering by one box after another. A
 * box counts if chance does as well in at most 1 − level of permutations, in which what happened is dealt to the points anew and the
 * whole search is done again. Intervals are over points and seeds, for the box as it is; the search makes its density too good,
 * `heldOut` is free of that. Throws a RangeError for runs that are neither 1, 0 nor NaN and for options outside their range.
 */
export function primBoxes(asked: BoxRuns, options: BoxOptions): PrimBoxes {
  const { level = 0.95, alpha = 0.05, leastSupport = 0.05, density, most = 3 } = options;
  checkShare('alpha', alpha, 0.5);
  checkShare('leastSupport', leastSupport, 1);
  if (density !== undefined) checkShare('density', density, 1);
  const points = boxPoints(asked);
  const given = Uint8Array.from(points.runs, (runs) => Number(runs > 0));
  const all = countPoints(points, given);
  const choice = {
    alpha,
    fewest: Math.max(2, Math.ceil(leastSupport * all.points)),
    ...(density === undefined ? {} : { density }),
  };
  const boxes: PrimBox[] = [];
  let rejected: PrimBox | undefined;
  let left = given;
  while (boxes.length < most && rejected === undefined) {
    const { points: rest, runs, hits } = countPoints(points, left);
    if (hits === 0 || hits === runs || rest <= choice.fewest) break;
    const { box, inside } = boxOf(points, asked, left, choice, {
      ...options,
      seed: `${options.seed}/box ${boxes.length}`,
    });
    // What is left over may be so poor in hits that its best part is no better than the whole.
    if (boxes.length > 0 && box.density.value <= densityOf(all)) break;
    if (box.pValue > 1 - level || box.limits.length === 0) rejected = box;
    else {
      boxes.push(box);
      left = left.map((isLeft, point) => Number(isLeft === 1 && inside[point] === 0));
    }
  }
  const covered = countPoints(
    points,
    given.map((isGiven, point) => Number(isGiven === 1 && left[point] === 0)),
  );
  const together = {
    density: densityOf(covered),
    coverage: covered.hits / all.hits,
    support: covered.runs / all.runs,
  };
  const { missing } = countRuns(asked.runs);
  const found = { boxes, ...(rejected === undefined ? {} : { rejected }), base: densityOf(all), together };
  const counted = { points: asked.runs.length, replicates: asked.runs[0]?.length ?? 0, missing };
  return { method: 'prim', ...found, ...counted, notes: notesOf(found.base, boxes, rejected, missing) };
}

function boxOf(
  points: BoxPoints,
  asked: BoxRuns,
  left: Uint8Array,
  choice: Choice,
  options: BoxOptions,
): { readonly box: PrimBox; readonly inside: Uint8Array } {
  const all = countPoints(
    points,
    Uint8Array.from(points.runs, () => 1),
  );
  const { box, trajectory, step } = choosePeel(points, left, choice);
  const inside = pointsWithin(points, box.limits, left);
  const found = {
    limits: namedLimits(points, box.limits, left),
    ...boxShares(asked.runs, points.groups, inside, options),
    points: box.count.points,
    heldOut: heldOutOf(points, left, choice, options.seed),
    pValue: permutedP(points, left, choice, { permutations: options.permutations ?? PERMUTATIONS, seed: options.seed }),
    trajectory: trajectory.map(({ limits, count }) => ({
      density: densityOf(count),
      coverage: count.hits / all.hits,
      support: count.runs / all.runs,
      restricted: points.axes.filter((axis, index) => isLimited(axis, limits[index]!)).length,
    })),
    step,
  };
  return { box: found, inside };
}

function checkShare(name: string, share: number, most: number): void {
  if (share > 0 && share <= most) return;
  throw new RangeError(`expected ${name} above 0 and up to ${most}, found ${share}`);
}

function notesOf(
  base: number,
  boxes: readonly PrimBox[],
  rejected: PrimBox | undefined,
  missing: number,
): readonly string[] {
  const notes: string[] = [];
  if (base === 0) notes.push('It never happens: there is nothing to find.');
  if (base === 1) notes.push('It always happens: there is nothing to find.');
  if (Number.isNaN(base)) notes.push('No run has a number.');
  if (boxes.length === 0 && rejected !== undefined) {
    notes.push(
      `No box is better than chance: dealt to the points at random, it makes as good a box (p = ${rejected.pValue.toFixed(2)}).`,
    );
  }
  for (const [index, { limits }] of boxes.entries()) {
    const idle = limits.filter(({ pValue }) => pValue > IDLE).map(({ name }) => name);
    if (idle.length > 0) notes.push(`Box ${index + 1} may do without its limits on ${[...new Set(idle)].join(', ')}.`);
  }
  if (missing > 0)
    notes.push(
      `${missing} ${missing === 1 ? 'run has' : 'runs have'} no number and ${missing === 1 ? 'counts' : 'count'} nowhere.`,
    );
  return notes;
}
