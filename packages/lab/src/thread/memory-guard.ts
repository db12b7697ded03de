import type { RunGauges } from './run-gauges.ts';

/** A run that may only take so much memory. */
export interface GuardedRun {
  readonly gauges: Pick<RunGauges, 'beats' | 'memoryBytes'>;
  readonly limitMiB: number;
  /** Whether it is played again when it is ended: where it is not known which run takes too much, these end first. */
  readonly comesAgain: boolean;
  /** Called once when it takes more. */
  tooMuch(this: void): void;
}

/** What a thread may take beyond the limit of its run before Node ends it. One large array may abort the process there. */
export const HEADROOM_MIB = 2048;

const MIB = 2 ** 20;
const LOOK_MS = 100;
/** Looks without a beat after which a run is taken to be busy with one thing, and does not tell what memory it takes. */
const SILENT_LOOKS = 2;
/** Looks in which memory comes back after a run was ended. */
const LOOKS_AFTER = 5;
/** What such runs may take beyond their limit: what they take is guessed, and part of it is of threads that start or end. */
const DOUBT_MIB = HEADROOM_MIB / 2;

const runs = new Map<GuardedRun, { beats: number; still: number }>();
let timer: NodeJS.Timeout | undefined;
let restBytes: number | undefined;
let pauseLooks = 0;

/**
 * Ends a run that takes more memory than it may, arrays outside of its heap included. Node's own limit of a thread comes too
 * late: a thread that asks for a large array near it takes the whole process along. Returns how to end the watch.
 */
export function guardMemory(run: GuardedRun): () => void {
  restBytes ??= process.memoryUsage.rss();
  runs.set(run, { beats: run.gauges.beats, still: 0 });
  timer ??= setInterval(look, LOOK_MS).unref();
  return () => {
    runs.delete(run);
    if (runs.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function look(): void {
  for (const [run, seen] of [...runs]) {
    const { beats, memoryBytes } = run.gauges;
    seen.still = beats === seen.beats ? seen.still + 1 : 0;
    seen.beats = beats;
    if (memoryBytes > run.limitMiB * MIB) end(run);
  }
  if (pauseLooks > 0) pauseLooks--;
  else lookAtSilent();
}

/** Ends one of the runs that do not tell what they take, when together they take too much even for the largest of them. */
function lookAtSilent(): void {
  let takenBytes = process.memoryUsage.rss() - restBytes!;
  const silent: GuardedRun[] = [];
  for (const [run, { still }] of runs) {
    if (still < SILENT_LOOKS) takenBytes -= run.gauges.memoryBytes;
    else silent.push(run);
  }
  const limitMiB = silent.reduce((most, run) => Math.max(most, run.limitMiB), 0);
  if (silent.length === 0 || takenBytes <= (limitMiB + DOUBT_MIB) * MIB) return;
  const comeAgain = silent.filter(({ comesAgain }) => comesAgain);
  const suspects = comeAgain.length > 0 ? comeAgain : silent;
  end(suspects.reduce((a, b) => (runs.get(b)!.still > runs.get(a)!.still ? b : a)));
}

function end(run: GuardedRun): void {
  runs.delete(run);
  pauseLooks = LOOKS_AFTER;
  run.tooMuch();
}
