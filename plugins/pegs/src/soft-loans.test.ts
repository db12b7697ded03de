import { describe, expect, test } from '@jest/globals';
import { Bands } from './bands.ts';
import { SoftLoans } from './soft-loans.ts';

/** Loans on ETH at 3000 coins, in atoms of a millionth of either. */
function loans(count = 4): SoftLoans {
  return new SoftLoans(new Bands(100, 3000), { count, loanDiscount: 0.09, liquidationDiscount: 0.06 });
}
const ETH = 1e6;

describe('loans on bands', () => {
  test('Curve’s deployment of 2023: a loan discount of 9 % and four bands of 1 % leave 89 % to be lent', () => {
    const book = loans();
    expect(book.firstBand(ETH, 0.891 * 3000e6, 3001)).toBe(0);
    expect(book.firstBand(ETH, 0.893 * 3000e6, 3001)).toBeUndefined();
    // Half as much debt is 69 bands further down.
    expect(book.firstBand(ETH, 0.891 * 1500e6, 3001)).toBe(69);
    expect(book.firstBand(ETH, 0.891 * 3000e6, 2999)).toBeUndefined();
    expect([book.isTooSmall(400), book.isTooSmall(401)]).toEqual([true, false]);
  });

  test('Controller.vy (_health): coins of a slow fall less the discount, and the value above the bands', () => {
    const book = loans();
    const debt = 0.891 * 1500e6;
    book.place(7, ETH, debt, 69);
    const top = book.bands.top(69);
    const down = (1e6 * top * Math.sqrt(0.99) * (1 + 0.99 + 0.9801 + 0.970299)) / 4;
    expect(book.health(7, 3000)).toBeCloseTo((down * 0.94 + (3000 - top) * 1e6) / debt, 9);
    expect(book.health(7, top)).toBeCloseTo((down * 0.94) / debt, 9);
    expect(book.health(7, top)).toBeGreaterThan(1);
    expect(book.health(7, top * 0.5)).toBeLessThan(1);
  });

  test('interest raises debts, rounded up, and the prices of bands by as much', () => {
    const book = loans();
    book.place(1, ETH, 1000e6, 100);
    book.grow(0.001);
    expect(book.debtOf(1)).toBe(1001e6);
    expect(book.bands.base).toBeCloseTo(3003, 9);
    book.place(2, ETH, 999, 100);
    book.grow(0.0001);
    expect(book.debtOf(2)).toBe(1000);
    expect(book.debt).toBe(book.debtOf(1) + 1000);
    book.reduce(2, 1, 1000);
    expect([...book.accounts()]).toEqual([1]);
    expect([book.debtOf(2), book.held(2)]).toEqual([0, { x: 0, y: 0 }]);
  });

  test('is converting from the first coin in its bands on', () => {
    const book = loans();
    book.place(1, ETH, 0.85 * 3000e6, book.firstBand(ETH, 0.85 * 3000e6, 3000)!);
    expect(book.isConverting(1)).toBe(false);
    const price = book.bands.top(5);
    book.bands.settle(book.bands.quote('buy', 1e9, price, { price, fee: 0 }));
    expect(book.isConverting(1)).toBe(true);
    // A second loan finds room below the coins alone.
    expect(book.firstBand(ETH, 0.85 * 3000e6, 3000)).toBeUndefined();
  });
});
