import { describe, expect, jest, test } from '@jest/globals';
import {
  DESK,
  TAPE,
  VIEW,
  definePlugin,
  forcedOrder,
  inject,
  injectable,
  orderUpdate,
  parameters,
  refusals,
} from '@ebb/sdk';
import type { BreakerMarket, Desk, ForcedPrint, MarketHalt, Plugin, PriceBand, RunContext, Tape, View } from '@ebb/sdk';
import { simulate } from './index.ts';
import type { SimulateOptions } from './index.ts';
import { tinyPlugins } from '../test/tiny-plugins.ts';
import { rule } from '../test/tiny-rules.ts';
import { loadTiny } from '../test/tiny-world.ts';

jest.setTimeout(30_000);

type Change = readonly [string, string];
const MARKET = 'SOL/USD:USD@alpha';
const AFTER: Change = ['    insurance: {USD: 40}\n', ''];

const after = (lines: string): Change => [AFTER[0], `${AFTER[0]}${lines}`];

class Collar {
  band({ markTicks, lastTicks }: BreakerMarket): PriceBand | null {
    const reference = markTicks || lastTicks;
    return reference === 0 ? null : { lowTicks: reference * 0.97, highTicks: reference * 1.03 };
  }
}

class Pause {
  #referenceTicks = 0;
  #untilMs = 0;
  halt({ lastTicks, nowMs }: BreakerMarket): MarketHalt | null {
    const isFar = this.#referenceTicks > 0 && Math.abs(lastTicks / this.#referenceTicks - 1) > 0.02;
    if (lastTicks > 0 && (isFar || nowMs > this.#untilMs)) {
      this.#referenceTicks = lastTicks;
      this.#untilMs = nowMs + 10_000;
    }
    return isFar ? { ms: 2000, meanwhile: 'auction' } : null;
  }
}

class Throttle {
  admitForced(_market: BreakerMarket, lots: number): number {
    return Math.min(lots, 200);
  }
}

class EverySecond {
  #shownMs = 0;
  observe(print: ForcedPrint): readonly ForcedPrint[] {
    if (print.nowMs < this.#shownMs + 1000) return [];
    this.#shownMs = print.nowMs;
    return [print];
  }
}

const rules: readonly Plugin[] = [
  rule('circuitBreaker', 'collar', Collar),
  rule('circuitBreaker', 'pause', Pause),
  rule('circuitBreaker', 'throttle', Throttle),
  rule('observation', 'every-second', EverySecond),
];
const RULES = `    circuitBreakers: {collar: collar, pause: pause, throttle: {use: throttle}}
    capacity: {messages: 10, per: 1 s, queue: 4}
    observation: every-second
`;

/** An agent that writes down what it hears of its market, and what of its forced orders really met the book. */
function listener() {
  const heard = { prints: 0, forced: 0, overloaded: 0, halts: [] as string[], waiting: 0 };
  class Listener {
    constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape, @inject(VIEW) view: View) {
      const market = view.market(MARKET);
      desk.react(tape.liquidationFeed(MARKET), () => heard.prints++);
      desk.react(tape.marketHalts(market), ({ state }) => heard.halts.push(`${state} ${market.open}`));
    }
  }
  injectable()(Listener);
  class Watcher {
    start(context: RunContext): void {
      context.listen(forcedOrder, (_seq, _time, _cause, _origin, _place, _account, _signed, filled) => {
        if (filled > 0) heard.forced++;
      });
      context.listen(orderUpdate, (_seq, _time, _cause, _origin, _place, _account, _order, _state, refusal) => {
        if (refusal === refusals.overloaded) heard.overloaded++;
        heard.waiting = Math.max(heard.waiting, ...context.venues.map(({ waiting }) => waiting?.() ?? NaN));
      });
    }
    values(): readonly never[] {
      return [];
    }
  }
  const more = { version: '1.0.0', summary: 'Listens, and does nothing.', params: parameters({}) };
  const plugins = [
    definePlugin({ ...more, kind: 'agent', name: 'listener', use: Listener }),
    definePlugin({ ...more, kind: 'metric', name: 'watcher', use: Watcher }),
  ];
  return { heard, plugins };
}

const LISTENS: Change = ['agents:', 'metrics: {watcher: {use: watcher}}\nagents:\n  ears: {use: listener}'];

async function play(changes: readonly Change[], more: readonly Plugin[] = [], options: Partial<SimulateOptions> = {}) {
  const { heard, plugins } = listener();
  const loaded = await loadTiny(LISTENS, ...changes);
  const all = [...tinyPlugins(), ...rules, ...plugins, ...more];
  const result = await simulate(loaded, { seed: 3, plugins: all, audit: true, record: 'all', ...options });
  return { ...result, heard };
}

describe('a venue with circuit breakers, a gateway that is too small and a feed that leaves out', () => {
  test('is played to its end, audited, and balances; its market halts and opens again', async () => {
    const { manifest, conservation, heard } = await play([after(RULES)]);
    expect(manifest.fault).toBeUndefined();
    expect([manifest.status, conservation?.balanced]).toEqual(['completed', true]);
    expect(heard.halts.slice(0, 2)).toEqual(['auction false', 'open true']);
    expect(heard.forced).toBeGreaterThan(heard.prints);
    expect(heard.prints).toBeGreaterThan(0);
    expect(heard.waiting).toBe(4);
    expect(heard.overloaded).toBeGreaterThan(0);
    expect((await play([after(RULES)])).manifest.traceHash).toBe(manifest.traceHash);
  });

  test('shows every forced order without a rule of observation', async () => {
    const { heard } = await play([]);
    expect(heard.forced).toBeGreaterThan(0);
    expect(heard.prints).toBe(heard.forced);
    expect([heard.halts, heard.waiting, heard.overloaded]).toEqual([[], 0, 0]);
  });

  test('plays as ever when a breaker has nothing to say', async () => {
    class Silent {
      band(): null {
        return null;
      }
    }
    const silent = rule('circuitBreaker', 'silent', Silent);
    const plain = await play([]);
    const { manifest } = await play([after('    circuitBreakers: {one: silent, two: silent}\n')], [silent]);
    expect(manifest.traceHash).toBe(plain.manifest.traceHash);
  });
});

describe('a circuit breaker that is wrong', () => {
  const using = after('    circuitBreakers: {odd: odd}\n');
  const odd = (use: Plugin['use']): Plugin[] => [rule('circuitBreaker', 'odd', use)];

  test('with none of the three methods is refused before the run', async () => {
    const refused = play([using], odd(class {}));
    await expect(refused).rejects.toThrow('has none of the methods band(), halt(), admitForced()');
    const noMethod = play(
      [using],
      odd(
        class {
          band = 5;
        },
      ),
    );
    await expect(noMethod).rejects.toThrow('has no method band(), which a circuitBreaker rule needs');
  });

  test('that throws is named', async () => {
    class Throws {
      halt(): never {
        throw new Error('boom');
      }
    }
    const { manifest } = await play([using], odd(Throws));
    expect(manifest.fault).toMatchObject({ plugin: 'odd', instance: 'alpha/circuitBreakers/odd', message: 'boom' });
  });

  test('that gives a band of NaN ends the run with its place and market', async () => {
    class Nonsense {
      band(): PriceBand {
        return { lowTicks: NaN, highTicks: NaN };
      }
    }
    const { manifest } = await play([using], odd(Nonsense));
    expect(manifest.fault?.message).toBe(`circuit breaker 1 of ${MARKET}, by name, gives a band from NaN to NaN ticks`);
  });
});
