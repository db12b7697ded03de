import { describe, expect, test } from '@jest/globals';
import { account, holding, position, summary, venue } from '../test/account.ts';
import plugin, { FifthFirst, params } from './fifth-first.ts';

const make = (raw: object = {}): FifthFirst => new FifthFirst(params.parse(raw), venue);
/** 100,000 USDT in atoms. */
const LARGE = 10_000_000;
const START = 1_000_000;

describe('fifth-first', () => {
  test('is a liquidation policy that needs no parameters, and charges nothing as Hyperliquid does', () => {
    expect(plugin).toMatchObject({ policy: 'liquidation', name: 'fifth-first', use: FifthFirst });
    expect(make().feePpm).toBe(0);
  });

  test("sends a fifth of what is larger than 100k, and all of what is not, as Hyperliquid's 'Liquidations' says", () => {
    const { orders, otherwise } = make().step(account([position(0, 52, LARGE + 1), position(1, -40, LARGE)]));
    expect([summary(orders), otherwise]).toEqual([
      [
        ['X0/USDT:USDT', -11, 'none'],
        ['X1/USDT:USDT', 40, 'none'],
      ],
      'wait',
    ]);
  });

  test("sends the entire position within 30 s of a part, as Hyperliquid's 'Liquidations' says", () => {
    const policy = make();
    const lotsAt = (seconds: number, who = 7): number =>
      policy.step(account([position(0, 100, 2 * LARGE)], { account: who, nowMs: START + seconds * 1_000 })).orders[0]
        .signedLots;
    expect([lotsAt(0), lotsAt(1), lotsAt(29.999), lotsAt(30), lotsAt(31)]).toEqual([-20, -100, -100, -20, -100]);
    expect(lotsAt(31, 8)).toBe(-20);
  });

  test('an order for the whole of a small position starts no cooldown', () => {
    const policy = make();
    policy.step(account([position(0, 100, LARGE)]));
    expect(policy.step(account([position(0, 100, 2 * LARGE)])).orders[0].signedLots).toBe(-20);
  });

  test("lets the vault take over below two thirds of maintenance margin, as Hyperliquid's 'Liquidations' says", () => {
    const at = (equityAtoms: number, raw: object = {}): string =>
      make(raw).step(account([position(0, 9, 900)], { equityAtoms, maintenanceAtoms: 300 })).otherwise;
    expect([at(200), at(199), at(-5)]).toEqual(['wait', 'takeover', 'takeover']);
    expect([at(150, { backstop: '50%' }), at(149, { backstop: '50%' }), at(0, { backstop: 0 })]).toEqual([
      'wait',
      'takeover',
      'wait',
    ]);
    expect(make().step(account([position(0, 9, 900)], { equityAtoms: 1 })).orders).toEqual([]);
  });

  test('treats assets alike, and counts a contract in the asset that it settles in', () => {
    const ranked = [holding(1, 500, 2 * LARGE), holding(3, -10, -900), holding(4, 10, 2 * LARGE), position(4, 60, 3e8)];
    expect(summary(make({ large: 2 }).step(account(ranked)).orders)).toEqual([
      ['BTC/USDT', -100, 'none'],
      ['SOL/USDT', 2, 'none'],
      ['BTC/USD:BTC', -12, 'none'],
    ]);
  });

  test('a takeover of one pool leaves the cooldown of its owner as it is', () => {
    const policy = make();
    const failing = account([position(0, 100, 2 * LARGE)]);
    policy.step(failing);
    policy.step({ ...failing, mode: 'isolated', equityAtoms: 0 });
    expect(policy.step({ ...failing, nowMs: START + 1 }).orders[0].signedLots).toBe(-100);
  });
});
