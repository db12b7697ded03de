import type { ScenarioRequest } from '@ebb/engine/node';
import type { Replicate } from './replicate-result.ts';
import { RunGauges } from './thread/run-gauges.ts';
import { superviseRun } from './thread/supervise-run.ts';
import type { Outcome } from './thread/supervise-run.ts';

/** What is to be played. */
export interface ReplicateOrder {
  readonly request: ScenarioRequest;
  readonly seed: string;
  readonly signal: AbortSignal;
  readonly watchdogSeconds: number;
}

/** A replicate that is being played. */
export interface ReplicateUnderWay {
  /** The part of its simulated time that is behind, and its facts and intents so far. */
  gauge(this: void): { readonly share: number; readonly events: number };
  /** Undefined when it was ended by the signal. */
  readonly over: Promise<Replicate | undefined>;
}

/** Starts to play a replicate. */
export type PlayReplicate = (order: ReplicateOrder) => ReplicateUnderWay;

/** Plays a replicate in a thread of its own, recording nothing but its metrics. */
export function playReplicate({ request, seed, signal, watchdogSeconds }: ReplicateOrder): ReplicateUnderWay {
  const gauges = new RunGauges();
  let [startUs, lengthUs] = [0, Infinity];
  const ended = superviseRun({ ...request, seed, record: 'none', audit: false }, gauges, {
    signal,
    watchdogSeconds,
    ready: (head) => {
      [startUs, lengthUs] = [head.startUs, head.untilUs - head.startUs];
      return Promise.resolve();
    },
    take: () => {},
  });
  return {
    gauge: () => ({ share: Math.max(0, (gauges.simulatedUs - startUs) / lengthUs), events: gauges.events }),
    over: ended.then((outcome) => replicateOf(outcome, seed)),
  };
}

function replicateOf(outcome: Outcome, seed: string): Replicate | undefined {
  switch (outcome.kind) {
    case 'cancelled':
      return undefined;
    case 'refused':
      return { seed, traceHash: '', metrics: [], fault: { message: outcome.sentences } };
    case 'lost':
      return { seed, traceHash: '', metrics: [], fault: faultOf(outcome.fault) };
    case 'done': {
      const { metrics, manifest } = outcome.result;
      const { status, traceHash, fault } = manifest;
      if (status === 'interrupted') return undefined;
      return { seed, traceHash, metrics, ...(fault === undefined ? {} : { fault: faultOf(fault) }) };
    }
  }
}

function faultOf({ message, plugin, instance, timeUs }: Required<NonNullable<Replicate['fault']>>) {
  return { message, plugin, instance, timeUs };
}
