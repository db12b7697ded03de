import { describe, expect, test } from '@jest/globals';
import type { IndexSource, IndexTarget } from '@ebb/sdk';
import plugin, { HardPeg, params } from './hard-peg.ts';

const target = (base: string, quote: string): IndexTarget => ({ base, quote, venue: 'chain', nowMs: 0 });
const outside = (base: string, mid: number): IndexSource => {
  return { kind: 'outside', name: `outside:${base}`, base, quote: '', mid, last: mid, ageMs: 0, open: true };
};
const book: IndexSource = { ...outside('USDe', 0.65), kind: 'market', name: 'USDe/USDT@alpha', quote: 'USDT' };
const price = (raw: object, quote: string, ...sources: IndexSource[]): number =>
  new HardPeg(params.parse(raw)).price(target('USDe', quote), sources);

describe('hard-peg', () => {
  test('is an index policy', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'hard-peg', use: HardPeg });
  });

  test('priced USDe at 1 USDT on 10 October 2025 while a book had it at 0.65: LlamaRisk, "When Pricing Breaks" (18 October 2025)', () => {
    expect(price({ to: 'USDT' }, 'USDT', book)).toBe(1);
    expect(price({ to: 'USDT', rate: 1.19 }, 'USDT', book)).toBe(1.19);
  });

  test('follows the other asset where prices are in a third', () => {
    expect(price({ to: 'USDT' }, 'USDC', book, outside('USDT', 1.001), outside('USDC', 0.91))).toBeCloseTo(1.1, 12);
    expect(price({ to: 'USDT' }, 'USDC', book, outside('USDC', 1))).toBeNaN();
  });
});
