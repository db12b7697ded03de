import type { ReplicateFault } from './replicate-result.ts';
import { RunGauges } from '../thread/run-gauges.ts';
import { superviseRun } from '../thread/supervise-run.ts';
import type { Outcome } from '../thread/supervise-run.ts';
import { faultOf } from './play-run.ts';
import type { PlayOrder, PlayedRun, UnderWay } from './play-run.ts';

/**
 * Plays a run in a thread of its own, recording nothing but its metrics. It costs a start, and tells more than a thread that many
 * runs share: who stood still, and when.
 */
export function playAlone(order: PlayOrder, memoryMiB?: number): UnderWay<PlayedRun> {
  const { request, changes = [], build = '', seed, signal, watchdogSeconds } = order;
  if (signal.aborted) return { gauge: () => ({ share: 0, events: 0 }), over: Promise.resolve(undefined) };
  const gauges = new RunGauges();
  const begunMs = performance.now();
  let world = '';
  const ended = superviseRun({ ...request, changes, build, seed, record: 'none', audit: false }, gauges, {
    signal,
    watchdogSeconds,
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    ready: (_, itsWorld) => {
      world = itsWorld;
      return Promise.resolve();
    },
    take: () => {},
  });
  return {
    gauge: () => ({ share: gauges.share, events: gauges.events }),
    over: ended.then((outcome) => playedRun(outcome, { seed, world, seconds: (performance.now() - begunMs) / 1000 })),
  };
}

function playedRun(outcome: Outcome, run: Pick<PlayedRun, 'seed' | 'world' | 'seconds'>): PlayedRun | undefined {
  const nothing = { ...run, traceHash: '', events: 0, metrics: [] };
  switch (outcome.kind) {
    case 'cancelled':
      return undefined;
    case 'refused':
      return { ...nothing, fault: { message: outcome.sentences } };
    case 'lost':
      return { ...nothing, fault: lostFault(outcome.fault) };
    case 'done': {
      const { metrics, manifest } = outcome.result;
      const { status, traceHash, events, fault } = manifest;
      if (status === 'interrupted') return undefined;
      return { ...run, traceHash, events, metrics, ...(fault === undefined ? {} : { fault: faultOf(fault) }) };
    }
  }
}

/** When a run broke that nobody could look into depends on the machine, and has no place in a result. */
function lostFault(fault: Required<ReplicateFault>): ReplicateFault {
  return fault.plugin === 'engine' ? { message: fault.message } : faultOf(fault);
}
