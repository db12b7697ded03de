import { describe, expect, test } from '@jest/globals';
import { config, delay, filter, map, of, Subject, timer } from 'rxjs';
import { EndlessInstantError } from './endless-instant-error.ts';
import { defineFact, defineIntent, type FactHead } from './fact.ts';
import { Kernel, type KernelOptions } from './kernel.ts';
import { Phase } from './phase.ts';
import { RunFault } from './run-fault.ts';

const START = 1_760_128_200_000_000;
const seller = { plugin: 'panic-seller', instance: 'holders[17]' };

interface Tick extends FactHead {
  readonly type: 'tick';
  readonly name: string;
  readonly value: number;
}

const TICK = defineFact('tick', ['value'], (seq, timeUs, cause, origin, name: string, value): Tick => ({
  type: 'tick',
  seq,
  timeUs,
  cause,
  origin,
  name,
  value,
}));
const ASK = defineIntent('ask', ['value']);

function kernelOf(options: Partial<KernelOptions> = {}): Kernel {
  return new Kernel({ startUs: START, seed: 1, ...options });
}

/** A topic that publishes 0, 1, 2, … each millisecond up to a count. */
function ticking(kernel: Kernel, count: number) {
  const topic = kernel.bus.topic(TICK, 'clock', 0);
  const handler = kernel.calendar.register((n) => topic.publish(n));
  for (let n = 0; n < count; n++) kernel.calendar.schedule(START + n * 1000, Phase.valuation, handler, n);
  return topic;
}

function faultOf(work: () => unknown): RunFault {
  try {
    work();
  } catch (error) {
    if (error instanceof RunFault) return error;
    throw error;
  }
  throw new Error('Nothing broke.');
}

describe('a step', () => {
  test('does what is scheduled up to an instant, that instant included', () => {
    const kernel = kernelOf();
    const heard: number[] = [];
    ticking(kernel, 5).facts$.subscribe((tick) => heard.push(tick.value));
    expect(kernel.step(100, START + 2000)).toBe('done');
    expect(heard).toEqual([0, 1, 2]);
    expect(kernel.calendar.nowUs).toBe(START + 2000);
    expect(kernel.step(1, Infinity)).toBe('more');
    expect(kernel.step(1, Infinity)).toBe('done');
    expect(heard).toEqual([0, 1, 2, 3, 4]);
    expect([kernel.events, kernel.calendar.dispatched]).toEqual([5, 5]);
  });

  test('shows listeners the state after the whole dispatch', () => {
    const kernel = kernelOf();
    let state = 0;
    const seen: number[] = [];
    const topic = kernel.bus.topic(TICK, 'clock', 0);
    topic.facts$.subscribe(() => seen.push(state));
    const handler = kernel.calendar.register(() => {
      state = 1;
      topic.publish(1);
      state = 2;
      topic.publish(2);
      state = 3;
    });
    kernel.calendar.schedule(START, Phase.arrival, handler);
    kernel.step(1, Infinity);
    expect(seen).toEqual([3, 3]);
  });

  test('hands out first what was published before it', () => {
    const kernel = kernelOf();
    const heard: number[] = [];
    const topic = ticking(kernel, 1);
    topic.facts$.subscribe((tick) => heard.push(tick.value));
    topic.publish(-1);
    kernel.step(0, START);
    expect(heard).toEqual([-1]);
    kernel.step(1, START);
    expect(heard).toEqual([-1, 0]);
  });

  test('cannot be taken from within a step', () => {
    const kernel = kernelOf();
    kernel.react(ticking(kernel, 1).facts$, () => kernel.step(1, Infinity), seller);
    expect(faultOf(() => kernel.step(1, Infinity)).message).toContain('from within a step');
  });
});

describe('a fault', () => {
  test('in a reaction stops the run after the present delivery, and names its owner, time, event and seed', () => {
    const kernel = kernelOf({ seed: 'luck' });
    const broken = new Error('no balance');
    const heard: string[] = [];
    const ticks$ = ticking(kernel, 5).facts$;
    ticks$.subscribe((tick) => heard.push(`before ${tick.value}`));
    kernel.react(
      ticks$,
      (tick) => {
        if (tick.value === 2) throw broken;
      },
      seller,
    );
    ticks$.subscribe((tick) => heard.push(`after ${tick.value}`));
    kernel.bus.family(TICK).all$.subscribe((tick) => heard.push(`all ${tick.value}`));
    const fault = faultOf(() => kernel.step(100, Infinity));
    expect(heard.slice(6)).toEqual(['before 2']);
    expect(fault).toMatchObject({
      ...seller,
      seed: 'luck',
      timeUs: START + 2000,
      seq: 3,
      original: broken,
      cause: broken,
    });
    expect(fault.message).toBe(
      'panic-seller (holders[17]) failed at 2025-10-10T20:30:00.002000Z, event 3, seed luck: no balance',
    );
    expect(kernel.fault).toBe(fault);
    expect(kernel.calendar.dispatched).toBe(3);
    expect(faultOf(() => kernel.step(100, Infinity))).toBe(fault);
    expect(kernel.calendar.dispatched).toBe(3);
  });

  test('is an error from the operators of a stream', () => {
    const kernel = kernelOf();
    const ticks$ = ticking(kernel, 3).facts$.pipe(
      map((tick) => {
        if (tick.value === 1) throw new Error('bad map');
        return tick.value;
      }),
    );
    kernel.react(ticks$, () => undefined, seller);
    expect(faultOf(() => kernel.step(100, Infinity))).toMatchObject({ ...seller, timeUs: START + 1000 });
  });

  test('is a reaction that returns a Promise or anything like one', async () => {
    const reactions = [
      async () => Promise.reject(new Error('never seen')),
      () => ({ then: (_: unknown, seen: () => void) => seen() }),
    ];
    for (const reaction of reactions) {
      const kernel = kernelOf();
      kernel.react(ticking(kernel, 1).facts$, reaction as () => void, seller);
      const fault = faultOf(() => kernel.step(1, Infinity));
      expect(fault).toMatchObject(seller);
      expect(fault.message).toContain('Promise');
    }
    await Promise.resolve();
  });

  test('is no other value that a reaction returns', () => {
    for (const value of [1, 'then', null, { then: 1 }, []]) {
      const kernel = kernelOf();
      kernel.react(ticking(kernel, 1).facts$, () => value, seller);
      expect(kernel.step(1, Infinity)).toBe('done');
    }
  });

  test('in scheduled work, a private listener or a handler finds its owner', () => {
    const throws = () => {
      throw new Error('broken');
    };
    const works: ((kernel: Kernel) => void)[] = [
      (kernel) => kernel.clock(seller).schedule(throws, 1),
      (kernel) => kernel.calendar.schedule(START, Phase.timer, kernel.calendar.register(throws, seller)),
      (kernel) => {
        const type = defineFact('own', ['account'], (seq, timeUs, cause, origin, _: string, account) => {
          return { type: 'own', seq, timeUs, cause, origin, account };
        });
        const topic = kernel.bus.privateTopic(type, ['BTC/USDT']);
        topic.listen(4, throws, seller);
        topic.publish(0, 4);
      },
      (kernel) => kernel.react(timer(5, kernel.clock(seller)), throws, seller),
      (kernel) => timer(5, kernel.clock(seller)).subscribe(throws),
    ];
    for (const work of works) {
      const kernel = kernelOf();
      work(kernel);
      expect(faultOf(() => kernel.step(100, Infinity))).toMatchObject(seller);
    }
  });

  test('is an endless instant, of dispatches or of facts', () => {
    const looping = kernelOf({ instantBudget: 100 });
    const handler = looping.calendar.register((): void => {
      looping.calendar.schedule(looping.calendar.nowUs, Phase.timer, handler);
    }, seller);
    looping.calendar.schedule(START + 9, Phase.timer, handler);
    const fault = faultOf(() => looping.step(1000, Infinity));
    expect(fault).toMatchObject({ ...seller, timeUs: START + 9 });
    expect(fault.original).toBeInstanceOf(EndlessInstantError);

    const spinning = kernelOf({ instantBudget: 100 });
    spinning.clock(seller).schedule(function () {
      this.schedule(undefined, 0);
    }, 5);
    expect(faultOf(() => spinning.step(1000, Infinity))).toMatchObject(seller);

    const echoing = kernelOf({ instantBudget: 100 });
    const topic = ticking(echoing, 1);
    echoing.react(topic.facts$, () => topic.publish(0), seller);
    expect(faultOf(() => echoing.step(1000, Infinity)).original).toBeInstanceOf(EndlessInstantError);
  });

  test('counts once: the first error is kept', () => {
    const kernel = kernelOf();
    kernel.fail('first', seller);
    kernel.fail('second', seller);
    expect(kernel.fault?.original).toBe('first');
    expect(kernel.fault?.message).toContain(': first');
  });
});

describe('a bare subscription that throws', () => {
  test('stops the run at once, before anyone else hears', () => {
    const kernel = kernelOf();
    const heard: number[] = [];
    const ticks$ = ticking(kernel, 3).facts$;
    kernel.react(ticks$, () => undefined, seller);
    ticks$.subscribe(() => {
      throw new Error('bare');
    });
    ticks$.subscribe((tick) => heard.push(tick.value));
    const fault = faultOf(() => kernel.step(100, Infinity));
    expect(fault).toMatchObject({ plugin: 'kernel', instance: 'unclaimed', timeUs: START });
    expect(heard).toEqual([]);
  });

  test('is not laid at the door of who published', () => {
    const kernel = kernelOf();
    const topic = kernel.bus.topic(TICK, 'clock', 0);
    topic.facts$.subscribe(() => {
      throw new Error('bare');
    });
    kernel.clock(seller).schedule(() => topic.publish(1), 1);
    expect(faultOf(() => kernel.step(100, Infinity))).toMatchObject({ plugin: 'kernel', instance: 'unclaimed' });
  });

  test('stops the run when it has no error handler and the stream fails', () => {
    const kernel = kernelOf();
    ticking(kernel, 3)
      .facts$.pipe(filter(() => JSON.parse('{') as boolean))
      .subscribe();
    expect(faultOf(() => kernel.step(100, Infinity)).original).toBeInstanceOf(SyntaxError);
  });

  test('breaks its own run and no other in the process', () => {
    const [broken, whole] = [kernelOf(), kernelOf()];
    for (const kernel of [broken, whole]) {
      ticking(kernel, 3).facts$.subscribe((tick) => {
        if (kernel === broken && tick.value === 1) throw new Error('bare');
      });
    }
    broken.step(1, Infinity);
    whole.step(1, Infinity);
    expect(() => broken.step(1, Infinity)).toThrow(RunFault);
    expect(whole.step(100, Infinity)).toBe('done');
    expect(whole.fault).toBeNull();
  });

  test("leaves the host's own handler as it was, and outside errors to it", async () => {
    const reported: unknown[] = [];
    const hosts = (error: unknown): void => {
      reported.push(error);
    };
    const before = config.onUnhandledError;
    config.onUnhandledError = hosts;
    try {
      const kernel = kernelOf();
      ticking(kernel, 1).facts$.subscribe(() => {
        throw new Error('inside');
      });
      expect(() => kernel.step(1, Infinity)).toThrow('inside');
      expect(config.onUnhandledError).toBe(hosts);
      of(1).subscribe(() => {
        throw new Error('outside');
      });
      expect(reported).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(reported).toEqual([new Error('outside')]);
    } finally {
      config.onUnhandledError = before;
    }
  });
});

describe('guarded work', () => {
  test('returns its result', () => {
    expect(kernelOf().guard(seller, () => 5)).toBe(5);
  });

  test('is a fault of its owner when it throws, at once or through a subscription', () => {
    const works = [
      () => {
        throw new Error('broken');
      },
      () =>
        of(1).subscribe(() => {
          throw new Error('broken');
        }),
    ];
    for (const work of works) {
      const kernel = kernelOf();
      expect(faultOf(() => kernel.guard(seller, work))).toMatchObject({ ...seller, seq: 0 });
      expect(() => kernel.guard(seller, () => 5)).toThrow(RunFault);
    }
  });
});

describe('a run', () => {
  /** A small world with everything in it: timers, randomness, reactions, delays, nested publishing, cancelling. */
  function play(options: { listen: boolean; audit?: boolean; seed?: number; steps?: number }) {
    const kernel = kernelOf({ seed: options.seed ?? 1, audit: options.audit });
    const { bus, calendar } = kernel;
    const asks = bus.intents(ASK);
    const ticks = [0, 1, 2].map((i) => bus.topic(TICK, `market ${i}`, i));
    const matching = calendar.register((market, value) => ticks[market].publish(value));
    for (let i = 0; i < 3; i++) {
      const owner = { plugin: 'agent', instance: `agents[${i}]` };
      const rng = kernel.streams.stream(owner.instance, 'wake');
      const clock = kernel.clock(owner);
      let pending = 0;
      const wake = (): void => {
        const seq = asks.recordAsOrigin(i, rng.normal());
        calendar.cancel(pending);
        const timeUs = calendar.nowUs + rng.int(4000);
        pending = calendar.scheduleCaused(seq, seq, timeUs, Phase.arrival, matching, i, rng.exponential(3));
        clock.schedule(wake, rng.exponential(2));
      };
      clock.schedule(wake, rng.uniform());
      const next$ = ticks[(i + 1) % 3].facts$.pipe(
        filter((tick) => tick.value > 4),
        delay(0.5, clock),
      );
      kernel.react(next$, (tick) => ticks[i].publish(tick.value / 2), owner);
    }
    const heard: string[] = [];
    if (options.listen) {
      bus.family(TICK).all$.subscribe((tick) => heard.push(JSON.stringify(tick)));
      asks.tap((seq) => heard.push(`${seq}`));
    }
    while (kernel.step(options.steps ?? 1000, START + 2_000_000) === 'more');
    return { digest: kernel.trace.digest(), events: kernel.events, heard };
  }

  test('gives the same digest again, heard or not, audited or not, in steps of any size', () => {
    const { digest, events } = play({ listen: false });
    expect(events).toBeGreaterThan(2000);
    for (const other of [
      play({ listen: false }),
      play({ listen: true }),
      play({ listen: true, audit: true }),
      play({ listen: false, steps: 1 }),
    ]) {
      expect([other.digest, other.events]).toEqual([digest, events]);
    }
  });

  test('gives another digest under another seed', () => {
    expect(play({ listen: false, seed: 2 }).digest).not.toBe(play({ listen: false }).digest);
  });

  test('tells causes that come before their effects, and origins that are intents', () => {
    const { heard } = play({ listen: true });
    const ticks = heard.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Tick);
    const intents = new Set(heard.filter((line) => !line.startsWith('{')).map(Number));
    expect(ticks.length).toBeGreaterThan(500);
    for (const tick of ticks) {
      expect(tick.cause).toBeLessThan(tick.seq);
      expect(intents.has(tick.origin)).toBe(true);
    }
  });
});

test('a stream of the reader’s own making is reacted to on the same terms', () => {
  const kernel = kernelOf();
  const own$ = new Subject<number>();
  const heard: number[] = [];
  kernel.react(own$, (n) => heard.push(n), seller);
  kernel.guard(seller, () => own$.next(1));
  kernel.fail(new Error('stopped'), seller);
  own$.next(2);
  expect(heard).toEqual([1]);
});
