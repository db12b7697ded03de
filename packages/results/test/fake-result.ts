import type { MetricValue } from '@ebb/sdk';
import type { RunManifest, RunResult } from '../src/run-result.ts';
import { START_US } from './fake-run.ts';

/** The result of a run of an hour; what matters to a test is changed. */
export function fakeResult(manifest: Partial<RunManifest> = {}, metrics: readonly MetricValue[] = []): RunResult {
  return {
    manifest: {
      scenario: 'tutorial',
      title: 'A tutorial',
      scenarioHash: 'abcd',
      seed: '1',
      versions: { ebb: '0.1.0' },
      plugins: [{ name: 'noise-trader', version: '1.0.0', kind: 'agent', hash: '1234' }],
      patches: ['scale=2'],
      startUs: START_US,
      untilUs: START_US + 3_600_000_000,
      warmupUs: 900_000_000,
      tables: [{ name: 'bars', rows: 3 }],
      traceHash: 'beef',
      events: 123_456,
      status: 'completed',
      simulatedUntilUs: START_US + 3_600_000_000,
      ...manifest,
    },
    metrics,
    verdict: 'Calm.',
    timings: { wallSeconds: 1.5, eventsPerSecond: 82_304 },
  };
}
