import { refuseClashes } from './refuse-clashes.ts';
import { derivedAxis } from './derived-axis.ts';
import { designMistake } from './design-error.ts';
import { designPart, listedPart } from './design-part.ts';
import { designKey, readVary } from './vary-schema.ts';
import type { DerivedAxis } from './derived-axis.ts';
import type { At, DesignPart, PlacedAxis } from './design-part.ts';
import type { Changes, Design } from './design.ts';
import type { AxisMap, DeriveAxis, DesignSpec, Vary } from './vary.ts';
import type { Cell } from './written-value.ts';

/** At how many points an expression is tried before anything runs. */
const TRIED = 1_000;

/** An axis in its turn: one of a part that is crossed, or one that is derived at each point. */
type Member = { readonly part: DesignPart } | { readonly path: string; readonly derive: DeriveAxis; readonly at: At };

/**
 * Makes the points of what a study varies; of nothing, the one point at which nothing is changed. Points are counted, not made:
 * each comes from its number alone, whose digits are the places on the crossed axes, the first axis slowest. Throws a DesignError,
 * which knows where the mistake stands, for whatever is wrong in it; expressions are tried at up to 1,000 points.
 */
export async function makeDesign(vary: Vary | undefined): Promise<Design> {
  const members = vary === undefined ? [] : readVary(vary).flatMap(({ member, at }) => membersOf(member, at));
  const parts = members.flatMap((member) => ('part' in member ? [member.part] : []));
  const size = sizeOf(parts);
  const { axes, derived, places } = await deriveAll(members);
  refuseClashes(axes);
  const cells = (point: number): readonly Cell[] => {
    if (!(Number.isInteger(point) && point >= 0 && point < size)) {
      throw new RangeError(`the points of the design are 0 to ${size - 1}; there is no point ${point}`);
    }
    const row: Cell[] = Array.from({ length: axes.length });
    let left = point;
    for (let index = parts.length - 1; index >= 0; index--) {
      const part = parts[index]!;
      const place = left % part.size;
      left = (left - place) / part.size;
      part.cells(place).forEach((cell, axis) => (row[places[index]! + axis] = cell));
    }
    for (const { place, axis } of derived) row[place] = axis.cell(row.map((cell) => cell?.column ?? NaN));
    return row;
  };
  if (derived.length > 0) {
    const tried = Math.min(TRIED, size);
    for (let index = 0; index < tried; index++) cells(Math.floor((index / tried) * size));
  }
  const valued = <Value>(
    point: number,
    key: 'path' | 'name',
    value: (cell: Cell) => Value,
  ): Readonly<Record<string, Value>> =>
    Object.fromEntries(cells(point).map((cell, index) => [axes[index]![key], value(cell)]));
  return {
    axes: axes.map(({ name, kind, unit, path }) => ({ name, kind, ...(unit === undefined ? {} : { unit }), path })),
    size,
    changes: (point): Changes => valued(point, 'path', ({ value }) => value),
    values: (point) => valued(point, 'name', ({ column }) => column),
  };
}

function membersOf(member: AxisMap | DesignSpec, at: At): readonly Member[] {
  if (designKey(member) !== undefined) return [{ part: designPart(member as DesignSpec, at) }];
  return Object.entries(member as AxisMap).map(([path, axis]) => {
    const here = [...at, path];
    return 'derive' in axis ? { path, derive: axis, at: here } : { part: listedPart(path, axis, here) };
  });
}

function sizeOf(parts: readonly DesignPart[]): number {
  const size = parts.reduce((product, part) => product * part.size, 1);
  if (Number.isSafeInteger(size)) return size;
  const sentence = `the axes cross to about ${size.toPrecision(2)} points; points are counted up to ${Number.MAX_SAFE_INTEGER}`;
  throw designMistake([], 'fewer points', sentence);
}

/** The axes in the order of the study, those that are derived, and the place of the first axis of each part. */
async function deriveAll(members: readonly Member[]): Promise<{
  readonly axes: readonly PlacedAxis[];
  readonly derived: readonly { readonly place: number; readonly axis: DerivedAxis }[];
  readonly places: readonly number[];
}> {
  const axes: (PlacedAxis | undefined)[] = [];
  const places: number[] = [];
  const waiting: { readonly place: number; readonly member: Exclude<Member, { readonly part: DesignPart }> }[] = [];
  for (const member of members) {
    if ('part' in member) {
      places.push(axes.length);
      axes.push(...member.part.axes);
    } else {
      waiting.push({ place: axes.length, member });
      axes.push(undefined);
    }
  }
  // What is derived may read all that are not, and those derived before it.
  const derived: { readonly place: number; readonly axis: DerivedAxis }[] = [];
  for (const { place, member } of waiting) {
    const others = axes.flatMap((axis, other) => (axis === undefined ? [] : [{ axis, place: other }]));
    const made = await derivedAxis(member.path, member.derive, member.at, others);
    axes[place] = made.axis;
    derived.push({ place, axis: made });
  }
  return { axes: axes as readonly PlacedAxis[], derived, places };
}
