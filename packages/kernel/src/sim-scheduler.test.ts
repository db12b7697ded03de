import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  auditTime,
  bufferTime,
  concatMap,
  debounceTime,
  delay,
  delayWhen,
  EMPTY,
  exhaustMap,
  expand,
  interval,
  map,
  merge,
  mergeMap,
  type Observable,
  observeOn,
  of,
  range,
  repeat,
  retry,
  sampleTime,
  scheduled,
  type SchedulerAction,
  type SchedulerLike,
  share,
  shareReplay,
  startWith,
  Subscription,
  subscribeOn,
  switchMap,
  take,
  takeUntil,
  throttleTime,
  throwError,
  timeInterval,
  timeout,
  timer,
  toArray,
  VirtualTimeScheduler,
  windowTime,
} from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { Calendar } from './calendar.ts';
import { Causality } from './causality.ts';
import { type Owner, UNCLAIMED } from './owner.ts';
import { Phase } from './phase.ts';
import { SimScheduler, Timers } from './sim-scheduler.ts';

const START_US = 1_760_128_200_000_000;
const owner: Owner = { plugin: 'tester', instance: 'tester[0]' };

function clockAt(startUs = START_US) {
  const calendar = new Calendar(startUs, new Causality());
  const faults: unknown[] = [];
  const run = {
    acting: UNCLAIMED,
    get stopped() {
      return faults.length > 0;
    },
    fail: (error: unknown, whose: Owner) => {
      faults.push([error, whose]);
    },
  };
  return { calendar, faults, clock: new SimScheduler(new Timers(calendar, run), owner) };
}

type Pipeline = (clock: SchedulerLike) => Observable<unknown>;
type Line = readonly [ms: number, what: string];

/** Writes down all that a stream says and when, until the work that `flush` does is over. */
function trace(source$: Observable<unknown>, nowMs: () => number, flush: () => void): Line[] {
  const lines: Line[] = [];
  const startMs = nowMs();
  const say = (what: string) => lines.push([nowMs() - startMs, what]);
  source$.subscribe({
    next: (value) => say(JSON.stringify(value) ?? 'undefined'),
    error: (error) => say(`error ${error instanceof Error ? error.name : String(error)}`),
    complete: () => say('complete'),
  });
  flush();
  return lines;
}

function simulated(pipeline: Pipeline): Line[] {
  const { calendar, clock, faults } = clockAt();
  const lines = trace(
    pipeline(clock),
    () => clock.now(),
    () => {
      while (calendar.dispatchNext());
    },
  );
  expect(faults).toEqual([]);
  expect(calendar.pending).toBe(0);
  return lines;
}

function virtual(pipeline: Pipeline): Line[] {
  const clock = new VirtualTimeScheduler();
  return trace(
    pipeline(clock),
    () => clock.now(),
    () => clock.flush(),
  );
}

/** The trace under TestScheduler's run mode, in which operators keep their default schedulers. */
function tested(pipeline: (clock?: SchedulerLike) => Observable<unknown>): Line[] {
  const clock = new TestScheduler(() => undefined);
  return clock.run(({ flush }) => trace(pipeline(undefined), () => clock.now(), flush));
}

/** Emits 0, 1, 2, … at the given times. */
function at(times: readonly number[], clock?: SchedulerLike): Observable<number> {
  return merge(...times.map((ms, i) => timer(ms, clock).pipe(map(() => i))));
}

const TIMES = [0, 1, 2, 9, 10, 10, 10, 21, 30, 31, 32, 33, 50, 50, 75];

/** Pipelines that run under a given clock and, when none is given, under the default one. */
const EITHER: Record<string, (clock?: SchedulerLike) => Observable<unknown>> = {
  timer: (c) => timer(7, c),
  'timer with a period': (c) => timer(3, 5, c).pipe(take(4)),
  interval: (c) => interval(10, c).pipe(take(5)),
  'interval of nothing': (c) => interval(0, c).pipe(take(5)),
  delay: (c) => at(TIMES, c).pipe(delay(5, c)),
  'delay of nothing': (c) => at(TIMES, c).pipe(delay(0, c)),
  debounceTime: (c) => at(TIMES, c).pipe(debounceTime(8, c)),
  'debounceTime of nothing': (c) => at(TIMES, c).pipe(debounceTime(0, c)),
  bufferTime: (c) => at(TIMES, c).pipe(bufferTime(10, c)),
  'throttleTime leading': (c) => at(TIMES, c).pipe(throttleTime(9, c)),
  'throttleTime trailing': (c) => at(TIMES, c).pipe(throttleTime(9, c, { leading: false, trailing: true })),
  'throttleTime both': (c) => at(TIMES, c).pipe(throttleTime(9, c, { leading: true, trailing: true })),
  auditTime: (c) => at(TIMES, c).pipe(auditTime(9, c)),
  sampleTime: (c) => at(TIMES, c).pipe(sampleTime(10, c), takeUntil(timer(90, c))),
  'timeout of each': (c) => at(TIMES, c).pipe(timeout({ each: 15, scheduler: c })),
  'timeout of the first': (c) => at([20, 30], c).pipe(timeout({ first: 19, scheduler: c })),
  'timeout with another stream': (c) => at(TIMES, c).pipe(timeout({ each: 12, with: () => of('other'), scheduler: c })),
  'timeout that is met': (c) => at([5, 10], c).pipe(timeout({ first: 6, each: 6, scheduler: c })),
  'windows of time': (c) =>
    at(TIMES, c).pipe(
      windowTime(20, c),
      mergeMap((window$) => window$.pipe(toArray())),
    ),
  'delayWhen with timers': (c) => at([3, 1, 2], c).pipe(delayWhen((n) => timer(5 * n, c))),
  'switch to timers': (c) => at(TIMES, c).pipe(switchMap((n) => timer(4, c).pipe(map(() => n)))),
  'concatenated timers': (c) => at([1, 2, 3], c).pipe(concatMap((n) => timer(6, c).pipe(map(() => n)))),
  'exhausted timers': (c) => at(TIMES, c).pipe(exhaustMap((n) => timer(6, c).pipe(map(() => n)))),
  'expansion by zero delays': (c) => of(0).pipe(expand((n) => (n < 6 ? timer(0, c).pipe(map(() => n + 1)) : EMPTY))),
  'repeat after a delay': (c) => timer(2, c).pipe(repeat({ count: 3, delay: () => timer(4, c) })),
  'retry after a delay': (c) =>
    timer(2, c).pipe(
      mergeMap(() => throwError(() => new Error('no'))),
      retry({ count: 2, delay: () => timer(3, c) }),
    ),
  'order at one time': (c) => merge(timer(5, c), of('b').pipe(delay(5, c)), timer(5, c).pipe(map(() => 'c'))),
  'a delay within a delay at one time': (c) =>
    merge(of('x').pipe(delay(5, c), delay(0, c)), of('y').pipe(delay(5, c)), of('z').pipe(delay(0, c), delay(5, c))),
};

/** Pipelines that name their clock. */
const NAMED: Record<string, Pipeline> = {
  'bufferTime that overlaps': (c) => at(TIMES, c).pipe(bufferTime(20, 10, c), takeUntil(timer(70, c))),
  'bufferTime with a limit': (c) => at(TIMES, c).pipe(bufferTime(20, null, 3, c)),
  observeOn: (c) => at(TIMES, c).pipe(observeOn(c, 3)),
  subscribeOn: (c) => at(TIMES, c).pipe(subscribeOn(c, 4)),
  'scheduled array': (c) => scheduled([1, 2, 3], c),
  'range observed': (c) => range(0, 5).pipe(observeOn(c)),
  timeInterval: (c) => at(TIMES, c).pipe(timeInterval(c)),
  'shared interval': (c) => {
    const shared$ = interval(5, c).pipe(take(4), share());
    return merge(shared$.pipe(map((n) => `p${n}`)), shared$.pipe(map((n) => `q${n}`)));
  },
  'replay within a window': (c) => {
    const replayed$ = at(TIMES, c).pipe(shareReplay({ windowTime: 12, refCount: false, scheduler: c }));
    return merge(replayed$, timer(32, c).pipe(mergeMap(() => replayed$.pipe(map((n) => `late ${n}`)))));
  },
  'a first value now': (c) => at([4], c).pipe(startWith('now'), delay(3, c)),
};

describe('the clock gives the trace of', () => {
  test.each(Object.entries(EITHER))("RxJS's own virtual clocks: %s", (_, pipeline) => {
    const lines = simulated(pipeline);
    expect(lines).toEqual(virtual(pipeline));
    expect(lines).toEqual(tested(pipeline));
    expect(lines.length).toBeGreaterThan(0);
  });

  test.each(Object.entries(NAMED))('VirtualTimeScheduler: %s', (_, pipeline) => {
    const lines = simulated(pipeline);
    expect(lines).toEqual(virtual(pipeline));
    expect(lines.length).toBeGreaterThan(1);
  });

  test('VirtualTimeScheduler, whatever the times and the durations', () => {
    const operators: ((ms: number, clock: SchedulerLike) => (source$: Observable<number>) => Observable<unknown>)[] = [
      (ms, c) => (s) => s.pipe(delay(ms, c)),
      (ms, c) => (s) => s.pipe(debounceTime(ms, c)),
      (ms, c) => (s) => s.pipe(bufferTime(ms + 1, c)),
      (ms, c) => (s) => s.pipe(throttleTime(ms, c, { leading: true, trailing: true })),
      (ms, c) => (s) => s.pipe(auditTime(ms, c)),
      (ms, c) => (s) => s.pipe(timeout({ each: ms + 1, scheduler: c })),
      (ms, c) => (s) => s.pipe(switchMap((n) => timer(ms, c).pipe(map(() => n)))),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }),
        fc.nat(15),
        fc.constantFrom(...operators),
        (times, ms, operator) => {
          const pipeline: Pipeline = (c) => at(times, c).pipe(operator(ms, c));
          expect(simulated(pipeline)).toEqual(virtual(pipeline));
        },
      ),
    );
  });
});

describe('the clock', () => {
  test('keeps microseconds below its milliseconds', () => {
    const { calendar, clock } = clockAt(1_000_000);
    const seen: number[] = [];
    for (const ms of [0.0014, 0.0016, 1.25]) clock.schedule(() => seen.push(calendar.nowUs - 1_000_000), ms);
    while (calendar.dispatchNext());
    expect(seen).toEqual([1, 2, 1250]);
    expect(clock.now()).toBe(1001.25);
  });

  test('lets a delay above zero last, so that waiting out a fraction comes to an end', () => {
    const { calendar, clock } = clockAt(START_US + 333);
    const seen: unknown[] = [];
    at([0.1, 0.2, 0.7], clock)
      .pipe(debounceTime(0.3333, clock))
      .subscribe((n) => seen.push([n, calendar.nowUs - START_US - 333]));
    for (let i = 0; i < 1000 && calendar.dispatchNext(); i++);
    expect(calendar.pending).toBe(0);
    expect(seen.map((line) => (line as number[])[0])).toEqual([1, 2]);
    const us: number[] = [];
    clock.schedule(() => us.push(calendar.nowUs), 0.0001);
    const before = calendar.nowUs;
    calendar.dispatchNext();
    expect(us).toEqual([before + 1]);
  });

  test('takes a delay below zero as zero, one without end as never, and refuses NaN', () => {
    const { calendar, clock } = clockAt();
    const seen: string[] = [];
    clock.schedule(() => seen.push('never'), Infinity);
    clock.schedule(() => seen.push('not within safe time'), 1e15);
    clock.schedule(() => seen.push('now'), -5);
    while (calendar.dispatchNext());
    expect(seen).toEqual(['now']);
    expect(calendar.nowUs).toBe(START_US);
    expect(() => clock.schedule(() => undefined, NaN)).toThrow(RangeError);
  });

  test('does its work in the phase of timers, with the state given', () => {
    const { calendar, clock } = clockAt();
    const seen: unknown[] = [];
    clock.schedule((state?: string) => seen.push(state, calendar.phase), 1, 'state');
    while (calendar.dispatchNext());
    expect(seen).toEqual(['state', Phase.timer]);
  });

  test('arms an action again from within it, and forgets the time it was armed for before', () => {
    const { calendar, clock } = clockAt();
    const seen: number[][] = [];
    clock.schedule(
      function (this: SchedulerAction<number>, n = 0) {
        seen.push([n, (calendar.nowUs - START_US) / 1000]);
        if (n < 3) {
          this.schedule(n + 100, 1);
          this.schedule(n + 1, 10);
        }
      },
      5,
      0,
    );
    while (calendar.dispatchNext());
    expect(seen).toEqual([
      [0, 5],
      [1, 15],
      [2, 25],
      [3, 35],
    ]);
  });

  test('takes an entry out of the calendar when its subscription ends', () => {
    const { calendar, clock } = clockAt();
    const seen: string[] = [];
    const kept = clock.schedule(() => seen.push('kept'), 5);
    const ended = clock.schedule(() => seen.push('ended'), 4);
    const both = new Subscription();
    both.add(clock.schedule(() => seen.push('with its parent'), 3));
    expect(calendar.pending).toBe(3);
    ended.unsubscribe();
    ended.unsubscribe();
    both.unsubscribe();
    expect(calendar.pending).toBe(1);
    clock.schedule(() => seen.push('in a used place'), 6);
    while (calendar.dispatchNext());
    expect(seen).toEqual(['kept', 'in a used place']);
    kept.unsubscribe();
    expect(kept.closed).toBe(true);
  });

  test('does not arm an action that has ended', () => {
    const { calendar, clock } = clockAt();
    let ran = 0;
    const action = clock.schedule(function (this: SchedulerAction<unknown>) {
      ran++;
      this.unsubscribe();
      this.schedule(undefined, 1);
    }, 1);
    while (calendar.dispatchNext());
    expect([ran, calendar.pending, action.closed]).toEqual([1, 0, true]);
  });

  test('lays work that throws at the door of its owner', () => {
    const { calendar, clock, faults } = clockAt();
    const error = new Error('broken');
    const action = clock.schedule(() => {
      throw error;
    }, 1);
    calendar.dispatchNext();
    expect(faults).toEqual([[error, owner]]);
    expect(action.closed).toBe(true);
  });

  test('carries the cause of a value through a delay', () => {
    const causality = new Causality();
    const calendar = new Calendar(START_US, causality);
    const run = { acting: UNCLAIMED, stopped: false, fail: () => undefined };
    const clock = new SimScheduler(new Timers(calendar, run), owner);
    const seen: number[][] = [];
    causality.set(11, 4);
    of('fact')
      .pipe(delay(20, clock))
      .subscribe(() => seen.push([causality.cause, causality.origin]));
    causality.set(0, 0);
    while (calendar.dispatchNext());
    expect(seen).toEqual([[11, 4]]);
  });
});
