import type { StudyAxis } from '@ebb/results';

/** Values that a scenario takes, by path: `{ 'venues.alpha.fees.params.taker': '5 bp' }`. The values are JSON. */
export type Changes = Readonly<Record<string, unknown>>;

/** The points at which a study plays a scenario. They are counted before any is made, and made one at a time. */
export interface Design {
  /** What is varied, in the order of the study. */
  readonly axes: readonly DesignAxis[];
  /** How many points there are; a whole number from 1 on, which may be far more than could ever be played. */
  readonly size: number;
  /** What the scenario is given at a point, from 0 to `size` − 1. */
  changes(point: number): Changes;
  /** The same as the columns of a result: numbers in the unit of the axis, or texts, by the names of the axes. */
  values(point: number): Readonly<Record<string, number | string>>;
}

/** A varied parameter with the path that it changes. */
export interface DesignAxis extends StudyAxis {
  readonly path: string;
}
