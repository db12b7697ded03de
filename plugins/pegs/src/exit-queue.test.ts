import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExitQueue } from './exit-queue.ts';

const EPOCH_MS = 384_000;

test('an exit of Ethereum takes 256 epochs of 6.4 minutes, 27.3 hours, and one part in 65,536 begins in an epoch', () => {
  const queue = new ExitQueue(0, EPOCH_MS, 1 / 65_536, () => 256 * EPOCH_MS);
  expect(queue.ask(1000, 65_536_000, 0)).toBe(1000);
  expect(queue.ask(1, 65_536_000, EPOCH_MS - 1)).toBe(0);
  expect(queue.ask(5000, 65_536_000, EPOCH_MS)).toBe(1000);
  expect(queue.takeDue(27.3 * 3_600_000)).toBe(0);
  expect(queue.takeDue(256 * EPOCH_MS)).toBe(1000);
  expect(queue.takeDue(256 * EPOCH_MS)).toBe(0);
  expect(queue.takeDue(257 * EPOCH_MS)).toBe(1000);
});

test('never lets more begin than churn × epochs, nor takes out what did not begin', () => {
  const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 500_000 }), fc.double({ min: 0, max: 300, noNaN: true })));
  fc.assert(
    fc.property(asks, (wanted) => {
      const queue = new ExitQueue(0, EPOCH_MS, 0.01, () => 1000);
      let [nowMs, begun, out] = [0, 0, 0];
      for (const [laterMs, amount] of wanted) {
        nowMs += laterMs;
        const part = queue.ask(amount, 1000, nowMs);
        expect(part).toBeLessThanOrEqual(amount);
        begun += part;
        out += queue.takeDue(nowMs);
      }
      expect(begun).toBeLessThanOrEqual(10 * (1 + Math.floor(nowMs / EPOCH_MS)) + 1e-9);
      expect(out).toBeLessThanOrEqual(begun + 1e-9);
      expect(out + queue.takeDue(nowMs + 1000)).toBeCloseTo(begun, 6);
    }),
  );
});
