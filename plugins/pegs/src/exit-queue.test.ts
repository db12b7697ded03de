import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExitQueue } from './exit-queue.ts';

const EPOCH_MS = 384_000;
const STAKE = 65_536_000;

test('an exit of Ethereum takes 256 epochs of 6.4 minutes, 27.3 hours, and one part in 65,536 begins in an epoch', () => {
  const queue = new ExitQueue(0, { epochMs: EPOCH_MS, churn: 1 / 65_536, least: 0, drawMs: () => 256 * EPOCH_MS });
  expect(queue.ask(1000, STAKE, STAKE, 0)).toBe(1000);
  expect(queue.ask(1, STAKE, STAKE, EPOCH_MS - 1)).toBe(0);
  expect(queue.ask(5000, STAKE, STAKE, EPOCH_MS)).toBe(1000);
  expect(queue.takeDue(27.3 * 3_600_000)).toBe(0);
  expect(queue.takeDue(256 * EPOCH_MS)).toBe(1000);
  expect(queue.takeDue(256 * EPOCH_MS)).toBe(0);
  expect(queue.takeDue(257 * EPOCH_MS)).toBe(1000);
});

test('lets out no more than is staked, and the least even of a small basis', () => {
  const queue = new ExitQueue(0, { epochMs: EPOCH_MS, churn: 0.5, least: 3, drawMs: () => 0 });
  expect(queue.ask(10, 2, 100, 0)).toBe(2);
  expect(queue.ask(10, 100, 4, EPOCH_MS)).toBe(3);
});

test('never lets more begin than churn × epochs, nor takes out what did not begin', () => {
  const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 500_000 }), fc.double({ min: 0, max: 300, noNaN: true })));
  fc.assert(
    fc.property(asks, (wanted) => {
      const queue = new ExitQueue(0, { epochMs: EPOCH_MS, churn: 0.01, least: 10, drawMs: () => 1000 });
      let [nowMs, begun, out] = [0, 0, 0];
      for (const [place, [laterMs, amount]] of wanted.entries()) {
        nowMs += laterMs;
        const part = queue.ask(amount, 1e9, place % 2 === 0 ? 1000 : 1, nowMs);
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
