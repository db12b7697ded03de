import fc from 'fast-check';
import { ClearingWorld } from './clearing-world.ts';
import type { WorldOptions } from './clearing-world.ts';
import { percentMargin, percentUnified } from './plain-policies.ts';

/** Two accounts in each mode, and a rich one that is crossed. */
export const FOLLOWS = [0, 0, 1, 1, 2, 2, 0];
/** The rich account. */
export const MAKER = 6;
/** Atoms that no loss exhausts. */
export const RICH = 10_000_000;
/** The assets beside money. */
export const COINS = [1, 2, 3];
const HOUR_MS = 3_600_000;
const otherMargins = [percentMargin(20, 5, 'isolated'), percentUnified(10, 5, 80)];

/** A world of `FOLLOWS`: each poor account has some money and coins. */
export function makeWorld(options: Partial<WorldOptions> = {}): ClearingWorld {
  const poor = new Array<number>(MAKER).fill(5_000);
  const coin = (each: number): number[] => [...new Array<number>(MAKER).fill(each), RICH];
  return new ClearingWorld({
    deposits: [...poor, RICH],
    holdings: { A: coin(40), B: coin(10), C: coin(5) },
    otherMargins,
    follows: FOLLOWS,
    fundAtoms: 20_000,
    ...options,
  });
}

const account = fc.nat(MAKER);
/** Any price of a perpetual or spot market. */
export const ticks = fc.integer({ min: 60, max: 160 });
/** Any perpetual, 3 being the inverse one. */
export const perp = fc.nat(3);
/** Anything that happens to accounts or prices. */
export const step = fc.oneof(
  fc.record({ what: fc.constant('trade' as const), account, other: account, perp, lots: fc.integer({ min: 1, max: 80 }), ticks }),
  fc.record({ what: fc.constant('swap' as const), account: fc.integer({ min: 4, max: 5 }), coin: fc.nat(2), lots: fc.integer({ min: -30, max: 30 }), ticks }),
  fc.record({ what: fc.constant('margin' as const), account: fc.integer({ min: 2, max: 3 }), perp, atoms: fc.integer({ min: -300, max: 600 }) }),
  fc.record({ what: fc.constant('interest' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ what: fc.constant('marks' as const), marks: fc.tuple(ticks, ticks, ticks, ticks), liquidates: fc.boolean() }),
  fc.record({ what: fc.constant('collateral' as const), coin: fc.constantFrom(...COINS), price: fc.double({ min: 20, max: 300, noNaN: true }) }),
); // prettier-ignore
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Charges all that unified accounts owe, as a venue does on the hour. */
function chargeInterest({ house, wallets, ledger }: ClearingWorld, hours: number, sink: number): void {
  for (const each of [4, 5]) {
    for (const { index } of ledger.assets) {
      const owed = -ledger.balance(wallets.of(each), index);
      if (owed <= 0) continue;
      const atoms = house.units.policyOfAccount(each).interestAtoms!(index, owed, hours * HOUR_MS);
      ledger.transfer(wallets.of(each), sink, index, atoms, ledger.registerReason('interest'));
    }
  }
}

/** Lets a step happen; interest goes to the wallet `sink`. */
export function play(world: ClearingWorld, each: Step, sink: number): void {
  const { house, venue, spots } = world;
  if (each.what === 'trade' && each.account !== each.other) {
    world.trade(each.account, each.other, each.perp, each.lots, each.ticks);
  } else if (each.what === 'swap' && each.lots !== 0) {
    const [buyer, seller] = each.lots > 0 ? [each.account, MAKER] : [MAKER, each.account];
    venue.swap(buyer, seller, spots[each.coin], Math.abs(each.lots), each.ticks);
  } else if (each.what === 'margin') house.moveMargin(each.account, world.perpAt(each.perp), each.atoms);
  else if (each.what === 'interest') chargeInterest(world, each.hours, sink);
  else if (each.what === 'collateral') world.collateral[each.coin] = each.price;
  else if (each.what === 'marks' && each.liquidates) world.mark(...each.marks);
  else if (each.what === 'marks') world.move(...each.marks);
}

/** Leaves orders of the rich account on both sides of every market. */
export function restOrders(world: ClearingWorld): void {
  for (const [coin, spot] of world.spots.entries()) {
    world.venue.rest(MAKER, spot, 50, 90 - coin);
    world.venue.rest(MAKER, spot, -50, 110 + coin);
    world.rest(MAKER, coin, 40, 80);
    world.rest(MAKER, coin, -40, 120);
  }
}
