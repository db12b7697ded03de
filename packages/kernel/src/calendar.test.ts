import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Calendar } from './calendar.ts';
import { Causality } from './causality.ts';
import { EndlessInstantError } from './endless-instant-error.ts';
import { Phase } from './phase.ts';

const START = 1_760_128_200_000_000;

function calendarOf(options = {}) {
  const causality = new Causality();
  return { causality, calendar: new Calendar(START, causality, options) };
}

interface Planned {
  readonly timeUs: number;
  readonly phase: Phase;
  readonly number: number;
}

/** The plain twin: an array, sorted when asked. */
class SortedArray {
  readonly planned: Planned[] = [];

  next(): Planned | undefined {
    return [...this.planned].sort((x, y) => x.timeUs - y.timeUs || x.phase - y.phase || x.number - y.number)[0];
  }

  remove(number: number): boolean {
    const at = this.planned.findIndex((entry) => entry.number === number);
    if (at >= 0) this.planned.splice(at, 1);
    return at >= 0;
  }
}

const phases = fc.constantFrom<Phase>(1, 2, 3, 4, 5, 6);
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('schedule' as const), inUs: fc.nat(20), phase: phases }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(1000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('dispatch' as const) }) },
);

describe('the calendar', () => {
  test('does what a sorted array does, cancels and stale handles included', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
        const { calendar } = calendarOf({ capacity: 2 });
        const twin = new SortedArray();
        const handles: number[] = [];
        const seen: number[] = [];
        const handler = calendar.register((a) => seen.push(a));
        for (const step of commands) {
          if (step.do === 'schedule') {
            const timeUs = calendar.nowUs + step.inUs;
            twin.planned.push({ timeUs, phase: step.phase, number: handles.length });
            handles.push(calendar.schedule(timeUs, step.phase, handler, handles.length));
          } else if (step.do === 'cancel' && handles.length > 0) {
            const which = step.which % handles.length;
            expect(calendar.cancel(handles[which])).toBe(twin.remove(which));
          } else if (step.do === 'dispatch') {
            const next = twin.next();
            expect(calendar.dispatchNext()).toBe(next !== undefined);
            if (next !== undefined) {
              twin.remove(next.number);
              expect([seen.at(-1), calendar.nowUs, calendar.phase]).toEqual([next.number, next.timeUs, next.phase]);
            }
          }
          expect(calendar.pending).toBe(twin.planned.length);
          expect(calendar.peekUs()).toBe(twin.next()?.timeUs ?? Infinity);
        }
        expect(calendar.dispatched).toBe(seen.length);
      }),
      { numRuns: 150 },
    );
  });

  test('keeps its order when entries are taken out anywhere', () => {
    const timesUs = fc.array(fc.nat(1_000_000), { minLength: 100, maxLength: 200 });
    fc.assert(
      fc.property(timesUs, fc.infiniteStream(fc.boolean()), (inUs, coins) => {
        const { calendar } = calendarOf();
        const seen: number[] = [];
        const handler = calendar.register((a) => seen.push(a));
        const handles = inUs.map((us) => calendar.schedule(START + us, Phase.timer, handler, us));
        const kept = inUs.filter((_, i) => !(coins.next().value && calendar.cancel(handles[i])));
        while (calendar.dispatchNext());
        expect(seen).toEqual(kept.sort((x, y) => x - y));
      }),
    );
  });

  test('sorts a hundred thousand entries', () => {
    const { calendar } = calendarOf();
    const seen: number[] = [];
    const handler = calendar.register((a, b) => seen.push(a * 8 + b));
    let x = 1;
    const expected: number[] = [];
    for (let i = 0; i < 100_000; i++) {
      x = Math.imul(x, 1_664_525) + 1_013_904_223;
      const inUs = (x >>> 0) % 1_000_000;
      const phase = ((i % 6) + 1) as Phase;
      expected.push(inUs * 8 + phase);
      calendar.schedule(START + inUs, phase, handler, inUs, phase);
    }
    while (calendar.dispatchNext());
    expect(seen).toEqual(expected.sort((p, q) => p - q));
  });

  test('hands a handler both numbers, fractions and signs intact', () => {
    const { calendar } = calendarOf();
    const seen: [number, number][] = [];
    const handler = calendar.register((a, b) => seen.push([a, b]));
    calendar.schedule(START + 5, Phase.timer, handler, -0.5, 2 ** 53 - 1);
    calendar.schedule(START + 6, Phase.timer, handler);
    while (calendar.dispatchNext());
    expect(seen).toEqual([
      [-0.5, 9_007_199_254_740_991],
      [0, 0],
    ]);
  });

  test('runs an earlier phase of the present instant next', () => {
    const { calendar } = calendarOf();
    const seen: string[] = [];
    const late = calendar.register(() => seen.push(`late at ${calendar.phase}`));
    const early = calendar.register(() => {
      seen.push(`early at ${calendar.phase}`);
    });
    const timer = calendar.register(() => {
      seen.push(`timer at ${calendar.phase}`);
      calendar.schedule(calendar.nowUs, Phase.arrival, early);
    });
    calendar.schedule(START, Phase.timer, timer);
    calendar.schedule(START, Phase.record, late);
    while (calendar.dispatchNext());
    expect(seen).toEqual(['timer at 5', 'early at 2', 'late at 6']);
    expect(calendar.nowUs).toBe(START);
  });

  test('restores the cause and origin under which an entry was made', () => {
    const { calendar, causality } = calendarOf();
    const seen: number[][] = [];
    const handler = calendar.register(() => seen.push([causality.cause, causality.origin]));
    causality.set(7, 3);
    calendar.schedule(START + 2, Phase.timer, handler);
    causality.set(0, 0);
    calendar.schedule(START + 1, Phase.timer, handler);
    calendar.scheduleCaused(9, 9, START + 3, Phase.timer, handler);
    while (calendar.dispatchNext());
    expect(seen).toEqual([
      [0, 0],
      [7, 3],
      [9, 9],
    ]);
  });

  test('refuses the past, fractions, unsafe times and unknown handlers', () => {
    const { calendar } = calendarOf();
    const handler = calendar.register(() => undefined);
    for (const timeUs of [START - 1, START + 0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => calendar.schedule(timeUs, Phase.timer, handler)).toThrow(RangeError);
    }
    expect(() => calendar.schedule(START, Phase.timer, handler + 1)).toThrow('No handler has the number 1.');
    expect(() => new Calendar(0.5, new Causality())).toThrow(RangeError);
    expect(calendar.pending).toBe(0);
  });

  test('knows a handle that is stale or was never given', () => {
    const { calendar } = calendarOf();
    const handler = calendar.register(() => undefined);
    const done = calendar.schedule(START, Phase.timer, handler);
    calendar.dispatchNext();
    const live = calendar.schedule(START, Phase.timer, handler);
    expect(live).not.toBe(done);
    for (const handle of [done, 0, -1, NaN, 0.5, live + 0.5, 2 ** 52]) expect(calendar.cancel(handle)).toBe(false);
    expect(calendar.cancel(live)).toBe(true);
    expect(calendar.cancel(live)).toBe(false);
    expect(calendar.dispatchNext()).toBe(false);
  });

  test('lets a handler cancel another entry of the same instant, and not itself', () => {
    const { calendar } = calendarOf();
    const seen: string[] = [];
    let own = 0;
    let other = 0;
    const first = calendar.register(() => seen.push(`${calendar.cancel(own)} ${calendar.cancel(other)}`));
    const second = calendar.register(() => seen.push('second'));
    own = calendar.schedule(START, Phase.timer, first);
    other = calendar.schedule(START, Phase.timer, second);
    while (calendar.dispatchNext());
    expect(seen).toEqual(['false true']);
  });

  test('calls an instant endless once its budget is spent, and names the time and the owner', () => {
    const { calendar } = calendarOf({ instantBudget: 100 });
    let count = 0;
    const owner = { plugin: 'looper', instance: 'looper[0]' };
    const handler = calendar.register(() => {
      count++;
      calendar.schedule(calendar.nowUs, Phase.timer, handler);
    }, owner);
    calendar.schedule(START + 10, Phase.timer, handler);
    const run = () => {
      while (calendar.dispatchNext());
    };
    expect(run).toThrow(EndlessInstantError);
    expect(run).toThrow('2025-10-10T20:30:00.000010Z');
    expect(count).toBe(100);
    expect(calendar.acting).toBe(owner);
  });

  test('allows the budget at each of many instants', () => {
    const { calendar } = calendarOf({ instantBudget: 10 });
    const handler = calendar.register(() => undefined);
    for (let i = 0; i < 100; i++) calendar.schedule(START + Math.floor(i / 10), Phase.timer, handler);
    while (calendar.dispatchNext());
    expect(calendar.dispatched).toBe(100);
  });

  test('advances over empty time alone', () => {
    const { calendar } = calendarOf();
    const handler = calendar.register(() => undefined);
    calendar.schedule(START + 10, Phase.timer, handler);
    calendar.advanceTo(START + 10);
    expect(calendar.nowUs).toBe(START + 10);
    expect(() => calendar.advanceTo(START + 11)).toThrow(RangeError);
    expect(() => calendar.advanceTo(START)).toThrow(RangeError);
  });
});
