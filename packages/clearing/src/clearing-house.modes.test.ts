import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NO_POSITION } from '@ebb/ledger';
import type { ClearingWorld } from '../test/clearing-world.ts';
import { COINS, FOLLOWS, MAKER, RICH, makeWorld, perp, play, restOrders, step, ticks } from '../test/mode-steps.ts';
import { sellAll, sellRanked, toFund, toOthers } from '../test/plain-policies.ts';
import { BarrierWatch } from './barrier-watch.ts';

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

/** What an account does first: positions against the rich one at the marks, and coins bought with money. */
const beginning = fc.record({
  positions: fc.array(fc.tuple(perp, fc.integer({ min: -40, max: 40 })), { maxLength: 3 }),
  swaps: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -20, max: 20 })), { maxLength: 2 }),
});
const shuffled = fc.shuffledSubarray([...FOLLOWS.keys()], { minLength: FOLLOWS.length });
const prices = fc.record({
  marks: fc.tuple(ticks, ticks, ticks, ticks),
  coins: fc.tuple(...COINS.map(() => fc.integer({ min: 50, max: 180 }))),
});

/** Opens wallets in an order and lets accounts begin in it; returns the world. */
function begin(order: readonly number[], beginnings: readonly (typeof beginning extends fc.Arbitrary<infer T> ? T : never)[]): ClearingWorld {
  const world = makeWorld({ opening: order, fundAtoms: RICH, watch: 'rescan' });
  for (const each of order) {
    if (each === MAKER) continue;
    for (const [index, lots] of beginnings[each].positions) if (lots !== 0) world.trade(each, MAKER, index, lots, 100);
    for (const [coin, lots] of FOLLOWS[each] === 2 ? beginnings[each].swaps : []) {
      const [buyer, seller] = lots > 0 ? [each, MAKER] : [MAKER, each];
      if (lots !== 0) world.venue.swap(buyer, seller, world.spots[coin], Math.abs(lots), 100);
    }
  }
  return world;
} // prettier-ignore

/** All figures and the certificate of each pool, named by its account and instrument. */
function describeAll({ house, accounts }: ClearingWorld): Record<string, unknown> {
  const found: [string, unknown][] = [];
  for (const each of accounts) {
    house.units.forEachOf(each, (unit) => {
      const name = `${each} ${house.units.instrumentOf(unit)} ${house.units.settleOf(unit)}`;
      const breaks = house.judge(unit);
      const { reach, count } = house.certificate;
      found.push([name, [house.value(unit), breaks, breaks ? 0 : reach, breaks ? 0 : count]]);
    });
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('the order in which accounts come in changes no figure, no certificate, no name on the watch and no liquidation', () => {
  let liquidated = 0;
  fc.assert(
    fc.property(shuffled, fc.array(beginning, { minLength: 6, maxLength: 6 }), fc.array(prices, { minLength: 1, maxLength: 4 }), (order, beginnings, path) => {
      const worlds = [begin([...FOLLOWS.keys()], beginnings), begin(order, beginnings)];
      const [plain, other] = worlds.map((world) => {
        const watch = new BarrierWatch(world.house);
        watch.failing([]);
        return path.map(({ marks, coins }) => {
          coins.forEach((price, at) => (world.collateral[at + 1] = price));
          world.move(...marks);
          const { units, listed } = world.house;
          const figures = describeAll(world);
          const moved = [...listed.map(({ index }) => index), ...COINS.map((coin) => world.instruments.length + coin)];
          const failing = watch.failing(moved).map((unit) => `${units.ownerOf(unit)} ${units.instrumentOf(unit)} ${units.settleOf(unit)}`);
          return { figures, failing: failing.sort(), facts: world.mark(...marks) };
        });
      });
      expect(other).toEqual(plain);
      liquidated += plain.flatMap(({ facts }) => facts).filter(({ type }) => type === 'liquidation').length;
    }),
  );
  expect(liquidated).toBeGreaterThan(50);
}); // prettier-ignore
