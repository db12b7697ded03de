import { describe, expect, test } from '@jest/globals';
import { bindCondition, meetsCondition, parseCondition } from './condition.ts';

const START_US = Date.UTC(2025, 9, 10, 20, 30) * 1_000;
const units = new Map<string, string | undefined>([
  ['USDe/USDT@alpha.lowestRatio', 'fraction'],
  ['USDe.worstDeviation', 'bp'],
  ['USDe.timeBelowPar', 's'],
  ['BTC/USDT:USDT@alpha.low', 'USDT'],
  ['liquidations', 'accounts'],
  ['attacker.profit', undefined],
]);
const bound = (text: string) => bindCondition(parseCondition(text), { units, startUs: START_US });

describe('a condition', () => {
  test.each([
    ['USDe/USDT@alpha.lowestRatio < 0.95', 0.95],
    ['USDe/USDT@alpha.lowestRatio<95%', 0.95],
    ['USDe.worstDeviation >= 0.2%', 20],
    ['USDe.timeBelowPar > 90 min', 5_400],
    ['BTC/USDT:USDT@alpha.low <= 100 k', 100_000],
    ['attacker.profit > -1.2 M', -1_200_000],
    ['attacker.profit > 5%', 0.05],
    ['BTC/USDT:USDT@alpha.low.at < 20:50', START_US + 20 * 60e6],
    ['BTC/USDT:USDT@alpha.low.at < 20 min', START_US + 20 * 60e6],
    ['BTC/USDT:USDT@alpha.low.at < 2025-10-10T20:50:00Z', START_US + 20 * 60e6],
  ])('%s has its edge in the unit of the metric', (text, edge) => {
    expect(bound(text).edge).toBe(edge);
  });

  test.each([
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
    ['=', [false, true, false]],
    ['==', [false, true, false]],
    ['!=', [true, false, true]],
  ])('with %s is met below, at and above its edge, or not', (sign, expected) => {
    const condition = bound(`liquidations ${sign} 5`);
    expect([4, 5, 6].map((value) => meetsCondition(condition, value))).toEqual(expected);
  });

  test('is not met by a run without a number, unless it says so', () => {
    const plain = bound('USDe.timeBelowPar > 90 min');
    const open = bound('USDe.timeBelowPar > 90 min or missing');
    expect([NaN, undefined, 6_000].map((value) => meetsCondition(plain, value))).toEqual([false, false, true]);
    expect([NaN, undefined, 60].map((value) => meetsCondition(open, value))).toEqual([true, true, false]);
    expect(open.text).toBe('USDe.timeBelowPar > 90 min or missing');
  });

  test('of a moment leaves the metric without its ending, one of a value does not', () => {
    expect(bound('USDe.worstDeviation.at > 20:40')).toMatchObject({ metric: 'USDe.worstDeviation', isMoment: true });
    expect(bound('USDe.worstDeviation > 2')).toMatchObject({ metric: 'USDe.worstDeviation', isMoment: false });
  });

  test.each([
    ['USDe.worstDeviaton > 2', "a run measures no 'USDe.worstDeviaton' (did you mean 'USDe.worstDeviation'?)"],
    ['gold > 2', "a run measures no 'gold'; measured are USDe/USDT@alpha.lowestRatio, USDe.worst"],
    ['liquidations', "expected a condition such as 'USDe/USDT@alpha.lowestRatio < 0.95', found 'liquidations'"],
    ['liquidations > many', "in 'liquidations > many': expected a number such as 2.5"],
    [
      'BTC/USDT:USDT@alpha.low < 5%',
      "'BTC/USDT:USDT@alpha.low < 5%' cannot be told: BTC/USDT:USDT@alpha.low is in USDT",
    ],
    ['BTC/USDT:USDT@alpha.low.at < 5', 'the moment of a metric is compared with a time'],
    ['liquidations > 20:50', 'liquidations is in accounts'],
  ])('refuses %s with a sentence', (text, sentence) => {
    expect(() => bound(text)).toThrow(RangeError);
    expect(() => bound(text)).toThrow(sentence);
  });

  test('says so where nothing has been measured yet', () => {
    expect(() => bindCondition(parseCondition('gold > 2'), { units: new Map() })).toThrow(
      "no run has been completed that could tell 'gold > 2'",
    );
  });
});
