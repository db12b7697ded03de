import type { StudyManifest } from '../src/study/study-manifest.ts';
import type { StudyRun } from '../src/study/study-run.ts';

/** A study of three points, two variants and four seeds. */
export const MANIFEST: StudyManifest = {
  format: 'ebb-study-1',
  key: '0123456789abcdef',
  name: 'fees',
  scenario: 'tutorial',
  title: 'A tutorial',
  form: {},
  axes: [
    { name: 'drop', kind: 'number', unit: 'bp' },
    { name: 'rule', kind: 'text' },
  ],
  variants: ['wide', 'asWas'],
  points: 3,
  replicates: 4,
  firstSeed: 1,
  build: 'b',
  versions: {},
  plugins: [],
};

/** A run of it, as it always comes out; the variant `wide` has a metric of its own. */
export function studyRun(point: number, variant: string, seed: number, change: Partial<StudyRun> = {}): StudyRun {
  return {
    run: `${point}${variant}${seed}`,
    point,
    variant,
    seed,
    values: { drop: point * 10, rule: `r${point}` },
    traceHash: 'ff',
    events: 1000 + seed,
    metrics: [
      { subject: 'BTC/USDT@alpha', name: 'low', value: 100 - point - seed / 10, unit: 'USDT', atUs: 5 + seed },
      { name: 'trades', value: seed, unit: '' },
      ...(variant === 'wide' ? [{ subject: 'X', name: 'depth', value: 1, unit: 'USDT' }] : []),
    ],
    ...change,
  };
}

/** All runs of a study, in its order. */
export function allRuns({ points, variants, replicates, firstSeed }: StudyManifest = MANIFEST): readonly StudyRun[] {
  return Array.from({ length: points }, (_, point) =>
    variants.flatMap((variant) =>
      Array.from({ length: replicates }, (_, seed) => studyRun(point, variant, firstSeed + seed)),
    ),
  ).flat();
}
