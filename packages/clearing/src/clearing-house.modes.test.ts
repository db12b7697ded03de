import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NO_POSITION } from '@ebb/ledger';
import type { ClearingWorld } from '../test/clearing-world.ts';
import { makeWorld, play, restOrders, step } from '../test/mode-steps.ts';
import { sellAll, sellRanked, toFund, toOthers } from '../test/plain-policies.ts';

/** Lots of all longs and of all shorts of a perpetual, counted over its holders. */
function sides({ house: { positions } }: ClearingWorld, index: number): [long: number, short: number] {
  let [long, short] = [0, 0];
  for (let slot = positions.firstOfInstrument(index); slot !== NO_POSITION; slot = positions.nextOfInstrument(slot)) {
    const lots = positions.sizeLotsAt(slot);
    if (lots > 0) long += lots;
    else short -= lots;
  }
  return [long, short];
}

describe('any trades, loans, interest, margin moves and prices, in all modes side by side', () => {
  test('keep every atom, the clearing wallet against all costs, and longs equal to shorts', () => {
    let [owed, liquidated] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
        fc.constantFrom(sellAll('absorb', 5_000), sellRanked('absorb'), sellRanked('wait')),
        fc.constantFrom(toFund, toOthers),
        (steps, liquidation, absorption) => {
          const world = makeWorld({ liquidation, absorption });
          const { ledger, house, wallets } = world;
          restOrders(world);
          const sink = ledger.openWallet({ owner: -1, name: 'alpha/interest' });
          const supply = ledger.assets.map(({ index }) => ledger.supply(index));
          for (const each of steps) {
            play(world, each, sink);
            expect(world.faults()).toEqual([]);
            expect(ledger.assets.map(({ index }) => ledger.supply(index))).toEqual(supply);
            for (const { index } of house.listed) {
              const open = house.positions.openInterestLots(index);
              expect(sides(world, index)).toEqual([open, open]);
            }
            if (ledger.assets.some(({ index }) => ledger.balance(wallets.of(4), index) < 0)) owed++;
          }
          liquidated += world.facts.filter(({ type }) => type === 'liquidation').length;
        },
      ),
      { numRuns: 150 },
    );
    expect(owed).toBeGreaterThan(100);
    expect(liquidated).toBeGreaterThan(30);
  });

  test('leave the money of all, with unrealised results of what settles in it, as it was brought in', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30, size: 'max' }), (steps) => {
        const world = makeWorld();
        const { ledger, house, accounts, wallets, fund } = world;
        const sink = ledger.openWallet({ owner: -1, name: 'alpha/interest' });
        for (const each of steps) play(world, each, sink);
        let money = ledger.balance(sink, 0);
        for (const each of [...accounts, fund.account]) {
          const seen = new Set<number>();
          house.units.forEachOf(each, (unit) => seen.add(house.units.walletOf(unit)));
          for (const wallet of seen) money += ledger.balance(wallet, 0);
          for (const linear of world.perps) {
            const slot = house.findPosition(each, linear);
            if (slot !== NO_POSITION) money += house.unrealisedAtomsAt(slot);
          }
          expect(seen.has(wallets.of(each))).toBe(true);
        }
        expect(money).toBe(ledger.supply(0));
      }),
    );
  });
});
