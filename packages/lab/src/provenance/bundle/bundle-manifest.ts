import { z } from 'zod';

const HASH = z.string().regex(/^[0-9a-f]{64}$/, { message: 'a SHA-256 of 64 hex digits' });

/** The form of `bundle.json`, which says what a bundle holds and what its parts have to be. */
export const bundleSchema = z.strictObject({
  format: z.literal('ebb-bundle-1'),
  kind: z.enum(['scenario', 'run', 'study']),
  name: z.string().min(1),
  title: z.string(),
  /** What is opened, with paths in the bundle. */
  request: z.strictObject({
    scenario: z.string().min(1),
    patches: z.array(z.string()),
    set: z.array(z.string()),
    plugins: z.array(z.string()),
  }),
  scenarioHash: z.string().min(1),
  /** The hash of the built packages on the run path; see `buildHash`. */
  build: HASH,
  versions: z.record(z.string(), z.string()),
  plugins: z.array(z.strictObject({ kind: z.string(), name: z.string(), version: z.string(), hash: z.string() })),
  /** How many runs `traces.csv` has. */
  runs: z.int().min(0),
  /** Whether numbers of the runs are in it, besides their traces. */
  results: z.boolean(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: HASH })),
});

/** What a bundle holds, and what its parts have to be. */
export type BundleManifest = z.infer<typeof bundleSchema>;

/** What the files of a bundle are called. Files of the scenario and of plugins lie in folders of their own. */
export const BUNDLE_FILES = { manifest: 'bundle.json', readme: 'README.md', traces: 'traces.csv' } as const;

/** The folder of a bundle in which results lie as they did in the folder of the run or the study. */
export const RESULTS = 'results';
