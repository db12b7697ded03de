import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClearingWorld } from '../test/clearing-world.ts';
import { COINS, FOLLOWS, MAKER, RICH, makeWorld, perp, ticks } from '../test/mode-steps.ts';
import { BarrierWatch } from './barrier-watch.ts';
import type { AccountValue } from './clearing-house.ts';

const NAMES = [...FOLLOWS.keys()];

/** What an account does first: positions against the rich one at the marks, and coins bought with money. */
const beginning = fc.record({
  positions: fc.array(fc.tuple(perp, fc.integer({ min: -40, max: 40 })), { maxLength: 3 }),
  swaps: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -20, max: 20 })), { maxLength: 2 }),
});
type Beginning = typeof beginning extends fc.Arbitrary<infer T> ? T : never;

const prices = fc.record({
  marks: fc.tuple(ticks, ticks, ticks, ticks),
  coins: fc.tuple(...COINS.map(() => fc.integer({ min: 50, max: 180 }))),
});
type Prices = typeof prices extends fc.Arbitrary<infer T> ? T : never;

const beginnings = fc.array(beginning, { minLength: MAKER, maxLength: MAKER });
const path = fc.array(prices, { minLength: 1, maxLength: 4 });
const shuffled = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });
/** By name, a number: all but the rich one's are others. */
const renumbered = fc
  .shuffledSubarray(NAMES.slice(0, MAKER), { minLength: MAKER })
  .map((numbers) => [...numbers, MAKER]);

/** Opens wallets in an order of names and lets accounts begin in it; `numbers` are theirs by name. */
function begin(order: readonly number[], numbers: readonly number[], begun: readonly Beginning[]): ClearingWorld {
  const follows = NAMES.map((number) => FOLLOWS[numbers.indexOf(number)]);
  const opening = order.map((name) => numbers[name]);
  const world = makeWorld({ opening, follows, fundAtoms: RICH, watch: 'rescan' });
  // A fund that had no coin would hand positions on, and whom that meets is for the policy of deleveraging to say.
  for (const coin of COINS) world.give(world.fund.account, coin, RICH);
  for (const name of order) {
    if (name === MAKER) continue;
    const each = numbers[name];
    for (const [index, lots] of begun[name].positions) if (lots !== 0) world.trade(each, MAKER, index, lots, 100);
    for (const [coin, lots] of FOLLOWS[name] === 2 ? begun[name].swaps : []) {
      const [buyer, seller] = lots > 0 ? [each, MAKER] : [MAKER, each];
      if (lots !== 0) world.venue.swap(buyer, seller, world.spots[coin], Math.abs(lots), 100);
    }
  }
  return world;
}

/** Plays prices; returns at each the figures of all pools, who fails by barriers and which facts there were, all by name. */
function outcome(world: ClearingWorld, numbers: readonly number[], played: readonly Prices[]) {
  const { units, listed } = world.house;
  const nameOf = (number: number): number => (number < numbers.length ? numbers.indexOf(number) : number);
  const nameOfUnit = (unit: number): string =>
    `${nameOf(units.ownerOf(unit))} ${units.instrumentOf(unit)} ${units.settleOf(unit)}`;
  const watch = new BarrierWatch(world.house);
  watch.failing([]);
  return played.map(({ marks, coins }) => {
    coins.forEach((price, at) => (world.collateral[at + 1] = price));
    world.move(...marks);
    const figures = describeAll(world, nameOfUnit);
    const moved = [...listed.map(({ index }) => index), ...COINS.map((coin) => world.instruments.length + coin)];
    const failing = watch.failing(moved).map(nameOfUnit).sort();
    const facts = world.mark(...marks).map((fact) => ('account' in fact ? { ...fact, account: nameOf(Number(fact.account)) } : fact));
    return { figures, failing, facts };
  });
} // prettier-ignore

/** All figures and the certificate of each pool. */
function describeAll({ house, accounts }: ClearingWorld, nameOfUnit: (unit: number) => string) {
  const found: [name: string, pool: AccountValue & { breaks: boolean; reach: number; count: number }][] = [];
  for (const each of accounts) {
    house.units.forEachOf(each, (unit) => {
      const breaks = house.judge(unit);
      const { reach, count } = house.certificate;
      const certified = breaks ? { reach: 0, count: 0 } : { reach, count };
      found.push([nameOfUnit(unit), { ...house.value(unit), breaks, ...certified }]);
    });
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two pools that break have the same margin over maintenance margin. */
function hasTies({ figures }: ReturnType<typeof outcome>[number]): boolean {
  const broken = Object.values(figures).filter(({ breaks }) => breaks);
  const healths = broken.map(({ marginAtoms, maintenanceAtoms }) => marginAtoms / maintenanceAtoms);
  return new Set(healths).size < healths.length;
}

const liquidations = (played: ReturnType<typeof outcome>): number =>
  played.flatMap(({ facts }) => facts).filter(({ type }) => type === 'liquidation').length;

test('the order in which accounts come in changes no figure, no certificate, no name on the watch and no liquidation', () => {
  let liquidated = 0;
  fc.assert(
    fc.property(shuffled, beginnings, path, (order, begun, played) => {
      const plain = outcome(begin(NAMES, NAMES, begun), NAMES, played);
      expect(outcome(begin(order, NAMES, begun), NAMES, played)).toEqual(plain);
      liquidated += liquidations(plain);
    }),
  );
  expect(liquidated).toBeGreaterThan(50);
});

test('the numbers of accounts change nothing where no two pools that fail are in equal health', () => {
  let liquidated = 0;
  fc.assert(
    fc.property(renumbered, beginnings, path, (numbers, begun, played) => {
      const plain = outcome(begin(NAMES, NAMES, begun), NAMES, played);
      fc.pre(!plain.some(hasTies));
      expect(outcome(begin(NAMES, numbers, begun), numbers, played)).toEqual(plain);
      liquidated += liquidations(plain);
    }),
  );
  expect(liquidated).toBeGreaterThan(50);
});
