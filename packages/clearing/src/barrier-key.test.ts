import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { barrierKey } from './barrier-key.ts';

const price = fc.double({ min: 2 ** -20, max: 2 ** 30, noNaN: true });
const side = fc.constantFrom(-1, 1);

/** A double, none of whose bits is below 2^-200, as a whole number of 2^-200ths. */
const exact = (x: number): bigint => BigInt(x * 2 ** 200);

/** The numbers next to a double, by its bits. */
function beside(x: number, step: bigint): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + step);
  return bits.getFloat64(0);
}

describe('a barrier', () => {
  test('stands at the reach', () => {
    expect(barrierKey(200, 0.25, -1)).toBeCloseTo(-150, 9);
    expect(barrierKey(200, 0.25, 1)).toBeCloseTo(250, 9);
  });

  test('is never beyond the reach, to the last bit, and never further inside than a billionth', () => {
    const reach = fc.double({ min: 2 ** -40, max: 1, noNaN: true });
    fc.assert(
      fc.property(price, reach, side, (p, r, s) => {
        const limit = exact(p) * (2n ** 200n + BigInt(s) * exact(r));
        const barrier = exact(s * barrierKey(p, r, s)) * 2n ** 200n;
        expect(BigInt(s) * barrier <= BigInt(s) * limit || barrier === exact(beside(p, BigInt(s))) * 2n ** 200n).toBe(
          true,
        );
        expect(Math.abs(s * barrierKey(p, r, s) - p * (1 + s * r))).toBeLessThanOrEqual(p * 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of no reach stands at the very next number, so that any adverse move crosses it and standing still does not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          price,
          fc.integer({ min: -20, max: 30 }).map((e) => 2 ** e),
        ),
        side,
        (p, s) => {
          expect(s * barrierKey(p, 0, s)).toBe(beside(p, BigInt(s)));
          expect(barrierKey(p, NaN, s)).toBe(barrierKey(p, 0, s));
          expect(barrierKey(p, -1, s)).toBe(barrierKey(p, 0, s));
          expect(barrierKey(p, Number.EPSILON, s)).toBe(barrierKey(p, 0, s));
        },
      ),
    );
  });

  test('of more than the whole price is crossed by a rise, but by no fall short of nothing', () => {
    expect(barrierKey(100, 1, -1)).toBeCloseTo(0, 9);
    expect(barrierKey(100, 3, -1)).toBe(-0);
    expect(barrierKey(100, 3, 1)).toBeCloseTo(400, 9);
  });

  test('is crossed by anything when the price has no value yet', () => {
    for (const none of [0, NaN, -1, Infinity]) expect(barrierKey(none, 0.5, 1)).toBe(-Infinity);
  });
});
