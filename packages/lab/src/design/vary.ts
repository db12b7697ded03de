/** A value of a scenario: a number, a text, a quantity such as `5 bp`, or true or false. */
export type AxisValue = number | string | boolean;

/** Each of some values in turn. */
export interface GridAxis {
  readonly grid: readonly AxisValue[];
  /** The name of the column; the path unless given. */
  readonly as?: string;
}

/** Values in equal ratios, both ends among them; the ends are above zero, plain or of one unit. */
export interface LogRangeAxis {
  readonly logRange: { readonly from: number | string; readonly to: number | string; readonly count: number };
  readonly as?: string;
}

/** A value that is calculated from those of other axes at the same point; it makes no points of its own. */
export interface DeriveAxis {
  readonly derive: string;
  readonly as?: string;
}

/** All values between two ends, plain or of one unit; `log` spreads them in ratios, `step` keeps to every so much from the low end on, `integer` is a step of 1; both ends are among them. */
export interface RangeAxis {
  readonly from: number | string;
  readonly to: number | string;
  readonly log?: boolean;
  readonly integer?: boolean;
  /** In the unit of the range. */
  readonly step?: number;
  readonly as?: string;
}

/** An axis whose values can be listed; a plain list is short for a grid. */
export type ListedAxis = readonly AxisValue[] | GridAxis | LogRangeAxis;

/** An axis of a design that fills a space: a range, or listed values that get an equal share of the space each. */
export type SampledAxis = RangeAxis | ListedAxis;

/** Paths in the scenario and the values that they take; the axes are crossed, the first varies slowest. */
export type AxisMap = Readonly<Record<string, ListedAxis | DeriveAxis>>;

/** Axes by path that a design samples together. */
export type SampledAxes = Readonly<Record<string, SampledAxis>>;

/** Axes of one length that go in step. */
export interface ZipDesign {
  readonly zip: Readonly<Record<string, ListedAxis>>;
}

/** Points one by one, all of the same paths; `as` names the columns by path. */
export interface ListDesign {
  readonly list: readonly Readonly<Record<string, AxisValue>>[];
  readonly as?: Readonly<Record<string, string>>;
}

/** How many points a design that fills a space has, and the seed of its luck: 1 unless given. */
export interface SpaceFilling {
  readonly points: number;
  readonly seed?: number;
}

/** See `latinHypercubePoints`. */
export interface LatinHypercubeDesign extends SpaceFilling {
  readonly latinHypercube: SampledAxes;
}

/** See `sobolPoints`. */
export interface SobolDesign extends SpaceFilling {
  readonly sobol: SampledAxes;
}

/** How often a Morris design crosses the space, on how many levels, and the seed of its luck: 1 unless given. */
export interface Trajectories {
  readonly trajectories: number;
  readonly levels: number;
  readonly seed?: number;
}

/** See `morrisPoints`. */
export interface MorrisDesign extends Trajectories {
  readonly morris: SampledAxes;
}

/** How many base points a Saltelli design has, and whether it serves indices of pairs. */
export interface SaltelliBase extends SpaceFilling {
  readonly secondOrder?: boolean;
}

/** See `saltelliPoints`. */
export interface SaltelliDesign extends SaltelliBase {
  readonly saltelli: SampledAxes;
}

/** One way of making points. */
export type DesignSpec = ZipDesign | ListDesign | LatinHypercubeDesign | SobolDesign | MorrisDesign | SaltelliDesign;

/** What a study varies: axes by path, or a design, or a list of these, which are crossed. */
export type Vary = AxisMap | DesignSpec | readonly (AxisMap | DesignSpec)[];

/** Takes each value in turn. */
export function grid(...values: readonly AxisValue[]): GridAxis {
  return { grid: values };
}

/** Takes `count` values in equal ratios, from one end to the other. */
export function logRange(from: number | string, to: number | string, count: number): LogRangeAxis {
  return { logRange: { from, to, count } };
}

/** Calculates a value from the axes of a study, by the last words of their paths or the names they were given. */
export function derive(expression: string): DeriveAxis {
  return { derive: expression };
}

/** Lets a design that fills a space take all values between two ends. */
export function range(
  from: number | string,
  to: number | string,
  options: Omit<RangeAxis, 'from' | 'to'> = {},
): RangeAxis {
  return { from, to, ...options };
}

/** Moves several axes in step. */
export function zip(axes: ZipDesign['zip']): ZipDesign {
  return { zip: axes };
}

/** Takes the points as they are listed. */
export function list(...points: ListDesign['list']): ListDesign {
  return { list: points };
}

/** Spreads points so that each axis is covered evenly and no two points are close. */
export function latinHypercube(axes: SampledAxes, options: SpaceFilling): LatinHypercubeDesign {
  return { latinHypercube: axes, ...options };
}

/** Spreads a power of two of points evenly over all axes at once. */
export function sobol(axes: SampledAxes, options: SpaceFilling): SobolDesign {
  return { sobol: axes, ...options };
}

/** Crosses the space on trajectories that change one axis at a time, to find the axes that matter. */
export function morris(axes: SampledAxes, options: Trajectories): MorrisDesign {
  return { morris: axes, ...options };
}

/** Makes the points from which Sobol' indices are estimated: `points` · (axes + 2), or · (2 · axes + 2) with `secondOrder`. */
export function saltelli(axes: SampledAxes, options: SaltelliBase): SaltelliDesign {
  return { saltelli: axes, ...options };
}
