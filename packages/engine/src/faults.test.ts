import { describe, expect, jest, test } from '@jest/globals';
import { CLOCK, DESK, TAPE, definePlugin, inject, injectable, parameters, trade, wakeups } from '@ebb/sdk';
import type { Columns, Desk, Plugin, RunContext, SchedulerLike, Tape } from '@ebb/sdk';
import { map, timer } from 'rxjs';
import { simulate } from './index.ts';
import type { SimulateOptions } from './index.ts';
import { tinyPlugins } from '../test/tiny-plugins.ts';
import { rule } from '../test/tiny-rules.ts';
import { loadTiny } from '../test/tiny-world.ts';

jest.setTimeout(30_000);

type Change = readonly [string, string];
const START_US = Date.UTC(2025, 9, 10, 20, 30) * 1000;
const NONE = parameters({});
const FAULTY: Change = [
  'agents:',
  'agents:\n  odd: {use: faulty, count: 2, wallets: {spot: {USD: 1 k}, alpha: {USD: 1 k}}}',
];

/** An agent that does one thing, given its desk, its clock and the tape. */
function agentThat(act: (desk: Desk, clock: SchedulerLike, tape: Tape) => unknown, atStart = false): Plugin {
  @injectable()
  class Faulty {
    readonly #parts: [Desk, SchedulerLike, Tape];
    constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike, @inject(TAPE) tape: Tape) {
      this.#parts = [desk, clock, tape];
      if (!atStart) act(...this.#parts);
    }
    start(): unknown {
      return atStart ? act(...this.#parts) : undefined;
    }
  }
  return definePlugin({
    kind: 'agent',
    name: 'faulty',
    version: '1.0.0',
    summary: 'Does what it must not.',
    params: NONE,
    use: Faulty,
  });
}

async function play(plugins: readonly Plugin[], changes: readonly Change[], options: Partial<SimulateOptions> = {}) {
  const rows: Columns[] = [];
  const host = { sink: { write: (chunk: Columns) => void rows.push(chunk) } };
  const loaded = await loadTiny(...changes);
  const result = await simulate(loaded, { seed: 3, plugins: [...tinyPlugins(), ...plugins], host, ...options });
  return { ...result, rows };
}

const at = (ms: number, clock: SchedulerLike) => timer(ms, clock);
const boom = (): never => {
  throw new Error('boom');
};

describe('a plugin that breaks', () => {
  const agents: [string, Plugin, number][] = [
    ['in its constructor', agentThat(boom), 0],
    ['in start()', agentThat(boom, true), 0],
    ['in a reaction', agentThat((desk, clock) => desk.react(at(9000, clock), boom)), 9000],
    [
      'in an operator of its stream',
      agentThat((desk, clock) => desk.react(at(9000, clock).pipe(map(boom)), () => undefined)),
      9000,
    ],
    ['in a bare timer', agentThat((_, clock) => clock.schedule(boom, 9000)), 9000],
    [
      'in the gap of its wake-ups',
      agentThat((desk, clock) => {
        let gaps = 0;
        desk.react(
          wakeups(clock, () => (gaps++ < 9 ? 1000 : boom())),
          () => undefined,
        );
      }),
      9000,
    ],
  ];

  test.each(agents)('%s ends the run in its own name', async (_, plugin, ms) => {
    const { manifest, metrics, verdict, rows } = await play([plugin], [FAULTY]);
    expect(manifest.status).toBe('failed');
    expect(manifest.fault).toMatchObject({ plugin: 'faulty', instance: 'odd[0]', seed: '3', message: 'boom' });
    expect(manifest.fault?.timeUs).toBe(START_US + ms * 1000);
    expect(manifest.simulatedUntilUs).toBe(START_US + ms * 1000);
    expect(manifest.fault?.seq).toBe(manifest.events);
    expect(verdict).toMatch(/^Failed at 20:30:0\d UTC in faulty \(odd\[0\]\): boom/);
    expect(metrics.find(({ name }) => name === 'intents')?.value)[ms === 0 ? 'toBe' : 'toBeGreaterThan'](0);
    const bars = rows.filter(({ table }) => table === 'bars');
    expect(bars.reduce((sum, chunk) => sum + chunk.rows, 0)).toBe(ms === 0 ? 2 : 2 * 9 + 2);
  });

  test.each<[string, Plugin]>([
    ['a reaction', agentThat((desk, clock) => desk.react(at(10, clock), () => Promise.reject(new Error('late'))))],
    ['start()', agentThat(() => Promise.reject(new Error('late')), true)],
  ])('with a Promise from %s is refused, and nothing is left unhandled', async (_, plugin) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): unknown => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { manifest } = await play([plugin], [FAULTY]);
    await new Promise((resume) => setTimeout(resume, 5));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(manifest.fault).toMatchObject({ plugin: 'faulty', instance: 'odd[0]' });
    expect(manifest.fault?.message).toContain('returned a Promise');
  });

  test('as a rule of a venue ends the run in its own name, whoever asked it', async () => {
    let asked = 0;
    class Fees {
      makerPpm(): number {
        return 0;
      }
      takerPpm(): number {
        return ++asked > 200 ? boom() : 0;
      }
    }
    const { manifest } = await play([rule('fees', 'odd-fees', Fees)], [['fees: flat-fees', 'fees: odd-fees']]);
    expect(manifest.fault).toMatchObject({ plugin: 'odd-fees', instance: 'alpha/fees', message: 'boom' });
  });

  test.each<[string, () => number, string]>([
    ['throws', boom, 'boom'],
    ['says nonsense', () => -5, 'a delay of -5 us'],
  ])('as a latency that %s is named, and not the agent that sent the order', async (_, delay, message) => {
    let asked = 0;
    class Slow {
      delayUs(): number {
        return ++asked > 100 ? delay() : 10;
      }
    }
    const { manifest } = await play(
      [rule('latency', 'odd-way', Slow)],
      [['latency: exponential-delay', 'latency: odd-way']],
    );
    expect(manifest.fault).toMatchObject({ plugin: 'odd-way', instance: 'alpha/latency' });
    expect(manifest.fault?.message).toContain(message);
  });

  test('as a shock ends the run in its own name', async () => {
    class Odd {
      effects(): never {
        return boom();
      }
    }
    const plugin = definePlugin({
      kind: 'shock',
      name: 'odd',
      version: '1.0.0',
      summary: 'Does what it must not.',
      params: NONE,
      use: Odd,
    });
    const { manifest } = await play([plugin], [['agents:', 'shocks: {bang: {use: odd, at: 10 s}}\nagents:']]);
    expect(manifest.fault).toMatchObject({ plugin: 'odd', instance: 'bang', timeUs: START_US, message: 'boom' });
  });

  test.each<[string, (context: RunContext) => unknown, () => never[], number]>([
    ['when it starts', boom, () => [], 0],
    ['when it starts late', () => Promise.reject(new Error('late')), () => [], 0],
    [
      'when it listens',
      (context) => context.listen(trade, (_seq, timeUs) => (timeUs > START_US + 9e6 ? boom() : 0)),
      () => [],
      9e6,
    ],
    ['when it is asked', () => undefined, boom, 60e6],
  ])('as a metric %s ends the run in its own name; the others still measure', async (_, start, values, afterUs) => {
    class Odd {
      start(context: RunContext): unknown {
        return start(context);
      }
      values(): readonly never[] {
        return values();
      }
    }
    const plugin = definePlugin({
      kind: 'metric',
      name: 'odd',
      version: '1.0.0',
      summary: 'Does what it must not.',
      params: NONE,
      use: Odd,
    });
    const { manifest, metrics } = await play([plugin], [['agents:', 'metrics: {bang: {use: odd}}\nagents:']]);
    expect(manifest.status).toBe('failed');
    expect(manifest.fault).toMatchObject({ plugin: 'odd', instance: 'bang' });
    expect(manifest.fault!.timeUs - START_US).toBeGreaterThanOrEqual(afterUs);
    expect(metrics.some(({ name }) => name === 'trades')).toBe(true);
  });
});

describe('a metric that measures nonsense', () => {
  const right = { name: 'size', value: 1, unit: 'COIN' };
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'values() gives a list of values'],
    ['a value without a name', [{ ...right, name: {} }], 'a value of a metric has name, value and unit'],
    ['a subject that is a number', [{ ...right, subject: 5 }], 'a value of a metric has name, value and unit'],
    ['two values of one name', [right, right], 'the metric gives two values called .size'],
  ])('such as %s is blamed, and the rest is kept', async (_, values, sentence) => {
    class Nonsense {
      start(): void {}
      values(): unknown {
        return values;
      }
    }
    const plugin = definePlugin({
      kind: 'metric',
      name: 'nonsense',
      version: '1.0.0',
      summary: 'Measures what is not there.',
      params: NONE,
      use: Nonsense,
    });
    const { manifest, metrics } = await play([plugin], [['agents:', 'metrics: {bang: {use: nonsense}}\nagents:']]);
    expect(manifest.fault).toMatchObject({ plugin: 'nonsense', instance: 'bang' });
    expect(manifest.fault!.message).toContain(sentence);
    expect(metrics.some(({ name }) => name === 'trades')).toBe(true);
  });
});

describe('a run that cannot go on', () => {
  test('since a quantity passes the safe integers says whose it was', async () => {
    const plugin = agentThat((desk, clock) =>
      desk.react(at(5000, clock), () => desk.market('SOL/USD:USD@alpha', 'buy', 1e15)),
    );
    const { manifest } = await play([plugin], [FAULTY]);
    expect(manifest.status).toBe('failed');
    expect(manifest.fault).toMatchObject({ plugin: 'faulty', instance: 'odd[0]', timeUs: START_US + 5_000_000 });
  });

  test('since simulated time stands still stops after its budget', async () => {
    const plugin = agentThat((_, clock) =>
      clock.schedule(function () {
        this.schedule(undefined, 0);
      }, 7000),
    );
    const { manifest } = await play([plugin], [FAULTY], { instantBudget: 500 });
    expect(manifest.fault).toMatchObject({ timeUs: START_US + 7_000_000, seed: '3' });
    expect(manifest.fault?.message).toContain('More than 500 dispatches at one instant');
  });

  test('since facts answer facts for ever stops after its budget, too', async () => {
    const plugin = agentThat((desk) => {
      desk.react(desk.orders$, ({ state, order }) => (state === 'resting' ? desk.cancel(order) : place()));
      const place = (): unknown => desk.limit('SOL/USD@spot', 'buy', 1, 1);
      place();
    });
    const instant: Change = ['latency: {use: exponential-delay, params: {mean: 5 ms}}', ''];
    const { manifest } = await play([plugin], [FAULTY, instant], { instantBudget: 500 });
    expect(manifest.fault?.timeUs).toBe(START_US);
    expect(manifest.fault?.message).toContain('at one instant');
  });

  test('does not touch another that takes turns with it, nor a later one', async () => {
    const alone = await play([], []);
    const pause = () => new Promise<void>((resume) => setTimeout(resume));
    const broken = agentThat((desk, clock) => desk.react(at(30_000, clock).pipe(map(boom)), () => undefined));
    const sink = { write: () => undefined };
    const [failed, other] = await Promise.all([
      play([broken], [FAULTY], { host: { pause, sink }, dispatchesAtOnce: 50 }),
      play([], [], { host: { pause, sink }, dispatchesAtOnce: 50 }),
    ]);
    expect(failed.manifest.status).toBe('failed');
    expect(other.manifest).toEqual(alone.manifest);
    expect((await play([], [])).manifest).toEqual(alone.manifest);
  });

  test('since its sink is full blames the recorder, not the agent whose order it wrote down', async () => {
    const sink = {
      write: () => {
        throw new Error('the disk is full');
      },
    };
    const { manifest, metrics } = await play([], [], { host: { sink } });
    expect(manifest.status).toBe('failed');
    expect(manifest.fault?.message).toBe('the disk is full');
    expect(manifest.fault?.plugin).toBe('engine');
    expect(metrics.some(({ name }) => name === 'trades')).toBe(true);
  });
});

describe('a run that is aborted', () => {
  test('before it begins has played nothing', async () => {
    const { manifest, verdict } = await play([], [], { host: { signal: AbortSignal.abort() } });
    expect(manifest).toMatchObject({ status: 'interrupted', simulatedUntilUs: START_US });
    expect(verdict).toMatch(/^Interrupted at 20:30:00 UTC/);
  });

  test('on its way keeps what was recorded, and adds up', async () => {
    const controller = new AbortController();
    const rows: Columns[] = [];
    const host = { signal: controller.signal, sink: { write: (chunk: Columns) => void rows.push(chunk) } };
    const onProgress: SimulateOptions['onProgress'] = ({ simulatedUs }) => {
      if (simulatedUs > START_US + 40_000_000) controller.abort();
    };
    const { manifest, conservation } = await play([], [], { host, onProgress, dispatchesAtOnce: 40, audit: true });
    expect(manifest.status).toBe('interrupted');
    const seconds = (manifest.simulatedUntilUs - START_US) / 1e6;
    expect(seconds > 40 && seconds < 60).toBe(true);
    const bars = rows.filter(({ table }) => table === 'bars').reduce((sum, chunk) => sum + chunk.rows, 0);
    expect(bars).toBe(2 * Math.ceil(seconds));
    expect(conservation?.balanced).toBe(true);
    expect(manifest.fault).toBeUndefined();
  });
});
