import { beforeEach, describe, expect, test } from '@jest/globals';
import { DESK, VIEW, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, LenderDesk, LendingChanged, LendingLiquidation, Plugin, View } from '@ebb/sdk';
import { loadScenarioText } from '../index.ts';
import { buildWorld } from '../../test/build-world.ts';
import { rulePlugins } from '../../test/tiny-rules.ts';
import { Audit } from './audit.ts';
import type { World } from './world.ts';

const SCENARIO = `
version: 1
start: 2025-10-10T20:30:00Z
until: 10 min
assets: { USD: {decimals: 6}, SOL: {decimals: 6} }
values: { SOL: {start: 200, jumps: [{at: 10 s, by: -10%}]} }
venues: { chain: { instruments: { SOL/USD: {kind: spot, tick: 0.01, lot: 0.01} } } }
lenders:
  aave:
    at: chain
    interval: 2 s
    assets:
      USD: {rate: half, supply: 100 k}
      SOL: {rate: half, oracle: outside-index, collateral: {ltv: 80%, threshold: 85%, bonus: 5%}}
agents:
  people: { use: person, count: 2, wallets: {chain: {USD: 50 k, SOL: 100}} }
`;

const people: { readonly desk: Desk; readonly view: View; readonly lender: LenderDesk }[] = [];

@injectable()
class Person {
  constructor(@inject(DESK) desk: Desk, @inject(VIEW) view: View) {
    people.push({ desk, view, lender: desk.lender('aave') });
  }
}

/** Asks 50% a year of all that is lent out. */
class Half {
  rate(utilisation: number): number {
    return utilisation / 2;
  }
}

const about = { version: '1.0.0', summary: 'Takes part in a test of lending.', params: parameters({}) } as const;
const plugins: readonly Plugin[] = [
  ...rulePlugins,
  definePlugin({ ...about, kind: 'agent', name: 'person', use: Person }),
  definePlugin({ ...about, kind: 'policy', policy: 'lendingRate', name: 'half', use: Half }),
];

describe('a lending market in a world', () => {
  let world: World;
  const passTo = (seconds: number): void =>
    void world.kernel.step(Infinity, world.plan.scenario.startUs + seconds * 1e6);
  const now = (): void => void world.kernel.step(Infinity, world.kernel.calendar.nowUs);
  beforeEach(async () => {
    people.length = 0;
    world = await buildWorld(await loadScenarioText(SCENARIO, 'x.yaml'), plugins);
  });

  test('takes in, lends, is repaid and pays out, and tells the desk', () => {
    const [{ desk, lender }] = people;
    const told: LendingChanged[] = [];
    desk.react(lender.changes$, (fact) => told.push(fact));
    lender.supply('SOL', 40);
    now();
    expect([desk.balance('SOL'), lender.supplied('SOL')]).toEqual([60, 40]);
    expect(lender.borrowable('USD')).toBeCloseTo(6400, 5);
    lender.borrow('USD', 6000);
    now();
    expect([desk.balance('USD'), lender.borrowed('USD')]).toEqual([56_000, 6000]);
    expect(lender.position()).toMatchObject({ collateral: 8000, borrowable: 6400, debt: 6000, health: 6800 / 6000 });
    expect(lender.view.asset('USD')).toMatchObject({ utilisation: 0.06, borrowRate: 0.03, cash: 94_000, price: 1 });
    lender.repay('USD', Infinity);
    lender.withdraw('SOL', Infinity);
    now();
    expect([desk.balance('USD'), desk.balance('SOL')]).toEqual([50_000, 100]);
    expect(told.map(({ kind, amount, refusal }) => [kind, amount, refusal])).toEqual([
      ['supply', 40, 'none'],
      ['borrow', 6000, 'none'],
      ['repay', 6000, 'none'],
      ['withdraw', 40, 'none'],
    ]);
    expect(told.every(({ order }) => order > 0)).toBe(true);
    new Audit(world).recount();
  });

  test('looks at prices at its interval, shows who is unhealthy, and lets a keeper liquidate him', () => {
    const [{ desk, lender }, keeper] = people;
    const lost: LendingLiquidation[] = [];
    desk.react(lender.liquidations$, (fact) => lost.push(fact));
    lender.supply('SOL', 40);
    lender.borrow('USD', 6300);
    now();
    passTo(9.9);
    expect(keeper.view.lender('aave').unhealthy()).toEqual([]);
    passTo(10);
    const [found, ...others] = keeper.view.lender('aave').unhealthy();
    expect([found.account, found.health, others]).toEqual([desk.account, expect.closeTo(6120 / 6300, 6), []]);
    expect(keeper.view.lender('aave').unhealthy()[0]).toBe(found);
    keeper.lender.liquidate(found.account, 'USD', 'SOL', Infinity);
    now();
    expect(lost).toMatchObject([
      { account: desk.account, keeper: keeper.desk.account, debt: 'USD', collateral: 'SOL' },
    ]);
    expect(lost[0].repaid).toBeCloseTo(3150, 0);
    expect(keeper.desk.balance('SOL') - 100).toBeCloseTo((3150 * 1.05) / 180 - 0.1 * ((3150 * 0.05) / 180), 1);
    expect(keeper.view.lender('aave').unhealthy()).toEqual([]);
    expect(lender.position().health).toBeGreaterThan(1);
    new Audit(world).recount();
  });

  test('counts in the wealth of classes, interest too', () => {
    const [{ lender }] = people;
    const before = world.wealth.of('people');
    const depositors = world.wealth.of('depositors@aave');
    expect([before, depositors]).toEqual([140_000, 100_000]);
    lender.supply('SOL', 40);
    lender.borrow('USD', 6000);
    now();
    expect(world.wealth.of('people')).toBeCloseTo(before, 5);
    passTo(600);
    const interest = (6000 * 0.03 * 600) / 31_536_000;
    expect(world.wealth.of('people')).toBeCloseTo(before - 200 * 20 - interest, 4);
    expect(world.wealth.of('depositors@aave')).toBeCloseTo(depositors + interest * 0.9, 4);
  });

  test('says what it does not know, with the nearest name', () => {
    const [{ desk, lender, view }] = people;
    expect(() => desk.lender('aavee')).toThrow("there is no lending market 'aavee' (did you mean 'aave'?)");
    expect(() => view.lender('compound')).toThrow("there is no lending market 'compound'; there are aave");
    expect(() => lender.supply('SOLL', 1)).toThrow("aave has no asset 'SOLL' (did you mean 'SOL'?)");
    expect(() => lender.borrow('USD', NaN)).toThrow('an amount of USD for aave is NaN');
    expect(() => lender.liquidate(1, 'SOL', 'USD', 1, { sellOn: 'SOL/USD@chain' })).toThrow(
      'a liquidation of SOL for USD sells on a spot market USD/SOL of chain, not on SOL/USD@chain',
    );
    expect([lender.supply('USD', 1e-9), lender.supply('USD', 0)]).toEqual([0, 0]);
    expect(view.lenders.map(({ name, venue, reference }) => [name, venue, reference])).toEqual([
      ['aave', 'chain', 'USD'],
    ]);
  });

  test('refuses everything and looks at nothing while its venue is down', () => {
    const [{ desk, lender }] = people;
    lender.supply('SOL', 40);
    now();
    const told: LendingChanged[] = [];
    desk.react(lender.changes$, (fact) => told.push(fact));
    world.venues.get('chain')!.setState('down');
    lender.withdraw('SOL', 40);
    passTo(20);
    expect(told).toMatchObject([{ kind: 'withdraw', refusal: 'venueDown', amount: 0, supplied: 40 }]);
    expect(lender.view.asset('SOL').price).toBe(200);
    world.venues.get('chain')!.setState('open');
    passTo(22);
    expect(lender.view.asset('SOL').price).toBe(180);
  });
});
