import { beforeEach, describe, expect, test } from '@jest/globals';
import { orderUpdate, placeOrder } from '@ebb/sdk';
import { loadScenarioText } from '../index.ts';
import { buildWorld } from '../../test/build-world.ts';
import { idlerPlugin } from '../../test/tiny-agents.ts';
import { rulePlugins } from '../../test/tiny-rules.ts';
import type { World } from './world.ts';

const PERP = 'COIN/USD:USD@alpha';
const SPOT = 'COIN/USD@spot';
const scenario = `
version: 1
start: 2025-10-10T20:30:00Z
until: 60 s
assets: { USD: {decimals: 6}, EUR: {decimals: 2}, COIN: {decimals: 3} }
values: { COIN: {start: 10} }
venues:
  alpha:
    instruments: { COIN/USD:USD: {kind: perp, tick: 0.01, lot: 0.1} }
    margin: half-margin
    liquidation: sell-all
    lossAbsorption: small-to-fund
    deleveraging: in-order
    index: outside-index
    mark: index-mark
  spot: { instruments: { COIN/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
agents:
  both: { use: idler, count: 2, wallets: {alpha: {USD: 1000}, spot: {USD: 500, COIN: 7, EUR: 3}} }
  poor: { use: idler }
`;

let world: World;
let sent: number[][];
let states: number[];
beforeEach(async () => {
  world = await buildWorld(await loadScenarioText(scenario, 'desk.yaml'), [idlerPlugin, ...rulePlugins]);
  sent = [];
  states = [];
  world.kernel.bus.intents(placeOrder).tap((_seq, _time, _cause, _origin, _place, account, _id, side, price, lots) => {
    sent.push([account, side, price, lots]);
  });
  world.kernel.bus.family(orderUpdate).tap((_seq, _time, _cause, _origin, _place, _account, _order, state) => {
    states.push(state);
  });
});
const [one, other, poor] = [1, 2, 3];
const settle = (): unknown => world.kernel.step(Infinity, world.kernel.calendar.nowUs + 1000);

describe('what an account asks', () => {
  test('leaves in ticks and lots: prices to the passive side, sizes down', () => {
    const { trading } = world;
    expect(trading.limit(one, SPOT, 'buy', 9.999, 0.59)).toBeGreaterThan(0);
    expect(trading.limit(one, world.view.market(SPOT), 'sell', 10.001, 1)).toBeGreaterThan(0);
    expect(trading.market(one, PERP, 'sell', 0.3)).toBeGreaterThan(0);
    expect(sent).toEqual([
      [one, 1, 999, 5],
      [one, -1, 1001, 10],
      [one, -1, 0, 3],
    ]);
  });

  test('is not sent when it is less than a lot, no price of a book, or from no wallet', () => {
    const { trading } = world;
    expect(trading.market(one, SPOT, 'buy', 0.09)).toBe(0);
    expect(trading.limit(one, SPOT, 'buy', 0.001, 1)).toBe(0);
    expect(trading.limit(one, SPOT, 'buy', 1e9, 1)).toBe(0);
    expect(trading.stop(one, PERP, 'buy', 1, { price: 12, on: 'last', limit: 0.001 })).toBe(0);
    expect(trading.market(poor, SPOT, 'buy', 1)).toBe(0);
    expect(sent).toEqual([]);
  });

  test.each<[string, (trading: World['trading']) => unknown, string]>([
    ['a size that is no number', (t) => t.market(one, SPOT, 'buy', NaN), 'a size of COIN/USD is NaN'],
    ['a size below nothing', (t) => t.market(one, SPOT, 'buy', -1), 'a size of COIN/USD is -1'],
    ['a size past the safe integers', (t) => t.market(one, SPOT, 'buy', 1e18), 'out of range'],
    ['a price that is no number', (t) => t.limit(one, SPOT, 'buy', NaN, 1), 'a price of COIN/USD is not a number'],
    ['a market that is not there', (t) => t.market(one, 'COIN/USD@sport', 'buy', 1), `did you mean '${SPOT}'?`],
    ['a venue that is not there', (t) => t.equity(one, 'beta'), "there is no venue 'beta'"],
    ['an asset that is not there', (t) => t.balance(one, 'USDT'), "there is no asset 'USDT'"],
    [
      'a stop on the mark of a spot market',
      (t) => t.stop(one, SPOT, 'buy', 1, { price: 12, on: 'mark' }),
      'has no mark price',
    ],
  ])('%s throws', (_, ask, sentence) => {
    expect(() => ask(world.trading)).toThrow(sentence);
  });
});

describe('what an account has', () => {
  test('is told in units, on a venue or on all', () => {
    const { trading } = world;
    expect([trading.balance(one, 'USD'), trading.balance(one, 'USD', 'spot'), trading.balance(poor, 'USD')]).toEqual([
      1500, 500, 0,
    ]);
    expect([trading.position(one, SPOT), trading.position(one, PERP), trading.entryPrice(one, PERP)]).toEqual([
      7,
      0,
      NaN,
    ]);
  });

  test('is equity and free money where there is no margin, too', () => {
    const { trading } = world;
    trading.limit(one, SPOT, 'buy', 8, 10);
    settle();
    expect([trading.equity(one, 'spot'), trading.available(one, 'spot'), trading.free(one, 'USD', 'spot')]).toEqual([
      500, 420, 420,
    ]);
    expect([trading.equity(poor, 'spot'), trading.available(poor, 'alpha')]).toEqual([0, 0]);
    expect(trading.openOrders(one, SPOT)).toBe(1);
  });

  test('is a position in exact decimals, and margin that it needs', () => {
    const { trading } = world;
    trading.limit(other, PERP, 'sell', 10, 0.3);
    settle();
    trading.market(one, PERP, 'buy', 0.3);
    settle();
    expect([trading.position(one, PERP), trading.position(other, PERP), trading.entryPrice(one, PERP)]).toEqual([
      0.3, -0.3, 10,
    ]);
    expect([trading.equity(one, 'alpha'), trading.available(one, 'alpha')]).toEqual([1000, 999.7]);
    expect(world.view.market(PERP).openInterest).toBe(0.3);
  });

  test('is its own to cancel and amend, and nobody else can', () => {
    const { trading } = world;
    const order = trading.limit(one, SPOT, 'buy', 8, 10);
    settle();
    trading.cancel(other, order);
    trading.amend(other, order, 7, 1);
    settle();
    expect(trading.openOrders(one, SPOT)).toBe(1);
    trading.amend(one, order, 7.5, 4);
    settle();
    expect(trading.free(one, 'USD', 'spot')).toBe(470);
    trading.cancelAll(one);
    settle();
    expect([trading.openOrders(one, SPOT), trading.free(one, 'USD', 'spot')]).toEqual([0, 500]);
    expect(states).toHaveLength(3);
  });
});

describe('the tape', () => {
  test('is silent about an asset without a value, and refuses one that is not there', () => {
    const heard: string[] = [];
    const note = (asset: string) => ({ next: () => heard.push(asset), complete: () => heard.push(`${asset} is over`) });
    world.tape.values('EUR').subscribe(note('EUR'));
    world.tape.values('COIN').subscribe(note('COIN'));
    settle();
    expect(heard).toEqual(['COIN']);
    expect(() => world.tape.values('USDT')).toThrow("there is no asset 'USDT'");
    expect(() => world.tape.halts('beta')).toThrow("there is no venue 'beta'");
  });
});
