import type { MetricValue, PluginKind } from '@ebb/sdk';
import { metricKey } from './metric-key.ts';
import type { CascadeReport } from './cascade-report.ts';
import type { RecordedTable } from './record.ts';

/** How a run ended. */
export type RunStatus = 'completed' | 'failed' | 'interrupted';

/** A plugin that a run used. */
export interface UsedPlugin {
  readonly name: string;
  readonly version: string;
  readonly kind: PluginKind;
  /** Of its files; the same bytes give the same hash everywhere. */
  readonly hash: string;
}

/** Whose fault ended a run, and when; times are simulated, in microseconds since the epoch. */
export interface RunFaultRecord {
  readonly plugin: string;
  readonly instance: string;
  readonly timeUs: number;
  /** Sequence number of the last fact or intent before it. */
  readonly seq: number;
  readonly seed: string;
  readonly message: string;
}

/** What was played and what identifies it; nothing in it depends on the machine or the hour, so that equal runs write equal bytes. */
export interface RunManifest {
  /** Name of the scenario, and the title it gives itself. */
  readonly scenario: string;
  readonly title?: string;
  readonly scenarioHash: string;
  readonly seed: string;
  readonly versions: { readonly ebb: string };
  readonly plugins: readonly UsedPlugin[];
  /** Changes made to the scenario as `path=value`, in the order in which they were applied. */
  readonly patches: readonly string[];
  readonly startUs: number;
  readonly untilUs: number;
  readonly warmupUs: number;
  readonly tables: readonly RecordedTable[];
  /** Digest of every fact and intent, in order. */
  readonly traceHash: string;
  /** Facts and intents. */
  readonly events: number;
  readonly status: RunStatus;
  readonly fault?: RunFaultRecord;
  /** How far simulated time came. */
  readonly simulatedUntilUs: number;
}

/** From which files a run was played. */
export interface RunOrigin {
  readonly scenario: string;
  readonly patches: readonly string[];
  readonly set: readonly string[];
  readonly plugins: readonly string[];
}

/** What depends on the machine: how long it took, and where the files lay; kept beside the manifest. */
export interface RunTimings {
  readonly wallSeconds: number;
  readonly eventsPerSecond: number;
  /** When the run was started, as ISO 8601. */
  readonly startedAt?: string;
  /** What was asked for, with paths from the folder of the run; so that it can be packed with what it was played from. */
  readonly request?: RunOrigin;
}

/** Whether every atom is accounted for, in a sentence; for audited runs. */
export interface ConservationRecord {
  readonly balanced: boolean;
  readonly sentence: string;
}

/** All that one run leaves behind, but for its tables. */
export interface RunResult {
  readonly manifest: RunManifest;
  readonly metrics: readonly MetricValue[];
  /** One line in plain words. */
  readonly verdict: string;
  readonly timings: RunTimings;
  readonly conservation?: ConservationRecord;
  /** Which liquidations led to which; absent when the run broke before it could be told. */
  readonly cascades?: CascadeReport;
}

/** What `--json` prints. */
export interface RunJson {
  readonly scenario: string;
  readonly seed: string;
  readonly status: RunStatus;
  readonly verdict: string;
  readonly traceHash: string;
  readonly scenarioHash: string;
  readonly events: number;
  readonly wallSeconds: number;
  readonly eventsPerSecond: number;
  readonly simulatedUntilUs: number;
  readonly fault: RunFaultRecord | null;
  readonly conservation: ConservationRecord | null;
  /** By `metricKey`; null where there was nothing to measure. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** The folder that holds the files; null when none was written. */
  readonly out: string | null;
}

/** One flat object fit for `JSON.stringify`, which knows no NaN: such numbers are null. */
export function toJson(result: RunResult, out: string | null = null): RunJson {
  const { manifest, metrics, verdict, timings, conservation } = result;
  return {
    scenario: manifest.scenario,
    seed: manifest.seed,
    status: manifest.status,
    verdict,
    traceHash: manifest.traceHash,
    scenarioHash: manifest.scenarioHash,
    events: manifest.events,
    wallSeconds: timings.wallSeconds,
    eventsPerSecond: timings.eventsPerSecond,
    simulatedUntilUs: manifest.simulatedUntilUs,
    fault: manifest.fault ?? null,
    conservation: conservation ?? null,
    metrics: Object.fromEntries(metrics.map((each) => [metricKey(each), finiteOrNull(each.value)])),
    out,
  };
}

/** A number as JSON can say it. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
