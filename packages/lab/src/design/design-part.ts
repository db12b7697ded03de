import { designMistake } from './design-error.ts';
import { latinHypercubePoints } from './latin-hypercube-points.ts';
import { listedValues, refuseRepeats, valuesAsColumn } from './listed-values.ts';
import { morrisPoints } from './morris-points.ts';
import { rangeScale } from './range-scale.ts';
import { saltelliPoints } from './saltelli-points.ts';
import { sobolPoints } from './sobol-points.ts';
import { DesignError } from './design-error.ts';
import type { DesignAxis } from './design.ts';
import type { ListedValues } from './listed-values.ts';
import type { Scale } from './range-scale.ts';
import type { UnitPoints } from './unit-points.ts';
import type { DesignSpec, ListDesign, ListedAxis, SampledAxes, SampledAxis, ZipDesign } from './vary.ts';
import type { Cell } from './written-value.ts';

/** Where something stands, from `vary` down. */
export type At = readonly (string | number)[];

/** An axis and where it was written. */
export interface PlacedAxis extends DesignAxis {
  readonly at: At;
}

/** A member of a crossing: axes that take their values together, one cell for each at a place. */
export interface DesignPart {
  readonly axes: readonly PlacedAxis[];
  readonly size: number;
  cells(place: number): readonly Cell[];
}

/** One axis whose values are taken in turn. */
export function listedPart(path: string, axis: ListedAxis, at: At): DesignPart {
  const values = listedValues(axis, at);
  refuseRepeats(values, at);
  return {
    axes: [placed(path, nameOf(axis), values, at)],
    size: values.cells.length,
    cells: (place) => [values.cells[place]!],
  };
}

/** The points of a design object. Throws a DesignError for what its values or numbers do not allow. */
export function designPart(design: DesignSpec, at: At): DesignPart {
  if ('zip' in design) return zipPart(design, at);
  if ('list' in design) return listPart(design, at);
  const [points, axes, key] = sampled(design, at);
  const scales = Object.entries(axes).map(([path, axis]) => scaleOf(axis, [...at, key, path]));
  return {
    axes: Object.entries(axes).map(([path, axis], index) =>
      placed(path, nameOf(axis), scales[index]!, [...at, key, path]),
    ),
    size: points.size,
    cells: (place) => points.unit(place).map((share, axis) => scales[axis]!.at(share)),
  };
}

function sampled(
  design: Exclude<DesignSpec, ZipDesign | ListDesign>,
  at: At,
): readonly [points: UnitPoints, axes: SampledAxes, key: string] {
  try {
    if ('latinHypercube' in design) return [latinHypercubePoints(design), design.latinHypercube, 'latinHypercube'];
    if ('sobol' in design) return [sobolPoints(design), design.sobol, 'sobol'];
    if ('morris' in design) return [morrisPoints(design), design.morris, 'morris'];
    return [saltelliPoints(design), design.saltelli, 'saltelli'];
  } catch (error) {
    // The designs know their own keys, not where in a study they stand.
    throw error instanceof DesignError ? new DesignError([...at, ...error.path], error.mistake) : error;
  }
}

/** Listed values get an equal share of the unit interval each. */
function scaleOf(axis: SampledAxis, at: At): Scale {
  if ('from' in axis) return rangeScale(axis, at);
  const values = listedValues(axis, at);
  refuseRepeats(values, at);
  const last = values.cells.length - 1;
  return { ...values, at: (share) => values.cells[Math.min(last, Math.floor(share * (last + 1)))]! };
}

function zipPart({ zip }: ZipDesign, at: At): DesignPart {
  const here = [...at, 'zip'];
  const columns = Object.entries(zip).map(([path, axis]) => ({
    path,
    axis,
    values: listedValues(axis, [...here, path]),
  }));
  const [first] = columns;
  const size = first!.values.cells.length;
  for (const { path, values } of columns) {
    const length = values.cells.length;
    if (length === size) continue;
    const sentence = `axes that go in step are of one length; '${first!.path}' has ${size} values and '${path}' has ${length}`;
    throw designMistake(here, 'axes of one length', sentence);
  }
  const axes = columns.map(({ path, axis, values }) => placed(path, nameOf(axis), values, [...here, path]));
  return togetherPart(
    axes,
    columns.map(({ values }) => values),
    here,
  );
}

function listPart({ list, as = {} }: ListDesign, at: At): DesignPart {
  const here = [...at, 'list'];
  const paths = Object.keys(list[0]!);
  const stray = Object.keys(as).find((path) => !paths.includes(path));
  if (stray !== undefined) {
    const expected = `one of ${paths.join(', ')}`;
    const sentence = `'${stray}' is no path of the list; expected ${expected}`;
    throw new DesignError([...at, 'as'], { expected, found: `'${stray}'`, sentence, name: stray, known: paths });
  }
  const columns = paths.map((path) =>
    valuesAsColumn(
      list.map((point) => point[path]!),
      [...here, path],
    ),
  );
  return togetherPart(
    paths.map((path, index) => placed(path, as[path], columns[index]!, [...here, path])),
    columns,
    here,
  );
}

/** Columns whose values belong together row by row. */
function togetherPart(axes: readonly PlacedAxis[], columns: readonly ListedValues[], at: At): DesignPart {
  const size = columns[0]!.cells.length;
  const cells = (place: number): readonly Cell[] => columns.map((column) => column.cells[place]!);
  const seen = new Map<string, number>();
  for (let place = 0; place < size; place++) {
    const key = JSON.stringify(cells(place).map(({ column }) => column));
    const before = seen.get(key);
    if (before !== undefined) {
      throw designMistake(
        at,
        'points that differ',
        `the points ${before + 1} and ${place + 1} are the same; each point stands once`,
      );
    }
    seen.set(key, place);
  }
  return { axes, size, cells };
}

function placed(
  path: string,
  as: string | undefined,
  { kind, unit }: { readonly kind: 'number' | 'text'; readonly unit?: string },
  at: At,
): PlacedAxis {
  return { path, name: as ?? path, kind, ...(unit === undefined ? {} : { unit }), at };
}

function nameOf(axis: SampledAxis): string | undefined {
  return 'as' in axis ? axis.as : undefined;
}
