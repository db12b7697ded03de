import { mark, value } from '@ebb/sdk';
import { expect, test } from '@jest/globals';
import type { FakeRun } from '../../test/fake-run.ts';
import { measured } from '../../test/measured.ts';
import { GatewayMetric } from './gateway-metric.ts';

/** What waits while a mark, or an outside value, is told. */
function busy(run: FakeRun, seconds: number, waiting: number, waitMs: number, type = mark): void {
  Object.assign(run.queue, { waiting, waitMs });
  run.tell(type, seconds, 0, 40_000, 40_000);
}

test('the metric of gateways reads their queues at marks and outside values after the warm-up', () => {
  const found = measured(new GatewayMetric(), (run) => {
    busy(run, 59, 9_000, 90_000);
    busy(run, 61, 10, 100);
    busy(run, 62, 50, 400, value as unknown as typeof mark);
    busy(run, 63, 40, 500);
    busy(run, 64, 50, 0);
    run.queue.waiting = 70;
  });
  expect(found).toEqual({
    'alpha.longestWait': '500 ms @63',
    'alpha.mostWaiting': '50 messages @62',
    'beta.longestWait': '0 ms',
    'beta.mostWaiting': '0 messages',
  });
});
