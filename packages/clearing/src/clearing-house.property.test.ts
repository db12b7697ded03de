import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearingWorld } from '../test/clearing-world.ts';

const ACCOUNTS = 5;
const PERPS = 3;

const step = fc.record({
  buyer: fc.nat(ACCOUNTS - 1),
  other: fc.integer({ min: 1, max: ACCOUNTS - 1 }),
  perp: fc.nat(PERPS - 1),
  lots: fc.integer({ min: 1, max: 40 }),
  ticks: fc.integer({ min: 1, max: 300 }),
});
const order = fc.record({
  account: fc.nat(ACCOUNTS - 1),
  perp: fc.nat(PERPS - 1),
  lots: fc.integer({ min: -30, max: 30 }).filter((lots) => lots !== 0),
});
const marks = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 300 })));

interface Steps {
  readonly trades: (typeof step extends fc.Arbitrary<infer T> ? T : never)[];
  readonly orders: (typeof order extends fc.Arbitrary<infer T> ? T : never)[];
  readonly at: number[];
}
const steps: fc.Arbitrary<Steps> = fc.record({
  trades: fc.array(step, { maxLength: 60 }),
  orders: fc.array(order, { maxLength: 15 }),
  at: marks,
});

function play({ trades, orders, at }: Steps, each: (world: ClearingWorld) => void = () => {}): ClearingWorld {
  const world = new ClearingWorld({ deposits: new Array<number>(ACCOUNTS).fill(2_000) });
  for (const { buyer, other, perp, lots, ticks } of trades) {
    world.trade(buyer, (buyer + other) % ACCOUNTS, perp, lots, ticks);
    each(world);
  }
  for (const { account, perp, lots } of orders) world.rest(account, perp, lots, 100);
  world.move(...at);
  return world;
}

describe('any sequence of trades, orders and marks', () => {
  test('keeps the clearing wallet and the costs of positions at zero, and longs equal to shorts', () => {
    fc.assert(fc.property(steps, (all) => void play(all, (world) => expect(world.faults()).toEqual([]))));
  });

  test('leaves the equity of all as it was brought in, at any mark', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { house, accounts } = play(all);
        expect(accounts.reduce((sum, account) => sum + house.equityAtoms(account), 0)).toBe(ACCOUNTS * 2_000);
      }),
    );
  });

  test('gives margins as a plain sum over instruments gives them', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { house, accounts, perps } = play(all);
        for (const account of accounts) {
          let [initial, maintenance, notional] = [0, 0, 0];
          for (const { index, atomsPerTickLot } of perps) {
            const size = house.positions.sizeLots(account, index);
            const orders = all.orders.filter((each) => each.account === account && each.perp === index);
            const buys = orders.reduce((sum, { lots }) => sum + Math.max(lots, 0), 0);
            const sells = orders.reduce((sum, { lots }) => sum + Math.max(-lots, 0), 0);
            const value = (lots: number): number => Math.abs(lots) * all.at[index] * atomsPerTickLot;
            initial += Math.ceil(value(Math.max(Math.abs(size + buys), Math.abs(size - sells))) / 10);
            maintenance += Math.ceil((value(size) * 5) / 100);
            notional += value(size);
          }
          expect(house.credit.initialAtoms(account)).toBe(initial);
          const equityAtoms = house.equityAtoms(account);
          expect(house.value(account)).toEqual({
            walletAtoms: house.walletAtoms(account),
            equityAtoms,
            marginAtoms: equityAtoms,
            maintenanceAtoms: maintenance,
            notionalAtoms: notional,
          });
          expect(house.fails(account)).toBe(notional > 0 && equityAtoms <= maintenance);
        }
      }),
    );
  });

  test('admits an order exactly when the margin after it says so', () => {
    fc.assert(
      fc.property(steps, order, fc.nat(500), (all, { account, perp, lots }, cost) => {
        const world = play(all);
        const { house } = world;
        const admitted = house.credit.admits(account, world.perps[perp], lots, cost);
        const [before, equity] = [house.credit.initialAtoms(account), house.equityAtoms(account)];
        world.rest(account, perp, lots, 100);
        const after = house.credit.initialAtoms(account);
        expect(admitted).toBe(after <= before || equity - cost >= after);
      }),
    );
  });

  test('always admits an order that brings a position nearer to zero', () => {
    fc.assert(
      fc.property(steps, fc.nat(ACCOUNTS - 1), fc.double({ min: 0, max: 1, noNaN: true }), (all, account, share) => {
        const world = play({ ...all, orders: [] });
        for (const { instrument, sizeLots } of world.house.views.positions(account)) {
          const lots = Math.ceil(share * Math.abs(sizeLots)) * -Math.sign(sizeLots);
          if (lots !== 0)
            expect(world.house.credit.admits(account, instrument, lots, Number.MAX_SAFE_INTEGER)).toBe(true);
        }
      }),
    );
  });

  test('a position closed at its bankruptcy price leaves at least nothing and less than a tick on its size', () => {
    fc.assert(
      fc.property(steps, fc.nat(ACCOUNTS - 1), (all, account) => {
        const world = play(all);
        const taker = world.fund.account;
        for (const { instrument, sizeLots, bankruptcyTicks } of world.house.views.positions(account)) {
          const fresh = play(all);
          fresh.trade(
            sizeLots > 0 ? taker : account,
            sizeLots > 0 ? account : taker,
            instrument.index,
            Math.abs(sizeLots),
            bankruptcyTicks,
          );
          const left = fresh.house.equityAtoms(account);
          // A position that cannot lose or gain so much at any price is closed at the last one.
          if (bankruptcyTicks > 1 || sizeLots > 0) expect(left).toBeGreaterThanOrEqual(0);
          if (bankruptcyTicks > 1 || sizeLots < 0)
            expect(left).toBeLessThan(Math.abs(sizeLots) * instrument.atomsPerTickLot);
        }
      }),
    );
  });
});
