import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearingWorld } from '../test/clearing-world.ts';
import { MarksRescan } from './marks-watch.ts';

describe('the watch that revalues every holder', () => {
  test('finds the holders that fail, ascending, and each once though it holds both instruments', () => {
    const world = new ClearingWorld({ deposits: [60, 10_000, 60, 60, 10_000] });
    world.trade(3, 1, 0, 10, 100);
    world.trade(0, 1, 0, 5, 100);
    world.trade(0, 1, 2, 2, 100);
    world.trade(2, 4, 1, 1, 100);
    const watch = new MarksRescan(world.house);
    expect(watch.afterMarks([0, 1, 2])).toEqual([]);
    world.move(95, 100, 95);
    expect(watch.afterMarks([0, 1, 2])).toEqual([0, 3]);
    expect(watch.afterMarks([2])).toEqual([0]);
    expect(watch.afterMarks([1])).toEqual([]);
    expect(watch.afterMarks([])).toEqual([]);
  });

  test('finds exactly those that the house says fail, however often it is asked', () => {
    const trade = fc.record({
      buyer: fc.nat(99),
      step: fc.integer({ min: 1, max: 99 }),
      perp: fc.nat(2),
      lots: fc.integer({ min: 1, max: 9 }),
    });
    const marks = fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 60, max: 140 }))), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 80 }), marks, fc.subarray([0, 1, 2]), (trades, moves, watched) => {
        const world = new ClearingWorld({ deposits: new Array<number>(100).fill(150) });
        for (const { buyer, step, perp, lots } of trades) world.trade(buyer, (buyer + step) % 100, perp, lots, 100);
        const watch = new MarksRescan(world.house);
        for (const move of moves) {
          world.move(...move);
          const holds = (account: number): boolean => watched.some((perp) => world.sizes(account)[perp] !== 0);
          const expected = world.accounts.filter((account) => holds(account) && world.house.fails(account));
          expect(watch.afterMarks(watched)).toEqual(expected);
        }
      }),
      { numRuns: 50 },
    );
  });
});
