import { expect, test } from '@jest/globals';
import { faultText } from './fault-text.ts';

test('a fault is told with plugin, instance, simulated time to the microsecond, seed, message and source', () => {
  const timeUs = Date.UTC(2025, 9, 10, 21, 19, 5) * 1000 + 123_456;
  const fault = { plugin: 'panic-seller', instance: 'holders[17]', timeUs, seq: 9, seed: '1', message: 'boom' };
  expect(faultText(fault, 'my-agent.ts:14:9')).toBe(
    'ebb: the run broke in panic-seller (holders[17]) at 2025-10-10T21:19:05.123456Z, seed 1: boom\n' +
      '    at my-agent.ts:14:9\n',
  );
  expect(faultText(fault)).not.toContain('    at');
});
