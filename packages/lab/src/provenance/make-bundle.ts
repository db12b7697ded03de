import { createHash } from 'node:crypto';
import { BUNDLE_FILES } from './bundle/bundle-manifest.ts';
import type { BundleManifest } from './bundle/bundle-manifest.ts';
import { bundleReadme } from './bundle/bundle-readme.ts';
import type { BundleSubject } from './bundle/bundle-subject.ts';
import { tracesText } from './bundle/bundled-run.ts';
import { gatherFiles } from './bundle/gather-files.ts';
import { sealOf } from './bundle/packed-file.ts';
import type { PackedFile } from './bundle/packed-file.ts';
import { writeTgz } from './bundle/write-tgz.ts';

/** A bundle that was written. */
export interface MadeBundle {
  readonly file: string;
  /** The SHA-256 of its `bundle.json`, which names its content however it is packed. */
  readonly digest: string;
  readonly manifest: BundleManifest;
}

/** How a bundle is made. */
export interface MakeBundleOptions {
  /** The file to write; named as the subject in the working folder unless given. */
  readonly out?: string;
  /** Whether the numbers of the runs go into it, besides their traces; true unless given. */
  readonly results?: boolean;
}

/**
 * Packs a scenario, a run or a study with all files it is played from, so that others can play it again: in the order of their
 * paths, without times, users or machines. The same content gives the same digest. Throws BadInput for what cannot be
 * packed.
 */
export async function makeBundle(subject: BundleSubject, options: MakeBundleOptions = {}): Promise<MadeBundle> {
  const { results = true, out = `${subject.fileName}.tgz` } = options;
  const { kind, name, title, scenarioHash, build, versions, plugins, runs } = subject;
  const gathered = await gatherFiles(subject.request, subject.open);
  const described: Omit<BundleManifest, 'files'> = {
    format: 'ebb-bundle-1',
    kind,
    name,
    title,
    request: gathered.request,
    scenarioHash,
    build,
    versions: { ...versions },
    plugins: plugins.map((each) => ({ kind: each.kind, name: each.name, version: each.version, hash: each.hash })),
    runs: runs.length,
    results: results && kind !== 'scenario',
  };
  const own: PackedFile[] = [
    { path: BUNDLE_FILES.readme, content: Buffer.from(bundleReadme(described, subject.fileName)) },
    { path: BUNDLE_FILES.traces, content: Buffer.from(tracesText(runs)) },
    ...gathered.files,
    ...(await subject.results(gathered.request, results)),
  ];
  own.sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = await Promise.all(own.map(async (each) => ({ path: each.path, ...(await sealOf(each.content)) })));
  const manifest: BundleManifest = { ...described, files };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await writeTgz(out, [...own, { path: BUNDLE_FILES.manifest, content: text }]);
  return { file: out, digest: createHash('sha256').update(text).digest('hex'), manifest };
}
