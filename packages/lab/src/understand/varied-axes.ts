import type { ComparableStudy } from '../compare/compare.ts';
import type { Design, DesignAxis } from '../design/design.ts';
import { makeDesign } from '../design/make-design.ts';
import { designKey, readVary } from '../design/vary-schema.ts';
import type { AxisMap, DesignSpec, Vary } from '../design/vary.ts';
import type { AxisColumn } from './slice-axis.ts';

/** What a study varies: its members without those that are derived, and the axes of the others. */
export interface Varied {
  readonly members: readonly (AxisMap | DesignSpec)[];
  readonly design: Design;
  /** Those that are not derived. */
  readonly axes: readonly DesignAxis[];
}

/** Reads what a study varies; refuses one that varies nothing. */
export async function variedBy({ name, form, points }: ComparableStudy['manifest']): Promise<Varied> {
  const vary = form['vary'] as Vary | undefined;
  if (vary === undefined || points < 2) {
    throw new RangeError(`the study '${name}' varies nothing: it has one point, so that no axis can matter`);
  }
  const design = await makeDesign(vary);
  const all = readVary(vary).map(({ member }) => member);
  const derived = new Set(
    all.flatMap((member) =>
      designKey(member) === undefined ? Object.keys(member).filter((path) => isDerived((member as AxisMap)[path])) : [],
    ),
  );
  const axes = design.axes.filter(({ path }) => !derived.has(path));
  // What is derived makes no points.
  const members = all.filter((member) => designKey(member) !== undefined || !Object.values(member).every(isDerived));
  return { members, design, axes };
}

/** The axes of a study by name, with their units, and their values by point. */
export interface AxisColumns {
  readonly names: readonly string[];
  readonly units: readonly (string | undefined)[];
  readonly columns: readonly AxisColumn[];
}

/** The values of each axis at each point. */
export function columnsOf({ design, axes }: Varied): AxisColumns {
  const names = axes.map(({ name }) => name);
  const values = Array.from({ length: design.size }, (_, point) => design.values(point));
  const columns = axes.map(({ name, kind }) =>
    kind === 'text' ? values.map((own) => String(own[name])) : values.map((own) => Number(own[name])),
  );
  return { names, units: axes.map(({ unit }) => unit), columns };
}

function isDerived(axis: unknown): boolean {
  return typeof axis === 'object' && axis !== null && 'derive' in axis;
}
