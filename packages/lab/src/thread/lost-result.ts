import { verdictOf } from '@ebb/results';
import type { RecordedTable, RunFaultRecord, RunManifest, RunResult } from '@ebb/results';
import type { RunHead } from './messages.ts';

/** Makes the result of a run whose thread was lost: no numbers and no trace, but who was to blame, and when. */
export function lostResult(
  head: RunHead,
  fault: RunFaultRecord,
  tables: readonly RecordedTable[],
  wallSeconds: number,
): RunResult {
  const manifest: RunManifest = {
    ...head,
    tables,
    traceHash: '',
    events: fault.seq,
    status: 'failed',
    fault,
    simulatedUntilUs: fault.timeUs,
  };
  const eventsPerSecond = wallSeconds > 0 ? fault.seq / wallSeconds : 0;
  return { manifest, metrics: [], verdict: verdictOf(manifest, []), timings: { wallSeconds, eventsPerSecond } };
}
