import { describe, expect, test } from '@jest/globals';
import { map, ObjectUnsubscribedError, Subject, type Subscription } from 'rxjs';
import { FastSubject } from './fast-subject.ts';

const rolling = { stopped: false, fail: () => undefined };

/** Plays one script on a stock and on a fast Subject and returns what each one's observers heard. */
function onBoth(script: (subject: Subject<number>, hear: (line: string) => void) => void): [string[], string[]] {
  const stock: string[] = [];
  const fast: string[] = [];
  script(new Subject(), (line) => stock.push(line));
  script(new FastSubject(rolling), (line) => fast.push(line));
  return [stock, fast];
}

function expectAlike(script: (subject: Subject<number>, hear: (line: string) => void) => void): void {
  const [stock, fast] = onBoth(script);
  expect(fast).toEqual(stock);
  expect(stock.length).toBeGreaterThan(0);
}

describe('a fast subject does as the stock one', () => {
  test('with observers that come and go between values', () => {
    expectAlike((subject, hear) => {
      const first = subject.subscribe((n) => hear(`first ${n}`));
      subject.next(1);
      const second = subject.pipe(map((n) => n * 10)).subscribe((n) => hear(`second ${n}`));
      subject.next(2);
      first.unsubscribe();
      subject.next(3);
      second.unsubscribe();
      subject.next(4);
      hear(`observed ${subject.observed}`);
    });
  });

  test('with an observer that subscribes another during a value', () => {
    expectAlike((subject, hear) => {
      let once = true;
      subject.subscribe((n) => {
        hear(`first ${n}`);
        if (once) subject.subscribe((m) => hear(`late ${m}`));
        once = false;
      });
      subject.subscribe((n) => hear(`second ${n}`));
      subject.next(1);
      subject.next(2);
    });
  });

  test('with an observer that unsubscribes itself and one that is still to hear', () => {
    expectAlike((subject, hear) => {
      const own: Subscription[] = [];
      own.push(
        subject.subscribe((n) => {
          hear(`first ${n}`);
          for (const subscription of own) subscription.unsubscribe();
        }),
      );
      own.push(subject.subscribe((n) => hear(`second ${n}`)));
      subject.subscribe((n) => hear(`third ${n}`));
      subject.next(1);
      subject.next(2);
    });
  });

  test('with nested values, completion and errors', () => {
    expectAlike((subject, hear) => {
      subject.subscribe((n) => {
        hear(`first ${n}`);
        if (n === 1) subject.next(2);
        if (n === 3) subject.complete();
      });
      subject.subscribe({ next: (n) => hear(`second ${n}`), complete: () => hear('second done') });
      for (const n of [1, 3, 4]) subject.next(n);
    });
    expectAlike((subject, hear) => {
      subject.subscribe({ next: (n) => hear(`heard ${n}`), error: (e) => hear(`error ${e}`) });
      subject.error('broken');
      subject.next(1);
      subject.subscribe({ error: (e) => hear(`late error ${e}`) });
    });
  });

  test('after it was closed', () => {
    expectAlike((subject, hear) => {
      subject.unsubscribe();
      try {
        subject.next(1);
      } catch (error) {
        hear(`${error instanceof ObjectUnsubscribedError}`);
      }
    });
  });
});

test('a fast subject stops between two observers when the run has broken', () => {
  const brake = { stopped: false, fail: () => undefined };
  const subject = new FastSubject<number>(brake);
  const heard: string[] = [];
  subject.subscribe(() => {
    heard.push('first');
    brake.stopped = true;
  });
  subject.subscribe(() => heard.push('second'));
  subject.next(1);
  subject.next(2);
  expect(heard).toEqual(['first']);
});

test("RxJS's Subject still keeps its observers where the fast one looks for them", () => {
  const subject = new Subject<number>() as unknown as Record<string, unknown>;
  expect(subject).toMatchObject({ currentObservers: null, observers: [], isStopped: false, closed: false });
  const live = new Subject<number>();
  live.subscribe();
  live.next(1);
  const inside = live as unknown as { currentObservers: unknown[]; observers: unknown[] };
  expect(inside.currentObservers).toEqual(inside.observers);
  live.subscribe();
  expect(inside.currentObservers).toBeNull();
  expect(inside.observers).toHaveLength(2);
});
