import { designMistake } from './design-error.ts';
import { chooseSpread } from './choose-spread.ts';
import { oneOf, randomStream } from './random-stream.ts';
import { refuseTooMany } from './unit-points.ts';
import type { UnitPoints } from './unit-points.ts';
import type { MorrisDesign } from './vary.ts';

/** One step of a trajectory: two neighbouring points that differ in one axis. */
export interface MorrisStep {
  readonly trajectory: number;
  /** From 0 to the number of axes − 1. */
  readonly step: number;
  /** The place of the axis that changes among the paths. */
  readonly axis: number;
  readonly from: number;
  readonly to: number;
  /** How far the axis goes in the unit cube; below zero where it goes down. */
  readonly delta: number;
}

/** The points of a Morris design and the steps between them. */
export interface MorrisPoints extends UnitPoints {
  readonly trajectories: number;
  /** All steps, in the order of trajectories. */
  steps(): readonly MorrisStep[];
}

/** The level at which each axis starts, by how many it changes, and the order in which the axes go. */
interface Trajectory {
  readonly order: readonly number[];
  readonly start: readonly number[];
  readonly change: readonly number[];
}

/**
 * Trajectories through a grid of levels on which each step changes one axis by `levels / (2 · (levels − 1))` (M. D. Morris, "Factorial
 * Sampling Plans for Preliminary Computational Experiments", Technometrics 33(2), 1991). They are chosen from ten times as many for
 * their spread (see `chooseSpread`). `trajectories` · (axes + 1) points, those of one trajectory after one another. Throws a
 * DesignError for an odd number of levels, with which the values would not be equally likely.
 */
export function morrisPoints(spec: MorrisDesign): MorrisPoints {
  const paths = Object.keys(spec.morris);
  const { trajectories, levels, seed = 1 } = spec;
  if (levels % 2 !== 0) {
    throw designMistake(['levels'], 'an even number', `a morris design has an even number of levels, not ${levels}`);
  }
  const stride = paths.length + 1;
  const size = trajectories * stride;
  let chosen: readonly Trajectory[] | undefined;
  const made = (): readonly Trajectory[] => {
    refuseTooMany(size, 'morris');
    return (chosen ??= make(paths, trajectories, levels, seed));
  };
  const unit = (point: number): readonly number[] => {
    const step = point % stride;
    return coordinates(made()[(point - step) / stride]!, step, levels);
  };
  const steps = (): readonly MorrisStep[] =>
    made().flatMap(({ order, change }, trajectory) =>
      order.map((axis, step) => {
        const from = trajectory * stride + step;
        return { trajectory, step, axis, from, to: from + 1, delta: change[axis]! / (levels - 1) };
      }),
    );
  return { paths, size, trajectories, unit, steps };
}

/** The point of a trajectory after some steps. */
function coordinates({ order, start, change }: Trajectory, steps: number, levels: number): readonly number[] {
  const point = [...start];
  for (const axis of order.slice(0, steps)) point[axis]! += change[axis]!;
  return point.map((level) => level / (levels - 1));
}

function make(paths: readonly string[], trajectories: number, levels: number, seed: number): readonly Trajectory[] {
  // A stream for each axis, so that one more leaves the starts of the others as they were.
  const streams = paths.map((path) => randomStream(seed, `morris/${path}`));
  const half = levels / 2;
  const draw = (): Trajectory => {
    const draws = streams.map((random) => ({ level: oneOf(random, half), up: random() < 0.5, turn: random() }));
    const order = draws.map((_, axis) => axis).sort((x, y) => draws[x]!.turn - draws[y]!.turn || x - y);
    const start = draws.map(({ level, up }) => (up ? level : level + half));
    const change = draws.map(({ up }) => (up ? half : -half));
    return { order, start, change };
  };
  return chooseSpread(trajectories, paths.length, draw, (trajectory) =>
    Array.from({ length: paths.length + 1 }, (_, step) => coordinates(trajectory, step, levels)),
  );
}
