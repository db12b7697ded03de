import type { StudyManifest } from '@ebb/results';
import type { StudyColumns } from '@ebb/results/store';
import type { ComparableStudy } from '../src/compare/compare.ts';

/** One run of a study that was never played; a number that is absent was not measured. */
export interface FakeRun {
  readonly point?: number;
  readonly variant: string;
  readonly seed: number;
  readonly failed?: boolean;
  readonly numbers?: Readonly<Record<string, number>>;
}

/** A study in memory; its runs are put in the order of point, variant, seed. */
export function fakeStudy(
  runs: readonly FakeRun[],
  units: Readonly<Record<string, string>>,
  manifest: Partial<StudyManifest> = {},
): ComparableStudy {
  const variants = manifest.variants ?? [...new Set(runs.map(({ variant }) => variant))];
  const pointOf = ({ point = 0 }: FakeRun): number => point;
  const rows = [...runs].sort(
    (left, right) =>
      pointOf(left) - pointOf(right) ||
      variants.indexOf(left.variant) - variants.indexOf(right.variant) ||
      left.seed - right.seed,
  );
  const known = [...new Set(rows.flatMap(({ numbers = {} }) => Object.keys(numbers)))];
  const columns = (names: readonly string[]): Promise<StudyColumns> =>
    Promise.resolve({
      rows: rows.length,
      point: Int32Array.from(rows, pointOf),
      variant: Int32Array.from(rows, ({ variant }) => variants.indexOf(variant)),
      seed: Float64Array.from(rows, ({ seed }) => seed),
      failed: Uint8Array.from(rows, ({ failed }) => Number(failed === true)),
      numbers: new Map(
        names
          .filter((name) => known.includes(name))
          .map((name) => [
            name,
            Float64Array.from(rows, ({ numbers, failed }) => (failed === true ? NaN : (numbers?.[name] ?? NaN))),
          ]),
      ),
      texts: new Map(),
      units: new Map(names.filter((name) => name in units).map((name) => [name, units[name]!])),
    });
  return {
    manifest: {
      format: 'ebb-study-1',
      key: '0123456789abcdef',
      name: 'fake',
      scenario: 'tutorial',
      title: 'A tutorial',
      form: {},
      axes: [],
      points: 1 + Math.max(...rows.map(pointOf)),
      replicates: new Set(rows.map(({ seed }) => seed)).size,
      firstSeed: 1,
      build: 'beef',
      versions: {},
      plugins: [],
      ...manifest,
      variants,
    },
    columnNames: () => Promise.resolve(known),
    columns,
  };
}
