import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReducibleView } from '@ebb/sdk';
import { account, holding, position, venue } from '../test/account.ts';
import plugin, { RankedOrder, params } from './ranked-order.ts';

const make = (raw: object = {}): RankedOrder => new RankedOrder(params.parse(raw), venue);
const nameOf = (each: ReducibleView): string =>
  each.kind === 'position' ? each.instrument.symbol.slice(0, 2) : venue.assets[each.asset];

const view = account([
  position(0, 10, 500, { maintenanceAtoms: 40 }),
  position(1, -20, 900, { maintenanceAtoms: 10 }),
  holding(1, 5, 600, { marginAtoms: 570 }),
  holding(2, 400, 400, { marginAtoms: 280 }),
  holding(3, -9, -700),
  holding(4, 1, 100, { marginAtoms: 0 }),
]);
const names = (raw: object, patch: object = {}): string =>
  make(raw)
    .rank({ ...view, ...patch })
    .map(nameOf)
    .join(' ');

describe('ranked-order', () => {
  test('is a priority that needs no parameters: positions by value, then assets', () => {
    expect(plugin).toMatchObject({ policy: 'liquidationPriority', name: 'ranked-order', use: RankedOrder });
    expect(names({})).toBe('X1 X0 SOL BTC USDe DUST');
  });

  test.each([
    [{ first: 'assets' }, 'SOL BTC USDe DUST X1 X0'],
    [{ first: 'either' }, 'X1 SOL BTC X0 USDe DUST'],
    // 40 and 10 of maintenance; 30, 120, none and 100 of haircut.
    [{ first: 'either', by: 'haircut' }, 'USDe DUST X0 BTC X1 SOL'],
    [{ first: 'assets', by: 'haircut' }, 'USDe DUST BTC SOL X0 X1'],
    [{ first: 'assets', order: ['USDe', 'BTC'] }, 'USDe BTC SOL DUST X1 X0'],
    [{ order: ['DUST', 'X0/USDT:USDT'] }, 'X0 X1 DUST SOL BTC USDe'],
    [{ first: 'either', order: ['DUST', 'X0/USDT:USDT'] }, 'DUST X0 X1 SOL BTC USDe'],
  ])('goes by %j', (raw, order) => {
    expect(names(raw)).toBe(order);
  });

  test('takes first what its book bears best', () => {
    // Depth over lots: X0 10, X1 3, BTC 40, USDe 2, SOL 1 ; DUST has no market.
    const depths = new Map([
      ['X0/USDT:USDT sell', 100],
      ['X1/USDT:USDT buy', 60],
      ['BTC/USDT sell', 200],
      ['USDe/USDT sell', 800],
      ['SOL/USDT buy', 9],
    ]);
    const depthLots = ({ symbol }: { symbol: string }, side: string, within: number): number =>
      within === 0.05 ? (depths.get(`${symbol} ${side}`) ?? NaN) : NaN;
    expect(names({ first: 'either', by: 'depth', within: '5%' }, { depthLots })).toBe('BTC X0 X1 USDe SOL DUST');
  });

  test('refuses a name that the venue does not know', () => {
    expect(() => make({ order: ['USDE'] })).toThrow(
      "'USDE' is no asset or perpetual of alpha; expected one of USDT, BTC, USDe",
    );
  });

  test('returns each once, ties by kind and index', () => {
    const whole = fc.integer({ min: 0, max: 3 });
    const raws = fc.record({
      first: fc.constantFrom('positions', 'assets', 'either'),
      by: fc.constantFrom('value', 'depth', 'haircut'),
      order: fc.subarray(['X1/USDT:USDT', 'SOL', 'BTC']),
    });
    fc.assert(
      fc.property(raws, fc.array(whole, { minLength: 8, maxLength: 8 }), (raw, values) => {
        const all = [
          ...[0, 1, 2, 3].map((index) => position(index, 1 + values[index], values[index])),
          ...[1, 2, 3, 4].map((asset) => holding(asset, 1 + values[3 + asset], values[3 + asset])),
        ];
        const ranked = make(raw).rank(account(all));
        expect(new Set(ranked)).toEqual(new Set(all));
        expect(ranked).toHaveLength(all.length);
        const flat = make({ ...raw, order: [] }).rank(account(all.map((each) => ({ ...each, ...flatten(each) }))));
        expect(flat.map(nameOf)).toEqual(
          raw.first === 'assets' ? [...all.slice(4), ...all.slice(0, 4)].map(nameOf) : all.map(nameOf),
        );
      }),
    );
    /** Makes one as large as another by every measure. */
    function flatten(each: ReducibleView): object {
      return each.kind === 'position'
        ? { sizeLots: 1, notionalAtoms: 5, maintenanceAtoms: 0 }
        : { lots: 1, valueAtoms: 5, marginAtoms: 5, market: { symbol: 'any' } };
    }
  });
});
