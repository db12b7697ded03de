import { BadInput, problemAt } from '@ebb/engine';
import type { CheckedDocument, Path, Plan, Problem } from '@ebb/engine';
import type { Changes, Design } from '../design/design.ts';
import type { StudyForm } from './study-form.ts';
import type { Variant } from './variants.ts';

/** Points that are looked at for values not seen before, and points that are opened for having some. */
const MOST_LOOKED_AT = 20_000;
const MOST_OPENED = 24;

/** What is checked, and how a scenario is opened with changes. */
export interface PointsToCheck {
  readonly document: CheckedDocument<StudyForm>;
  readonly design: Design;
  readonly variants: readonly Variant[];
  open(this: void, changes: readonly Changes[], origin: string): Promise<Plan>;
}

/**
 * Opens the scenario as every variant plays it at the first and the last point, and as the first plays it at points that have
 * values not seen before, so that a wrong path or value is found before anything is played. Gives the plan of each
 * variant at the first point. Throws BadInput at the line of the variant or of the axis.
 */
export async function checkPoints({ document, design, variants, open }: PointsToCheck): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  const last = design.size - 1;
  for (const { name, changes } of variants) {
    await told(document, ['variants', name], () => open([changes], `the variant ${name}`));
    const first = await opened(name, changes, 0);
    plans.push(first);
    if (last > 0) await opened(name, changes, last);
  }
  const { name, changes } = variants[0]!;
  for (const point of tellingPoints(design)) await opened(name, changes, point);
  return plans;

  function opened(variant: string, changes: Changes, point: number): Promise<Plan> {
    const here = design.changes(point);
    const origin = `point ${point} of ${variant}`;
    return told(document, ['vary'], () => open([changes, here], origin), Object.keys(here));
  }
}

/** Points that show every value of every axis at least once, as far as they are few; of many, some from end to end. */
function tellingPoints(design: Design): readonly number[] {
  const seen = design.axes.map(() => new Set<unknown>());
  const telling: number[] = [];
  for (let point = 0; point < Math.min(design.size, MOST_LOOKED_AT); point++) {
    const values = design.values(point);
    const isNew = design.axes.map(({ name }, at) => {
      const known = seen[at]!.has(values[name]);
      seen[at]!.add(values[name]);
      return !known;
    });
    if (isNew.includes(true)) telling.push(point);
  }
  if (telling.length <= MOST_OPENED) return telling;
  return Array.from({ length: MOST_OPENED }, (_, at) => telling[Math.floor((at * telling.length) / MOST_OPENED)]!);
}

/** Runs a check, and gives what it finds the line of the study that is to blame. */
async function told<Result>(
  document: CheckedDocument<StudyForm>,
  around: Path,
  check: () => Promise<Result>,
  paths: readonly string[] = [],
): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(
      error.problems.map((problem) => {
        // A problem with a line stands in the scenario or in a file of changes, and is told there.
        if (problem.line > 0) return problem;
        const axis = paths.find((each) => isAbout(problem, each));
        const below = axis === undefined ? undefined : keyPath(document.value.vary, axis);
        const at = below === undefined ? around : ['vary', ...below];
        const { expected, found, path, sentence } = problem;
        return problemAt(document.sources.keyAt(at), path.split('.'), { expected, found, sentence });
      }),
    );
  }
}

/** Whether a problem is about the value at a path, about something in it, or about a key on the way to it. */
function isAbout({ path, sentence }: Problem, axis: string): boolean {
  if (path === axis || path.startsWith(`${axis}.`)) return true;
  if (!axis.startsWith(`${path}.`)) return false;
  const [next = ''] = axis.slice(path.length + 1).split('.');
  return sentence.includes(`'${next}'`);
}

/** Where a key stands in a value, however deep. */
function keyPath(value: unknown, key: string): Path | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, below] of Object.entries(value)) {
    if (name === key) return [name];
    const found = keyPath(below, key);
    if (found !== undefined) return [name, ...found];
  }
  return undefined;
}
