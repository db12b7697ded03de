import { describe, expect, test } from '@jest/globals';
import { StateHash } from './state-hash.ts';

function hashOf(numbers: Iterable<number>): string {
  const hash = new StateHash();
  for (const x of numbers) hash.add(x);
  return hash.digest();
}

function textHash(...texts: string[]): string {
  const hash = new StateHash();
  for (const text of texts) hash.addText(text);
  return hash.digest();
}

function flippedBits(a: string, b: string): number[] {
  const difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return Array.from({ length: 64 }, (_, bit) => Number((difference >> BigInt(bit)) & 1n));
}

describe('StateHash', () => {
  test('has a fixed digest of sixteen hexadecimal digits', () => {
    const hash = new StateHash();
    for (const x of [1, -2.5, 1e300, 5e-324]) hash.add(x);
    hash.addText('USDe/USDT');
    expect(hash.digest()).toBe('b69daf42f76a57a8');
    expect(hash.digest()).toMatch(/^[0-9a-f]{16}$/);
  });

  test('takes −0 as 0 and every NaN as one', () => {
    expect(hashOf([-0])).toBe(hashOf([0]));
    const otherNaN = new DataView(new ArrayBuffer(8));
    otherNaN.setUint32(0, 0xfff80001);
    expect(hashOf([otherNaN.getFloat64(0)])).toBe(hashOf([NaN]));
    expect(new Set([hashOf([]), hashOf([0]), hashOf([0, 0]), hashOf([NaN]), hashOf([Infinity])]).size).toBe(5);
  });

  test('folds numbers by their bits as it folds them one by one', () => {
    const numbers = Float64Array.of(9, 1, -0, 2.5, NaN, -Infinity, 5e-324, -1, 2 ** 53, 0, 7);
    new BigUint64Array(numbers.buffer)[4] = 0xfff8000000000001n;
    const hash = new StateHash();
    hash.addBits(new Int32Array(numbers.buffer), 1, 9);
    expect(numbers[4]).toBeNaN();
    expect(hash.digest()).toBe(hashOf(numbers.subarray(1, 10)));
    expect(hashOf([Infinity])).not.toBe(hashOf([NaN]));
    expect(hashOf([-(2 ** -1074)])).not.toBe(hashOf([0]));
  });

  test('depends on the order of what is added', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 100; i++) for (let j = 0; j < 100; j++) seen.add(hashOf([i, j]));
    expect(seen.size).toBe(10000);
    expect(hashOf([1, 2, 3])).not.toBe(hashOf([3, 2, 1]));
  });

  test('has no collisions over structured inputs', () => {
    const seen = new Set<string>();
    let count = 0;
    const take = (...numbers: number[]): void => {
      seen.add(hashOf(numbers));
      count++;
    };
    for (let i = 0; i < 30000; i++) take(i);
    for (let i = 1; i < 30000; i++) take(-i, 0);
    for (let i = 0; i < 200; i++) for (let j = 0; j < 200; j++) take(100000 + i, j);
    for (let i = 0; i < 1024; i++) take(2 ** (i - 512), 1, 1);
    for (let i = 0; i < 100; i++) for (let j = 0; j < 100; j++) take(1, i / 64, 0, -j / 128);
    for (let zeros = 1; zeros < 400; zeros++) take(...new Array<number>(zeros + 3).fill(0));
    expect(count).toBeGreaterThan(100000);
    expect(seen.size).toBe(count);
    expect(new Set([...seen].map((digest) => digest.slice(0, 8))).size).toBeGreaterThan(count - 10);
    expect(new Set([...seen].map((digest) => digest.slice(8))).size).toBeGreaterThan(count - 10);
  });

  test('spreads one flipped bit of an argument over half of the digest', () => {
    const view = new DataView(new ArrayBuffer(8));
    const samples = 200;
    const flips = Array.from({ length: 64 }, () => new Array<number>(64).fill(0));
    for (let k = 0; k < samples; k++) {
      for (let bit = 0; bit < 64; bit++) {
        // Between 1 and 2, the upper bit of the exponent is the only one whose flip makes a NaN.
        if (bit === 62) continue;
        view.setFloat64(0, 1 + k / 257);
        const bits = view.getBigUint64(0);
        view.setBigUint64(0, bits ^ (1n << BigInt(bit)));
        const flipped = flippedBits(hashOf([k, 1 + k / 257, 3]), hashOf([k, view.getFloat64(0), 3]));
        flipped.forEach((flip, out) => (flips[bit][out] += flip));
      }
    }
    const shares = flips
      .filter((_, bit) => bit !== 62)
      .flat()
      .map((n) => n / samples);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeCloseTo(0.5, 2);
    // Five standard errors of a fair coin thrown 200 times are 0.18.
    expect(Math.max(...shares.map((share) => Math.abs(share - 0.5)))).toBeLessThan(0.18);
  });

  test('tells texts apart, also where they are cut', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', 'abcd', 'abcde', 'a\0', '\0a', '價格', '\ud83d\ude80'];
    expect(new Set(texts.map((text) => textHash(text))).size).toBe(texts.length);
    expect(textHash('ab', 'c')).not.toBe(textHash('a', 'bc'));
    expect(textHash('')).not.toBe(hashOf([]));
    expect(textHash('')).not.toBe(hashOf([NaN]));
  });

  test('starts anew after a reset, and a copy goes its own way', () => {
    const hash = new StateHash();
    hash.add(7);
    const copy = hash.copy();
    expect(copy.digest()).toBe(hash.digest());
    copy.add(8);
    expect(hash.digest()).toBe(hashOf([7]));
    expect(copy.digest()).toBe(hashOf([7, 8]));
    hash.reset();
    expect(hash.digest()).toBe(hashOf([]));
  });
});
