import { describe, expect, test } from '@jest/globals';
import { defineAssets } from './asset.ts';
import { defineInstruments } from './instrument.ts';
import { NO_POSITION } from './position-slots.ts';
import { Positions } from './positions.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
  { symbol: 'ETH', decimals: 8 },
]);
const instruments = defineInstruments(assets, [
  { kind: 'perp', symbol: 'BTC/USDT:USDT', venue: 0, tick: 0.1, lot: 0.01 },
  { kind: 'perp', symbol: 'ETH/USDT:USDT', venue: 0, tick: 0.01, lot: 0.01 },
  { kind: 'spot', symbol: 'BTC/USDT', venue: 0, tick: 0.1, lot: 0.01 },
]);
const [BTC, ETH, SPOT] = [0, 1, 2];

/** Atoms of one tick on one lot of BTC: 0.1 × 0.01 × 10^4. */
const K = 10;

function holdersOf(positions: Positions, instrument: number): number[] {
  const accounts: number[] = [];
  let slot = positions.firstOfInstrument(instrument);
  for (; slot !== NO_POSITION; slot = positions.nextOfInstrument(slot)) accounts.push(positions.accountAt(slot));
  return accounts;
}

function instrumentsOf(positions: Positions, account: number): number[] {
  const found: number[] = [];
  let slot = positions.firstOfAccount(account);
  for (; slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) found.push(positions.instrumentAt(slot));
  return found;
}

describe('applyFill', () => {
  const state = (positions: Positions) => [positions.sizeLots(7, BTC), positions.costAtoms(7, BTC)];

  test('adds cost when a position grows, on either side', () => {
    const long = new Positions(instruments);
    expect(long.applyFill(7, BTC, 3, 100)).toBe(0);
    expect(long.applyFill(7, BTC, 1, 200)).toBe(0);
    expect(state(long)).toEqual([4, 500 * K]);
    expect(long.entryTicksAt(long.find(7, BTC))).toBe(125);
    const short = new Positions(instruments);
    short.applyFill(7, BTC, -3, 100);
    short.applyFill(7, BTC, -1, 200);
    expect(state(short)).toEqual([-4, -500 * K]);
    expect(short.entryTicksAt(short.find(7, BTC))).toBe(125);
  });

  test.each([
    ['a long in profit', 4, -1, 150, 50],
    ['a long at a loss', 4, -1, 70, -30],
    ['a short in profit', -4, 1, 70, 30],
    ['a short at a loss', -4, 1, 150, -50],
  ])('realises the share of %s that it closes', (_, opened, closed, priceTicks, gainTicks) => {
    const positions = new Positions(instruments);
    positions.applyFill(7, BTC, opened, 100);
    expect(positions.unrealisedAtomsAt(positions.find(7, BTC), priceTicks)).toBe(4 * gainTicks * K);
    expect(positions.applyFill(7, BTC, closed, priceTicks)).toBe(gainTicks * K);
    expect(state(positions)).toEqual([opened + closed, (opened + closed) * 100 * K]);
  });

  test.each([1, -1])('keeps the dust of the division in the position until its last lot (side %d)', (side) => {
    const positions = new Positions(instruments);
    positions.applyFill(7, BTC, 2 * side, 100);
    positions.applyFill(7, BTC, side, 101);
    const gains = [1, 2, 3].map(() => positions.applyFill(7, BTC, -side, 0) * side);
    expect(3010 / 3).toBeCloseTo(1003.33);
    expect(gains).toEqual([-1003, -1003, -1004]);
    expect(positions.find(7, BTC)).toBe(NO_POSITION);
  });

  test('flips by closing everything and opening the rest at the price of the fill', () => {
    const positions = new Positions(instruments);
    positions.applyFill(7, BTC, 3, 100);
    expect(positions.applyFill(7, BTC, -5, 110)).toBe(30 * K);
    expect(state(positions)).toEqual([-2, -220 * K]);
    expect(positions.applyFill(7, BTC, 3, 100)).toBe(20 * K);
    expect(state(positions)).toEqual([1, 100 * K]);
  });

  test('takes prices of zero and below, as a bankrupt account may be taken over at', () => {
    const positions = new Positions(instruments);
    positions.applyFill(7, BTC, 2, 100);
    expect(positions.applyFill(7, BTC, -3, -10)).toBe(-220 * K);
    expect(state(positions)).toEqual([-1, 10 * K]);
    expect(positions.applyFill(7, BTC, 2, 0)).toBe(-10 * K);
    expect(Object.is(positions.costAtoms(7, BTC), 0)).toBe(true);
  });

  test('throws, with nothing changed, when something is wrong', () => {
    const positions = new Positions(instruments);
    positions.applyFill(7, BTC, 3, 100);
    const before = positions.stateHash();
    const wrong: [() => unknown, string | RegExp][] = [
      [() => positions.applyFill(7, BTC, 0, 100), 'a fill has a size'],
      [() => positions.applyFill(7, SPOT, 1, 100), 'BTC/USDT is no perpetual'],
      [() => positions.applyFill(7, 3, 1, 100), 'no instrument 3'],
      [() => positions.applyFill(-1, BTC, 1, 100), 'no account -1'],
      [() => positions.applyFill(7, BTC, 1.5, 100), /./],
      [() => positions.applyFill(7, BTC, 1, NaN), /./],
      [() => positions.applyFill(7, BTC, 2 ** 30, 2 ** 30), /./],
      [() => positions.applyFill(8, BTC, 1, 2 ** 52), /./],
      [() => positions.applyFill(7, BTC, 2 ** 52, 0), /./],
      [() => positions.firstOfAccount(-1), 'no account -1'],
      [() => positions.firstOfInstrument(3), 'no instrument 3'],
      [() => positions.netLots(-1), 'no instrument -1'],
    ];
    for (const [attempt, sentence] of wrong) expect(attempt).toThrow(sentence);
    expect(positions.stateHash()).toBe(before);
    expect([positions.netLots(BTC), positions.openInterestLots(BTC), positions.count]).toEqual([3, 3, 1]);
  });
});

describe('lists', () => {
  test('walk holders from the longest open to the newest, whoever closes between', () => {
    const positions = new Positions(instruments);
    for (const account of [5, 900, 3, 70, 8]) positions.applyFill(account, BTC, 1, 100);
    expect(holdersOf(positions, BTC)).toEqual([5, 900, 3, 70, 8]);
    for (const account of [5, 3, 8]) positions.applyFill(account, BTC, -1, 100);
    expect(holdersOf(positions, BTC)).toEqual([900, 70]);
    positions.applyFill(3, BTC, 1, 100);
    positions.applyFill(900, BTC, -2, 100);
    expect(holdersOf(positions, BTC)).toEqual([900, 70, 3]);
    expect(positions.count).toBe(3);
  });

  test('walk an account by rising instrument index, however opened', () => {
    const positions = new Positions(instruments);
    positions.applyFill(4, ETH, 1, 100);
    positions.applyFill(4, BTC, -1, 100);
    expect(instrumentsOf(positions, 4)).toEqual([BTC, ETH]);
    expect([positions.sizeLots(4, BTC), positions.sizeLots(4, ETH), positions.sizeLots(4, SPOT)]).toEqual([-1, 1, 0]);
    positions.applyFill(4, ETH, -1, 100);
    expect(instrumentsOf(positions, 4)).toEqual([BTC]);
    expect(instrumentsOf(positions, 123_456)).toEqual([]);
    expect(positions.sizeLots(123_456, BTC)).toBe(0);
  });

  test('do not let slot numbers into the state hash', () => {
    const [one, two] = [new Positions(instruments), new Positions(instruments)];
    for (const account of [1, 2, 3]) one.applyFill(account, BTC, 1, 100);
    for (const account of [9, 1, 2]) two.applyFill(account, BTC, 1, 100);
    two.applyFill(9, BTC, -1, 100);
    expect(one.stateHash()).not.toBe(two.stateHash());
    two.applyFill(3, BTC, 1, 100);
    expect(one.stateHash()).toBe(two.stateHash());
  });
});

describe('takeTouched', () => {
  function taken(positions: Positions): number[] {
    const accounts: number[] = [];
    positions.takeTouched((account) => accounts.push(account));
    return accounts;
  }

  test('visits each account that had a fill since the last call once, in the order of its first', () => {
    const positions = new Positions(instruments);
    expect(taken(positions)).toEqual([]);
    for (const account of [900, 3, 900, 70_000, 3, 0]) positions.applyFill(account, BTC, 1, 100);
    positions.applyFill(3, ETH, 1, 100);
    expect(taken(positions)).toEqual([900, 3, 70_000, 0]);
    expect(taken(positions)).toEqual([]);
    positions.applyFill(3, BTC, -2, 100);
    expect(taken(positions)).toEqual([3]);
  });

  test('leaves out a fill that was refused', () => {
    const positions = new Positions(instruments);
    expect(() => positions.applyFill(5, BTC, 0, 100)).toThrow('size');
    expect(() => positions.applyFill(5, BTC, 2 ** 30, 2 ** 30)).toThrow();
    expect(taken(positions)).toEqual([]);
  });
});
