import { expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin } from '../test/plain-policies.ts';

/** Account 0 is isolated and long 10 at 100 on 100 of margin, account 1 rich and in cross mode. */
function longTen(): ClearingWorld {
  const otherMargins = [percentMargin(10, 5, 'isolated')];
  const world = new ClearingWorld({ deposits: [1_000, 1_000_000], otherMargins, follows: [1] });
  world.trade(0, 1, 0, 10, 100);
  return world;
}

const free = ({ ledger, wallets }: ClearingWorld): number => ledger.balance(wallets.of(0), 0);
const unit = ({ house }: ClearingWorld): number => house.units.of(0, house.listed[0]);

test('a position that is closed in parts at a loss keeps what answers for the rest', () => {
  const world = longTen();
  world.move(92);
  // 20 of equity are less than the 92 of initial margin: no part of them goes back to the trader.
  world.trade(1, 0, 0, 4, 92);
  expect([free(world), world.house.equityAtoms(unit(world))]).toEqual([900, 20]);
  world.trade(1, 0, 0, 3, 92);
  expect([free(world), world.house.equityAtoms(unit(world))]).toEqual([900, 20]);
  world.trade(1, 0, 0, 3, 92);
  expect(free(world)).toBe(920);
  expect(world.faults()).toEqual([]);
});

test('a position that is closed in part at a gain gives its share back', () => {
  const world = longTen();
  world.trade(1, 0, 0, 4, 110);
  // Of 100 + 40, six tenths stay.
  expect(free(world)).toBe(900 + 56);
  expect(world.faults()).toEqual([]);
});

test('a position that is closed in part at a small loss gives back what its initial margin leaves', () => {
  const world = longTen();
  // 100 − 5 of the loss are left; with 5 of unrealised loss the rest needs 49.5, rounded up, so 55 stay and 40 go.
  world.trade(1, 0, 0, 5, 99);
  expect(free(world)).toBe(900 + 40);
});
