import { mkdir, readFile, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunResult } from '../run-result.ts';
import { makeFolder } from './make-folder.ts';
import { metricRecords, metricsTable } from './metrics-table.ts';
import { ParquetSink } from './parquet-sink.ts';
import { replaceFolder, restoreFolder } from './replace-folder.ts';
import { release, siblingOf } from './sibling.ts';
import { StoreError, errnoOf, storeError } from './store-error.ts';

/** What `manifest.json` says it is. */
export const RUN_FORMAT = 'ebb-run/1';

/**
 * The folder of one run. Everything is written into a hidden folder beside it, which takes its place at once when the run is
 * over, however it ended; until then a result of an earlier run stays as it was.
 */
export class RunFolder {
  readonly sink: ParquetSink;
  readonly #work: string;

  private constructor(
    /** Where the files will be, as an absolute path. */
    readonly path: string,
    work: string,
  ) {
    this.#work = work;
    this.sink = new ParquetSink(work);
  }

  /**
   * Prepares to write a run to a folder, which is made with its parents; a folder that is there must be empty or hold a run.
   * Throws a StoreError, and leaves nothing behind, when that cannot be done: best asked before a long run, not after.
   */
  static async open(folder: string): Promise<RunFolder> {
    const asked = path.resolve(folder);
    try {
      const target = await realpath(asked).catch(() => asked);
      await makeFolder(path.dirname(target), 'write results', asked);
      await restoreFolder(target);
      await refuseMountPoint(target);
      await checkReplaceable(target);
      const work = siblingOf(target, 'new');
      await mkdir(work);
      return new RunFolder(target, work);
    } catch (thrown) {
      throw storeError(thrown, 'write results', asked);
    }
  }

  /**
   * Ends the tables, adds manifest, metrics and timings, and puts the whole in place. Throws a StoreError, and leaves what
   * was there before, when anything could not be written.
   */
  async commit(result: RunResult): Promise<void> {
    const { manifest, metrics, verdict, conservation, cascades, timings } = result;
    try {
      this.sink.write(metricsTable(metrics));
      this.sink.close();
      const records = metricRecords(metrics).map((record) => `  ${JSON.stringify(record)}`);
      await this.#writeText('metrics.json', `[\n${records.join(',\n')}\n]\n`);
      if (cascades !== undefined) await this.#writeJson('cascades.json', cascades);
      await this.#writeJson('timings.json', timings);
      await this.#writeJson('manifest.json', { format: RUN_FORMAT, verdict, ...manifest, conservation });
      await checkReplaceable(this.path);
      await replaceFolder(this.#work, this.path);
      release(this.#work);
    } catch (thrown) {
      await this.discard();
      throw storeError(thrown, 'write results', this.path);
    }
  }

  /** Gives up: removes what was written and leaves what was there before. */
  async discard(): Promise<void> {
    await rm(this.#work, { recursive: true, force: true });
    release(this.#work);
  }

  #writeJson(name: string, value: object): Promise<void> {
    return this.#writeText(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  #writeText(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.#work, name), text);
  }
}

/** Whether a manifest was written by a run. */
export function isRunManifest(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === RUN_FORMAT;
}

/** Refuses to replace what is not the folder of a run: a wrong path must not cost anyone's files. */
async function checkReplaceable(target: string): Promise<void> {
  for (;;) {
    const before = await identity(target);
    if (before === undefined || (await mayBeReplaced(target))) return;
    // Another run may have put its folder in place between two looks at this one.
    if ((await identity(target)) === before) break;
  }
  throw new StoreError(
    'notARunFolder',
    target,
    `Cannot write results at ${target}: it holds other files than those of a run, which would be lost.`,
  );
}

/** A folder that something is mounted on cannot be renamed, and so not replaced. */
async function refuseMountPoint(target: string): Promise<void> {
  const own = await stat(target).catch(unlessMissing);
  if (own === undefined || own.dev === (await stat(path.dirname(target))).dev) return;
  throw new StoreError(
    'notWritable',
    target,
    `Cannot write results at ${target}: it is a mount point; name a folder in it.`,
  );
}

async function mayBeReplaced(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(unlessMissing);
  if (names === undefined || names.length === 0) return true;
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => '');
  return isRunManifest(parsed(text));
}

async function identity(folder: string): Promise<number | undefined> {
  return (await stat(folder).catch(unlessMissing))?.ino;
}

function unlessMissing(thrown: unknown): undefined {
  if (errnoOf(thrown) !== 'ENOENT') throw thrown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
