import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { guardMemory } from './memory-guard.ts';

const MIB = 2 ** 20;

test('a run that tells that it takes too much is ended, once, and no other', async () => {
  const ended: string[] = [];
  let beats = 0;
  const guard = (name: string, takenMiB: () => number): (() => void) =>
    guardMemory({
      gauges: {
        get beats() {
          return beats++;
        },
        get memoryBytes() {
          return takenMiB() * MIB;
        },
      },
      limitMiB: 100,
      comesAgain: true,
      tooMuch: () => ended.push(name),
    });
  let growing = 0;
  const ends = [guard('modest', () => 99), guard('growing', () => (growing += 40)), guard('over', () => 1000)];
  ends[2]!();
  await setTimeout(1000);
  for (const end of ends) end();
  expect(ended).toEqual(['growing']);
});
