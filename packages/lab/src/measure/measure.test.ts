import { describe, expect, test } from '@jest/globals';
import { bindMeasure, parseMeasure } from './measure.ts';

const units = new Map<string, string | undefined>([
  ['USDe/USDT@alpha.lowestRatio', 'fraction'],
  ['USDe.worstDeviation', 'bp'],
  ['attacker.profit', undefined],
]);
const bound = (text: string) => bindMeasure(parseMeasure(text), { units });

describe('a measure', () => {
  test.each([
    ['USDe/USDT@alpha.lowestRatio', { kind: 'mean', column: 'USDe/USDT@alpha.lowestRatio', unit: 'fraction' }],
    ['mean(USDe.worstDeviation)', { kind: 'mean', column: 'USDe.worstDeviation', unit: 'bp' }],
    ['median( attacker.profit )', { kind: 'quantile', column: 'attacker.profit', unit: undefined, share: 0.5 }],
    ['q95(USDe.worstDeviation)', { kind: 'quantile', share: 0.95 }],
    ['q5(USDe.worstDeviation)', { kind: 'quantile', share: 0.05 }],
    ['q99.9(USDe.worstDeviation)', { kind: 'quantile', share: 0.999 }],
    ['es05(USDe.worstDeviation)', { kind: 'tail', share: 0.05 }],
    ['mean(USDe.worstDeviation.at)', { kind: 'mean', column: 'USDe.worstDeviation.at', unit: 'us' }],
  ])('%s is read', (text, expected) => {
    expect(bound(text)).toMatchObject(expected);
  });

  test('that is an event has its edge in the unit of the metric', () => {
    expect(bound('USDe.worstDeviation  >= 10%')).toMatchObject({
      kind: 'event',
      text: 'USDe.worstDeviation >= 10%',
      column: 'USDe.worstDeviation',
      condition: { edge: 1_000 },
    });
  });

  test.each([
    ['USDe/USDT@alpha.lowestRato', "a run measures no 'USDe/USDT@alpha.lowestRato' (did you mean 'USDe/USDT@alpha.low"],
    ['q95(USDe.worstDeviaton)', "in 'q95(USDe.worstDeviaton)': a run measures no 'USDe.worstDeviaton' (did you mean"],
    [
      'meen(attacker.profit)',
      "in 'meen(attacker.profit)': expected mean, median, a quantile from q1 to q99.9 or a tail",
    ],
    ['meen(attacker.profit)', "found 'meen' (did you mean 'mean'?)"],
    ['q0(attacker.profit)', "found 'q0'"],
    ['q100(attacker.profit)', "found 'q100'"],
    ['mean()', "in 'mean()': expected a metric in the brackets, found ''"],
    ['mean(attacker.profit > 2)', "an event is written by itself, as in 'attacker.profit > 2'"],
    ['attacker profit', "expected a metric such as 'USDe/USDT@alpha.lowestRatio', one in 'median(…)'"],
    ['attacker.profit > much', "in 'attacker.profit > much': expected a number such as 2.5"],
    ['', "found ''"],
  ])('refuses %s with a sentence', (text, sentence) => {
    expect(() => bound(text)).toThrow(RangeError);
    expect(() => bound(text)).toThrow(sentence);
  });
});
