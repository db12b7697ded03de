import { expect, test } from '@jest/globals';
import { LAST_GENERATION } from './handle.ts';
import { orderFloat, orderInt, OrderPool, ORDER_SHIFT } from './order-pool.ts';

function takeLive(pool: OrderPool): number {
  const place = pool.take();
  pool.floats[(place << (ORDER_SHIFT - 1)) + orderFloat.left] = 1;
  return place;
}

test('the last place freed is used first, under a new handle', () => {
  const pool = new OrderPool();
  const [a, b] = [takeLive(pool), takeLive(pool)];
  const old = [pool.handle(a), pool.handle(b)];
  pool.release(a);
  pool.release(b);
  expect([takeLive(pool), takeLive(pool), takeLive(pool)]).toEqual([b, a, 3]);
  expect(old.map((handle) => pool.find(handle))).toEqual([0, 0]);
  expect([pool.find(pool.handle(a)), pool.live]).toEqual([a, 3]);
});

test('a place that has seen its last generation is not used again', () => {
  const pool = new OrderPool();
  const place = takeLive(pool);
  pool.ints[(place << ORDER_SHIFT) + orderInt.generation] = LAST_GENERATION;
  const handle = pool.handle(place);
  expect([Number.isSafeInteger(handle), pool.find(handle)]).toEqual([true, place]);
  pool.release(place);
  expect([takeLive(pool), pool.find(handle)]).toEqual([2, 0]);
});
