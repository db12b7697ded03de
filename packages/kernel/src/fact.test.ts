import { describe, expect, test } from '@jest/globals';
import { defineFact, defineIntent, type FactType, type IntentType, type NumbersOf } from './fact.ts';
import { nameId } from './name-id.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);
const head = (seq: number, timeUs: number, cause: number, origin: number) => ({
  type: 'x',
  seq,
  timeUs,
  cause,
  origin,
});

describe('a type of facts or intents', () => {
  test('knows its fields by name, and its numbers by the fields', () => {
    const fact = defineFact(
      'trade',
      ['priceTicks', 'sizeLots'],
      (seq, timeUs, cause, origin, symbol: string, price) => ({
        ...head(seq, timeUs, cause, origin),
        what: `${symbol} at ${price.toFixed(0)}`,
      }),
    );
    const asTyped: FactType<string, [number, number], ReturnType<typeof fact.make>> = fact;
    expect(asTyped.make(1, 2, 3, 4, 'BTC', 5, 6)).toEqual({ ...head(1, 2, 3, 4), what: 'BTC at 5' });
    expect(fact.fields).toEqual(['priceTicks', 'sizeLots']);
    const intent: IntentType<[number]> = defineIntent('cancel', ['orderId']);
    const numbers: [NumbersOf<typeof fact>, NumbersOf<typeof intent>] = [[5, 6], [1]];
    expect(numbers[0].length + numbers[1].length).toBe(3);
    expect(intent).toMatchObject({ kind: 'intent', name: 'cancel', fields: ['orderId'] });
  });

  test('carries at most twelve numbers, no two named alike', () => {
    expect(defineIntent('wide', names(12)).fields).toHaveLength(12);
    expect(() => defineIntent('wide', names(13))).toThrow('"wide" carries 13 numbers; the most is 12.');
    expect(() => defineFact('wide', names(13), head)).toThrow(RangeError);
    expect(() => defineIntent('twice', ['a', 'a'])).toThrow('alike');
  });

  test('has a number that depends on its name alone', () => {
    expect(defineIntent('trade', []).id).toBe(defineFact('trade', ['a'], head).id);
    expect(defineIntent('trade', []).id).not.toBe(defineIntent('trades', []).id);
  });
});

test('a name hashes as FNV-1a hashes its bytes', () => {
  // Two bytes a unit: the published hash of "" and that of the bytes 61 00, worked by hand from the offset basis.
  expect(nameId('')).toBe(0x811c9dc5);
  const oneByte = Math.imul(0x811c9dc5 ^ 0x61, 0x01000193);
  expect(oneByte >>> 0).toBe(0xe40c292c);
  expect(nameId('a')).toBe(Math.imul(oneByte, 0x01000193) >>> 0);
  expect(nameId('\u0161')).not.toBe(nameId('a'));
});
