import { describe, expect, test } from '@jest/globals';
import { Kernel, Phase } from '@ebb/kernel';
import { value } from '../facts.ts';
import type { Value } from '../facts.ts';
import { OutsideWorld } from './outside-world.ts';
import type { ValueDeclaration } from './outside-world.ts';

const START = 1_760_000_000_000_000;
const STEP = 1_000_000;

/** What a test says of a value: times in seconds after the start. */
type Spec = Omit<ValueDeclaration, 'index' | 'path' | 'jumps'> & {
  readonly path?: readonly (readonly [number, number])[];
  readonly jumps?: readonly (readonly [number, number])[];
};

class Outside {
  readonly kernel: Kernel;
  readonly world: OutsideWorld;
  readonly facts: Value[] = [];

  constructor(specs: readonly Spec[], seed = 1) {
    this.kernel = new Kernel({ startUs: START, seed });
    const declarations = specs.map(({ path, jumps, ...rest }, index): ValueDeclaration => ({
      ...rest,
      index,
      ...(path && { path: path.map(([second, at]) => ({ timeUs: START + second * STEP, value: at })) }),
      ...(jumps && { jumps: jumps.map(([second, by]) => ({ timeUs: START + second * STEP, by })) }),
    }));
    this.world = new OutsideWorld(this.kernel, declarations, STEP);
    this.kernel.bus.family(value).all$.subscribe((fact) => void this.facts.push(fact));
    this.world.start();
  }

  run(seconds: number): this {
    this.kernel.step(Infinity, START + seconds * STEP);
    return this;
  }

  of(asset: string): number[] {
    return this.facts.filter((each) => each.asset === asset).map((each) => each.value);
  }

  /** Shocks an asset at some second, before its step, with a cause of its own. */
  shockAt(second: number, asset: string, factor: number, overUs: number, cause: number): void {
    const { calendar } = this.kernel;
    const handler = calendar.register(() => this.world.shock(asset, factor, overUs));
    calendar.scheduleCaused(cause, cause, START + second * STEP, Phase.outside, handler);
  }
}

describe('the course of values', () => {
  test('a path is told on every step on which it moved, first values at the start', () => {
    const outside = new Outside([
      {
        asset: 'BTC',
        path: [
          [0, 100],
          [2, 110],
          [4, 110],
          [5, 90],
        ],
      },
    ]);
    outside.run(6);
    expect(outside.facts.map((each) => [(each.timeUs - START) / STEP, each.value])).toEqual([
      [0, 100],
      [1, 105],
      [2, 110],
      [5, 90],
    ]);
    expect(outside.world.value('BTC')).toBe(90);
    expect(outside.world.value('ETH')).toBeNaN();
    expect(outside.world.topic('ETH')).toBeUndefined();
    expect(outside.world.topic('BTC')!.subject.asset).toBe('BTC');
  });

  test('jumps multiply from the first step at or after their time', () => {
    const outside = new Outside([
      {
        asset: 'BTC',
        start: 100,
        jumps: [
          [2, -0.5],
          [2.5, 0.1],
        ],
      },
    ]);
    outside.run(5);
    expect(outside.facts.map((each) => (each.timeUs - START) / STEP)).toEqual([0, 2, 3]);
    expect(outside.of('BTC')[1]).toBe(50);
    expect(outside.of('BTC')[2]).toBeCloseTo(55, 10);
  });

  test('what follows moves with the power of its leader, through others too, in any order of declaration', () => {
    const outside = new Outside([
      { asset: 'DOGE', start: 1, follows: { asset: 'ETH', beta: 2 } },
      { asset: 'ETH', start: 10, follows: { asset: 'BTC', beta: 1.5 } },
      {
        asset: 'BTC',
        path: [
          [0, 100],
          [1, 81],
        ],
      },
    ]);
    outside.run(1);
    expect(outside.world.value('ETH')).toBeCloseTo(10 * 0.9 ** 3, 12);
    expect(outside.world.value('DOGE')).toBeCloseTo(0.9 ** 6, 12);
    expect(outside.facts.slice(-3).map((each) => each.asset)).toEqual(['BTC', 'ETH', 'DOGE']);
  });

  test('circles, unknown leaders, doubles and values made of nothing are refused', () => {
    const make =
      (...specs: Spec[]) =>
      (): Outside =>
        new Outside(specs);
    const follows = (asset: string): Spec['follows'] => ({ asset, beta: 1 });
    expect(make({ asset: 'A', start: 1, follows: follows('A') })).toThrow('the value of A follows itself');
    expect(
      make({ asset: 'A', start: 1, follows: follows('B') }, { asset: 'B', start: 1, follows: follows('A') }),
    ).toThrow('the value of A follows itself');
    expect(make({ asset: 'A', start: 1, follows: follows('B') })).toThrow('follows B, which has no value');
    expect(make({ asset: 'A', start: 1 }, { asset: 'A', start: 2 })).toThrow('declared twice');
    expect(make({ asset: 'A' })).toThrow('neither a path nor a start');
    expect(make({ asset: 'A', path: [] })).toThrow('neither a path nor a start');
  });
});

describe('noise', () => {
  test('has the spread that was asked for after an hour, and its own luck by seed', () => {
    const finals = Array.from({ length: 80 }, (_, seed) => {
      const outside = new Outside([{ asset: 'BTC', start: 1, noisePerHour: 0.02 }], seed);
      return Math.log(outside.run(225).world.value('BTC')) * 4; // a sixteenth of an hour
    });
    const deviation = Math.sqrt(finals.reduce((sum, each) => sum + each * each, 0) / finals.length);
    expect(deviation).toBeGreaterThan(0.015);
    expect(deviation).toBeLessThan(0.026);
  });

  test('with a half-life it comes back to the path', () => {
    // A walk of σ per step that keeps k of itself settles at a spread of σ / √(1 − k²): here 0.01 × √(1/(1 − 1/4)).
    const outside = new Outside([{ asset: 'BTC', start: 1, noisePerHour: 0.6, noiseHalfLifeUs: STEP }]);
    const logs = outside
      .run(3000)
      .of('BTC')
      .slice(1)
      .map((each) => Math.log(each));
    const deviation = Math.sqrt(logs.reduce((sum, each) => sum + each * each, 0) / logs.length);
    expect(deviation).toBeGreaterThan(0.0108);
    expect(deviation).toBeLessThan(0.0123);
  });

  test('of one asset is left as it was by that of another', () => {
    const btc: Spec = { asset: 'BTC', start: 100, noisePerHour: 0.05 };
    const alone = new Outside([btc]).run(50).of('BTC');
    const eth: Spec = { asset: 'ETH', start: 10, noisePerHour: 0.05, noiseHalfLifeUs: 5 * STEP };
    const together = new Outside([eth, btc]).run(50);
    expect(together.of('BTC')).toEqual(alone);
    expect(together.of('ETH')).not.toEqual(alone.map((each) => each / 10));
  });
});

describe('shocks', () => {
  test('at once they move the value, and what follows it, for good and by their cause; nothing else is told', () => {
    const outside = new Outside([
      { asset: 'BTC', start: 100 },
      { asset: 'ETH', start: 10, follows: { asset: 'BTC', beta: 1 } },
      {
        asset: 'GOLD',
        path: [
          [0, 1],
          [10, 11],
        ],
      },
    ]);
    outside.shockAt(1.5, 'BTC', 0.9, 0, 77);
    outside.run(1.9);
    const told = outside.facts.filter((each) => each.timeUs === START + 1.5 * STEP);
    expect(told.map((each) => [each.asset, each.cause, each.origin])).toEqual([
      ['BTC', 77, 77],
      ['ETH', 77, 77],
    ]);
    expect(told.map((each) => each.value)).toEqual([90, 9]);
    outside.run(3);
    expect(outside.of('BTC')).toEqual([100, 90]);
    expect(outside.of('GOLD')).toEqual([1, 2, 3, 4]);
  });

  test('spread over a time they move evenly in logarithm, step by step, by the cause of the shock', () => {
    const outside = new Outside([
      { asset: 'BTC', start: 100 },
      { asset: 'ETH', start: 100, follows: { asset: 'BTC', beta: 1 } },
    ]);
    outside.shockAt(0, 'BTC', 0.25, 4 * STEP, 55);
    outside.run(9);
    const [first, ...moved] = outside.facts.filter((each) => each.asset === 'BTC');
    expect([first.cause, first.value]).toEqual([0, 100]);
    expect(moved.map((each) => (each.timeUs - START) / STEP)).toEqual([1, 2, 3, 4]);
    moved.forEach((each, at) => expect(each.value).toBeCloseTo(100 * 0.25 ** ((at + 1) / 4), 9));
    const follower = outside.facts.filter((each) => each.asset === 'ETH').slice(1);
    expect([...moved, ...follower].map((each) => [each.cause, each.origin])).toEqual(Array(8).fill([55, 55]));
  });

  test('that spread overlap: each ends in its time', () => {
    const outside = new Outside([{ asset: 'BTC', start: 100 }]);
    outside.shockAt(0, 'BTC', 0.5, 2 * STEP, 1);
    outside.shockAt(1.5, 'BTC', 2, 3 * STEP, 2);
    outside.run(10);
    expect(outside.world.value('BTC')).toBeCloseTo(100, 9);
    expect(outside.facts.slice(1).map((each) => each.cause)).toEqual([1, 2, 2, 2]);
  });

  test('need an asset with a value and a factor above zero', () => {
    const { world } = new Outside([{ asset: 'BTC', start: 100 }]);
    expect(() => world.shock('ETH', 0.5, 0)).toThrow('moves the value of ETH, which has none');
    for (const factor of [0, -1, NaN]) expect(() => world.shock('BTC', factor, 0)).toThrow(RangeError);
  });
});
