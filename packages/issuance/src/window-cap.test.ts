import { expect, test } from '@jest/globals';
import { WindowCap } from './window-cap.ts';

test('a cap counts what is used in a window and begins anew with the next', () => {
  const cap = new WindowCap(100, 60, 1000);
  cap.use(70, 1000);
  expect([cap.left(1059), cap.nextUs(1059)]).toEqual([30, 1060]);
  expect([cap.left(1060), cap.nextUs(1060)]).toEqual([100, 1120]);
  cap.use(100, 1100);
  expect([cap.left(1119), cap.left(1300)]).toEqual([0, 100]);
});
