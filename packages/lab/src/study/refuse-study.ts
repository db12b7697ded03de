import { BadInput } from '@ebb/engine';
import type { CheckedDocument } from '@ebb/engine';
import { readInput } from '@ebb/engine/node';
import type { Design } from '../design/design.ts';
import type { KnownMetrics } from '../measure/condition.ts';
import { bindMeasure, parseMeasure } from '../measure/measure.ts';
import type { StudyForm } from './study-form.ts';
import type { Variant } from './variants.ts';

/** Throws BadInput for a metric of a study that cannot be read; whether runs measure it is told by `refuseUnmeasured`. */
export function refuseMetrics({ value, mistake }: CheckedDocument<StudyForm>): void {
  value.metrics?.forEach((written, index) => {
    try {
      parseMeasure(written);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const sentence = error.message;
      throw mistake(['metrics', index], { expected: 'a metric or an event', found: `'${written}'`, sentence });
    }
  });
}

/**
 * Throws BadInput for a metric of a study that runs do not measure and that is nearly one that they do, and for an event whose edge says
 * nothing in the metric's unit. A name that is like no other may be that of runs to come.
 */
export function refuseUnmeasured({ value, mistake }: CheckedDocument<StudyForm>, known: KnownMetrics): void {
  if (known.units.size === 0) return;
  value.metrics?.forEach((written, index) => {
    try {
      bindMeasure(parseMeasure(written), known);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const sentence = error.message;
      if (!/did you mean|cannot be told/.test(sentence)) return;
      throw mistake(['metrics', index], { expected: 'what runs measure', found: `'${written}'`, sentence });
    }
  });
}

/** Throws BadInput, with the place in the study, where the file of its scenario cannot be read. */
export async function refuseNoScenario({ mistake }: CheckedDocument<StudyForm>, file: string): Promise<void> {
  try {
    await readInput(file, 'a scenario');
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const { sentence } = error.problems[0]!;
    throw mistake(['scenario'], { expected: 'the file of a scenario', found: `'${file}'`, sentence });
  }
}

/** Throws BadInput for a variant that sets what an axis sets after it, so that the variant would come to nothing. */
export function refuseOverridden(
  { mistake }: CheckedDocument<StudyForm>,
  { axes }: Pick<Design, 'axes'>,
  variants: readonly Variant[],
): void {
  for (const { name, changes } of variants) {
    for (const path of leavesOf(changes)) {
      const axis = axes.find((each) => path === each.path || path.startsWith(`${each.path}.`));
      if (axis === undefined) continue;
      const sentence = `the variant sets '${path}', which the axis '${axis.path}' sets after it at every point; one of them is enough`;
      throw mistake(['variants', name], { expected: 'what no axis sets', found: `'${path}'`, sentence });
    }
  }
}

/** The paths at which a patch sets something, whether it is written in dots or in maps. */
function leavesOf(value: Readonly<Record<string, unknown>>, around = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, below]) =>
    isMap(below) && Object.keys(below).length > 0 ? leavesOf(below, `${around}${key}.`) : [`${around}${key}`],
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
