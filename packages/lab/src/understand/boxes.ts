import { StudyFolder } from '@ebb/results/store';
import type { ComparableStudy } from '../compare/compare.ts';
import { boxText } from './box-text.ts';
import { primBoxes } from './prim-boxes.ts';
import type { BoxOptions, PrimBoxes } from './prim-boxes.ts';
import { studyRuns } from './study-runs.ts';
import { columnsOf, variedBy } from './varied-axes.ts';

/** What is asked of a study, and how. */
export interface BoxesOptions extends Partial<BoxOptions> {
  /** An event such as `metric < 0.9`. */
  readonly event: string;
  /** The first of the study unless given. */
  readonly variant?: string;
  /** Looks at all variants together, as one more axis. */
  readonly allVariants?: boolean;
  /** The start of the scenario in microseconds since the epoch, for events such as `metric.at < 20:50`. */
  readonly startUs?: number;
}

/** When something happens in a study. */
export interface Boxes {
  readonly study: string;
  readonly title: string;
  /** Those that were looked at. */
  readonly variants: readonly string[];
  /** As it was written. */
  readonly event: string;
  readonly found: PrimBoxes;
  /** What is to be known of runs without a number. */
  readonly notes: readonly string[];
  /** What a person reads. */
  table(): string;
}

/**
 * Says when something happens: in which part of the space that a study, open or by the path of its folder, varies; see `primBoxes`.
 * Throws a RangeError where the study varies nothing, for a metric that is no event, and, with the nearest name, for a metric or
 * variant that is not there.
 */
export async function boxes(from: ComparableStudy | string, options: BoxesOptions): Promise<Boxes> {
  const study = typeof from === 'string' ? await StudyFolder.open(from) : from;
  const { manifest } = study;
  const { event, variant = manifest.variants[0]!, allVariants = false, startUs, seed = 1, ...how } = options;
  const { names, columns, units } = columnsOf(await variedBy(manifest));
  const variants = allVariants ? manifest.variants : [variant];
  const read = await studyRuns(study, { metric: event, variants, ...(startUs === undefined ? {} : { startUs }) });
  if (read.measure.kind !== 'event') {
    throw new RangeError(`boxes are of an event, as in '${read.measure.column} < 0.9'; '${event}' is none`);
  }
  const stacked = read.variants.flatMap(({ runs }) => runs);
  // The points of all variants one after another: those of one place had the same luck.
  const repeat = <Value>(values: readonly Value[]): readonly Value[] => variants.flatMap(() => values);
  const places = Array.from({ length: manifest.points }, (_, point) => point);
  const asked = {
    names: allVariants ? [...names, 'variant'] : names,
    units,
    columns: [
      ...columns.map((column) => repeat<number | string>(column) as typeof column),
      ...(allVariants ? [variants.flatMap((own) => places.map(() => own))] : []),
    ],
    runs: stacked,
    groups: repeat(places),
  };
  const found = primBoxes(asked, { ...how, seed });
  const notes = read.variants.flatMap((own) => own.notes);
  const all = { study: manifest.name, title: manifest.title, variants, event: read.measure.text, found, notes };
  return { ...all, table: () => textOf(all) };
}

function textOf({ study, title, variants, event, found, notes }: Omit<Boxes, 'table'>): string {
  const who = variants.length === 1 ? `'${variants[0]}'` : `${variants.length} variants`;
  const { points, replicates } = found;
  const size = `${points / variants.length} points × ${replicates} ${replicates === 1 ? 'seed' : 'seeds'}`;
  const head = `${title} (${study}): when ${event} in ${who}\nBoxes by PRIM, ${size}`;
  return [head, '', boxText(found, event) + notes.map((note) => `${note}\n`).join('')].join('\n');
}
