import seedrandom from 'seedrandom';
import { permutation } from '../design/random-stream.ts';
import { pointsWithin } from './box-limits.ts';
import { countPoints } from './box-points.ts';
import type { BoxPoints } from './box-points.ts';
import { choosePeel, surplusOf } from './choose-peel.ts';
import type { Choice } from './choose-peel.ts';

/** What boxes come to at points that had no part in making them. */
export interface HeldOut {
  readonly density: number;
  /** Of the hits among the points that were left. */
  readonly coverage: number;
}

const FOLDS = 5;

/**
 * The chance of a surplus of hits as large, when what happened is dealt to the points anew and boxes are sought as before. Points that belong
 * together stay so: whole groups are dealt to groups of the same size, and then among their own points.
 */
export function permutedP(
  points: BoxPoints,
  given: Uint8Array,
  choice: Choice,
  { permutations, seed }: { readonly permutations: number; readonly seed: string | number },
): number {
  const all = countPoints(points, given);
  const surplus = (some: BoxPoints): number => surplusOf(choosePeel(some, given, choice).box.count, all);
  const seen = surplus(points);
  const random = streamOf(`${seed}/boxes by chance`);
  const sizes = bySize(groupsOf(points, given));
  let reached = 0;
  for (let k = 0; k < permutations; k += 1) {
    const [runs, hits] = [points.runs.slice(), points.hits.slice()];
    for (const groups of sizes) {
      permutation(random, groups.length).forEach((from, to) => {
        const own = groups[from]!;
        permutation(random, own.length).forEach((other, place) => {
          runs[groups[to]![place]!] = points.runs[own[other]!]!;
          hits[groups[to]![place]!] = points.hits[own[other]!]!;
        });
      });
    }
    reached += Number(surplus({ ...points, runs, hits }) >= seen);
  }
  return (reached + 1) / (permutations + 1);
}

/** Makes boxes of all groups of points but a fifth, for each fifth, and counts what they hold of it. */
export function heldOutOf(points: BoxPoints, given: Uint8Array, choice: Choice, seed: string | number): HeldOut {
  const groups = groupsOf(points, given);
  const fold = new Uint8Array(given.length).fill(FOLDS);
  permutation(streamOf(`${seed}/boxes held out`), groups.length).forEach((other, place) => {
    for (const point of groups[other]!) fold[point] = place % FOLDS;
  });
  const sum = { runs: 0, hits: 0 };
  const least = { ...choice, fewest: Math.max(2, Math.ceil(choice.fewest * (1 - 1 / FOLDS))) };
  for (let out = 0; out < FOLDS; out += 1) {
    const seen = given.map((isGiven, point) => Number(isGiven === 1 && fold[point] !== out));
    const rest = given.map((isGiven, point) => Number(isGiven === 1 && fold[point] === out));
    const { box } = choosePeel(points, seen, least);
    const count = countPoints(points, pointsWithin(points, box.limits, rest));
    sum.runs += count.runs;
    sum.hits += count.hits;
  }
  return { density: sum.hits / sum.runs, coverage: sum.hits / countPoints(points, given).hits };
}

/** The given points by group. */
function groupsOf({ groups }: BoxPoints, given: Uint8Array): readonly (readonly number[])[] {
  const found = new Map<number, number[]>();
  given.forEach((isGiven, point) => {
    if (isGiven === 0) return;
    const own = found.get(groups[point]!);
    if (own === undefined) found.set(groups[point]!, [point]);
    else own.push(point);
  });
  return [...found.values()];
}

function bySize(groups: readonly (readonly number[])[]): readonly (readonly (readonly number[])[])[] {
  const sizes = [...new Set(groups.map(({ length }) => length))];
  return sizes.map((size) => groups.filter(({ length }) => length === size));
}

function streamOf(purpose: string): () => number {
  const generator = seedrandom.alea(purpose);
  return () => generator.double();
}
