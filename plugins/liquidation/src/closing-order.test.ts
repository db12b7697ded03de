import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holding, position } from '../test/account.ts';
import { closingOrder, closingOrders, reducibleLots } from './closing-order.ts';

const lots = fc.integer({ min: -1_000, max: 1_000 }).filter((each) => each !== 0);
const reducibles = fc.array(
  fc.oneof(
    fc.tuple(fc.nat(3), lots).map(([index, size]) => position(index, size, Math.abs(size))),
    fc.tuple(fc.integer({ min: 1, max: 4 }), lots).map(([asset, size]) => holding(asset, size, size)),
  ),
  { maxLength: 8 },
);

test('the orders of a liquidation close everything that has a market and nothing else', () => {
  fc.assert(
    fc.property(reducibles, (ranked) => {
      const closed = closingOrders(ranked, 'bankruptcy').map(({ instrument, signedLots }) => [instrument, signedLots]);
      const wanted = ranked
        .map((each) => [each.kind === 'position' ? each.instrument : each.market, -reducibleLots(each)])
        .filter(([instrument]) => instrument !== null);
      expect(closed).toEqual(wanted);
    }),
  );
});

test('an order closes at most what there is, and none stands for no lots', () => {
  expect(closingOrder(position(0, -5, 50), 3, 'none')[0]).toMatchObject({ signedLots: 3, limit: 'none' });
  expect(closingOrder(position(0, -5, 50), 8, 12)[0]).toMatchObject({ signedLots: 5, limit: 12 });
  expect(closingOrder(position(0, -5, 50), 0, 12)).toEqual([]);
  expect(closingOrder(holding(4, 5, 50), 5, 'none')).toEqual([]);
});
