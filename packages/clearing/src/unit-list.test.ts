import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UnitList } from './unit-list.ts';

test('a list of units gives back what it took in, ascending, once each, and is then empty', () => {
  const list = new UnitList();
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (units) => {
      for (const unit of units) list.add(unit);
      const visited: number[] = [];
      list.drainSorted((unit) => visited.push(unit));
      list.drainSorted((unit) => visited.push(unit));
      expect(visited).toEqual([...new Set(units)].sort((a, b) => a - b));
    }),
  );
});
