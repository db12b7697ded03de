import { expect, test } from '@jest/globals';
import { VirtualTimeScheduler, take } from 'rxjs';
import { wakeups } from './wakeups.ts';

test('wakes after each gap, counting from 0, and asks for a gap only when it needs one', () => {
  const clock = new VirtualTimeScheduler();
  const gaps = [5, 0, 7, 100];
  const heard: [number, number][] = [];
  wakeups(clock, () => gaps.shift()!)
    .pipe(take(3))
    .subscribe((count) => heard.push([count, clock.frame]));
  clock.flush();
  expect(heard).toEqual([
    [0, 5],
    [1, 5],
    [2, 12],
  ]);
  expect(gaps).toEqual([100]);
});

test('stops with its subscription', () => {
  const clock = new VirtualTimeScheduler();
  const heard: number[] = [];
  const subscription = wakeups(clock, () => 1).subscribe((count) => {
    heard.push(count);
    if (count === 1) subscription.unsubscribe();
  });
  clock.flush();
  expect(heard).toEqual([0, 1]);
});

test.each([NaN, -1, Infinity])('a gap of %d ms is an error of the stream, at once or later', (bad) => {
  for (const gaps of [[bad], [1, bad]]) {
    const clock = new VirtualTimeScheduler();
    const errors: unknown[] = [];
    wakeups(clock, () => gaps.shift()!).subscribe({ error: (error) => errors.push(error) });
    clock.flush();
    expect(String(errors)).toContain(`a wake-up after ${bad} ms; the gap is a number from 0`);
  }
});
