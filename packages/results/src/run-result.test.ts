import { expect, test } from '@jest/globals';
import { fakeResult } from '../test/fake-result.ts';
import { START_US } from '../test/fake-run.ts';
import { toJson } from './run-result.ts';

const metrics = [
  { subject: 'ATOM/USDT@beta', name: 'low', value: 3.9, unit: 'USDT' },
  { name: 'trades', value: 12, unit: 'trades' },
  { subject: 'alpha', name: 'peakMinute', value: NaN, unit: 'fraction' },
];

test('the JSON of a run is flat, and survives being written', () => {
  const json = toJson(fakeResult({}, metrics), 'runs/tutorial-seed1');
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  expect(json).toEqual({
    scenario: 'tutorial',
    seed: '1',
    status: 'completed',
    verdict: 'Calm.',
    traceHash: 'beef',
    scenarioHash: 'abcd',
    events: 123_456,
    wallSeconds: 1.5,
    eventsPerSecond: 82_304,
    simulatedUntilUs: START_US + 3_600_000_000,
    fault: null,
    conservation: null,
    metrics: { 'ATOM/USDT@beta.low': 3.9, trades: 12, 'alpha.peakMinute': null },
    out: 'runs/tutorial-seed1',
  });
});

test('the JSON of a run without files says null for where they are', () => {
  expect(toJson(fakeResult()).out).toBeNull();
});
