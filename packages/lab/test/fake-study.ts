import type { StudyManifest } from '@ebb/results';
import type { StudyColumns, StudyFolder } from '@ebb/results/store';

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
): StudyFolder {
  const variants = manifest.variants ?? [...new Set(runs.map(({ variant }) => variant))];
  const pointOf = ({ point = 0 }: FakeRun): number => point;
  const rows = [...runs].sort(
    (left, right) =>
      pointOf(left) - pointOf(right) ||
      variants.indexOf(left.variant) - variants.indexOf(right.variant) ||
      left.seed - right.seed,
  );
  const columns = (names: readonly string[]): Promise<StudyColumns> =>
    Promise.resolve({
      rows: rows.length,
      point: Int32Array.from(rows, pointOf),
      variant: Int32Array.from(rows, ({ variant }) => variants.indexOf(variant)),
      seed: Float64Array.from(rows, ({ seed }) => seed),
      numbers: new Map(
        names.map((name) => [
          name,
          Float64Array.from(rows, ({ numbers, failed }) => (failed === true ? NaN : (numbers?.[name] ?? NaN))),
        ]),
      ),
      texts: new Map(),
      units: new Map(names.filter((name) => name in units).map((name) => [name, units[name]!])),
    });
  const refuse = (): never => {
    throw new Error('a fake study does not do this');
  };
  return {
    path: 'fake',
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
    has: ({ point, variant, seed }) => {
      const found = rows.find((run) => pointOf(run) === point && run.variant === variant && run.seed === seed);
      return found === undefined ? undefined : found.failed === true ? 'failed' : 'completed';
    },
    write: refuse,
    state: refuse,
    columns,
    query: refuse,
  };
}
