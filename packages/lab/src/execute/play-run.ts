import type { ScenarioRequest } from '@ebb/engine/node';
import type { Changes } from '../design/design.ts';
import type { Replicate, ReplicateFault } from './replicate-result.ts';

/** What is to be played, once. */
export interface PlayOrder {
  readonly request: ScenarioRequest;
  /** Laid over the scenario in this order. */
  readonly changes?: readonly Changes[];
  /** See `worldHash`. */
  readonly build?: string;
  readonly seed: string;
  readonly signal: AbortSignal;
  /** Seconds after which a run that stands still is ended; 0 for never. */
  readonly watchdogSeconds: number;
}

/** One run that is over, reduced to what it measured. Only `seconds` depends on the machine. */
export interface PlayedRun extends Replicate {
  /** As in `worldHash`; empty where the changes make no scenario. */
  readonly world: string;
  /** Facts and intents; 0 where the run was lost with its thread. */
  readonly events: number;
  /** Of the clock. */
  readonly seconds: number;
}

/** How far a run is. */
export interface RunGauge {
  readonly share: number;
  readonly events: number;
}

/** A run that is being played. */
export interface UnderWay<Run> {
  gauge(this: void): RunGauge;
  /** Undefined when it was ended by the signal. */
  readonly over: Promise<Run | undefined>;
}

/** Starts to play a run. */
export type PlayRun<Run = PlayedRun> = (order: PlayOrder) => UnderWay<Run>;

/** Keeps of a fault what belongs into a result. */
export function faultOf({ message, plugin, instance, timeUs }: Required<ReplicateFault>): ReplicateFault {
  return { message, plugin, instance, timeUs };
}
