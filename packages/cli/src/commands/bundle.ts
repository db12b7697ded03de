import { open, readFile } from 'node:fs/promises';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { bundleText } from '../print/bundle-text.ts';
import { showReplicates } from '../print/show-replicates.ts';
import { UsageError } from '../usage-error.ts';
import { askedFolder, isStudyFile } from './asked-study.ts';

/** The options of `ebb bundle`. */
export interface BundleOptions {
  /** A scenario's file, a run's folder, or a study. */
  readonly what: string;
  readonly out?: string;
  /** False with `--no-results`. */
  readonly results: boolean;
  /** How many seeds a scenario is played with first. */
  readonly replicates: number;
  /** The scenario that a run was played from, where its folder does not say. */
  readonly scenario?: string;
  readonly set: readonly string[];
  readonly patch: readonly string[];
  readonly plugin: readonly string[];
  readonly store: string;
  readonly jobs?: number;
  readonly json?: boolean;
}

/** Packs a scenario, a run or a study so that others can play it again. Throws BadInput for what cannot be packed. */
export async function bundle(options: BundleOptions): Promise<ExitCode> {
  const { what, out, results, replicates, scenario, set, patch, plugin, store, jobs, json = false } = options;
  if (out !== undefined) await refuseOther(out);
  const lab = await import('@ebb/lab');
  const aborting = abortOnSignal('the replicates');
  const shown = replicates > 0 ? await showReplicates(replicates) : undefined;
  try {
    const asked = (await isStudy(what)) ? (await askedFolder(what, store)).path : what;
    const subject = await lab.bundleSubjectAt(asked, {
      request: { ...(scenario === undefined ? {} : { scenario }), set, patches: patch, plugins: plugin },
      seeds: Array.from({ length: replicates }, (_, i) => String(i + 1)),
      store,
      signal: aborting.signal,
      ...(jobs === undefined ? {} : { jobs }),
      ...(shown === undefined ? {} : { onProgress: shown.take }),
    });
    shown?.end();
    if (aborting.signal.aborted) return EXIT.interrupted;
    const made = await lab.makeBundle(subject, { results, ...(out === undefined ? {} : { out }) }).catch(notWritten);
    process.stdout.write(json ? `${JSON.stringify(made)}\n` : bundleText(made));
    return EXIT.ok;
  } finally {
    shown?.end();
    aborting.end();
  }
}

/** Whether a file says which scenario it is a study of; a scenario has no such key. */
async function isStudy(what: string): Promise<boolean> {
  if (!isStudyFile(what)) return false;
  return /^scenario:/m.test(await readFile(what, 'utf8').catch(() => ''));
}

/** A wrong path must not cost anyone's file: what is replaced is a gzipped archive already. */
async function refuseOther(out: string): Promise<void> {
  const handle = await open(out).catch(() => undefined);
  if (handle === undefined) return;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b) return;
  } catch {
    // A folder cannot be read, nor replaced.
  } finally {
    await handle.close();
  }
  throw new UsageError(`ebb: --out ${out}: something else than a bundle lies there, which would be lost`);
}

function notWritten(error: unknown): never {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  throw new UsageError(`ebb: the bundle cannot be written: ${message}`);
}
