import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '@ebb/engine/node';
import { BUNDLE_FILES, bundleSchema } from '../bundle/bundle-manifest.ts';
import type { BundleManifest } from '../bundle/bundle-manifest.ts';
import { tracesOf } from '../bundle/bundled-run.ts';
import type { BundledRun } from '../bundle/bundled-run.ts';
import { sealOf } from '../bundle/packed-file.ts';
import { readTgz } from '../bundle/read-tgz.ts';

/** A bundle that was unpacked. */
export interface UnpackedBundle {
  readonly folder: string;
  readonly manifest: BundleManifest;
  /** The SHA-256 of its `bundle.json`. */
  readonly digest: string;
  /** Files that are not what `bundle.json` says, in a sentence each; none of a whole bundle. */
  readonly damage: readonly string[];
  /** None where the list of traces is damaged. */
  readonly runs: readonly BundledRun[];
}

/** Unpacks a bundle into an empty folder and checks every file. Throws BadInput for what is no bundle. */
export async function readBundle(file: string, folder: string): Promise<UnpackedBundle> {
  const found = await readTgz(file, folder);
  const refuse = (sentence: string): Error => fileProblem(file, { expected: 'a bundle', found: 'another', sentence });
  if (!found.includes(BUNDLE_FILES.manifest)) {
    throw refuse(`the archive holds no ${BUNDLE_FILES.manifest}, so it is no bundle of Ebb`);
  }
  const text = await readFile(path.join(folder, BUNDLE_FILES.manifest));
  const manifest = manifestOf(text, refuse);
  const damage = await damageOf(folder, found, manifest);
  return {
    folder,
    manifest,
    digest: createHash('sha256').update(text).digest('hex'),
    damage,
    runs: damage.length > 0 ? [] : await runsOf(folder, manifest, refuse),
  };
}

function manifestOf(text: Buffer, refuse: (sentence: string) => Error): BundleManifest {
  let value: unknown;
  try {
    value = JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw refuse(`its ${BUNDLE_FILES.manifest} is not JSON: ${(error as Error).message}`);
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'string' && format !== 'ebb-bundle-1') {
    throw refuse(`its format is '${format}', and this version of Ebb reads 'ebb-bundle-1'`);
  }
  const checked = bundleSchema.safeParse(value);
  if (checked.success) return checked.data;
  const { path: where, message } = checked.error.issues[0]!;
  throw refuse(`its ${BUNDLE_FILES.manifest} is not as it should be at '${where.join('.')}': ${message}`);
}

/** Says which files are others than those that were packed. */
async function damageOf(
  folder: string,
  found: readonly string[],
  { files }: BundleManifest,
): Promise<readonly string[]> {
  const damage: string[] = [];
  for (const { path: name, bytes, sha256 } of files) {
    if (!found.includes(name)) {
      damage.push(`${name} is missing`);
      continue;
    }
    const seal = await sealOf({ file: path.join(folder, name) });
    if (seal.bytes !== bytes || seal.sha256 !== sha256) damage.push(`${name} was changed after it was packed`);
  }
  const listed = new Set(files.map(({ path: name }) => name));
  for (const name of found) {
    if (name !== BUNDLE_FILES.manifest && !listed.has(name)) damage.push(`${name} was added after it was packed`);
  }
  return damage;
}

async function runsOf(
  folder: string,
  { runs: count }: BundleManifest,
  refuse: (sentence: string) => Error,
): Promise<readonly BundledRun[]> {
  const file = BUNDLE_FILES.traces;
  const text = await readFile(path.join(folder, file), 'utf8').catch(() => {
    throw refuse(`it holds no ${file}`);
  });
  try {
    const runs = tracesOf(text);
    if (runs.length !== count) throw new RangeError(`it lists ${runs.length} runs, and should list ${count}`);
    return runs;
  } catch (error) {
    if (error instanceof RangeError) throw refuse(`its ${file} cannot be read: ${error.message}`);
    throw error;
  }
}
