import { expect, test } from '@jest/globals';
import { VaultBook, vaultHealth } from './vault-book.ts';

test('dss, flip tests (test_happy_bite): 40 gold for 100 coins are safe at a price of 5 and not at 4, with a ratio of 2', () => {
  expect(vaultHealth(40, 100, 5, 2)).toBe(1);
  expect(vaultHealth(40, 100, 4, 2)).toBe(0.8);
  expect(vaultHealth(40, 0, 4, 2)).toBe(Infinity);
});

test('keeps vaults in the order of their opening, forgets empty ones, and never owes less than nothing', () => {
  const book = new VaultBook();
  book.change(7, 40, 100);
  book.change(3, 10, 0);
  book.change(7, 0, 50);
  expect([...book.entries()]).toEqual([
    [7, { collateral: 40, debt: 150 }],
    [3, { collateral: 10, debt: 0 }],
  ]);
  expect(book.debt).toBe(150);
  book.change(7, -40, -150);
  expect([...book.entries()]).toEqual([[3, { collateral: 10, debt: 0 }]]);
  expect(() => book.change(3, -11, 0)).toThrow('the vault of 3 has less than nothing');
});

test('debts grow by whole atoms, rounded up, and their sum with them', () => {
  const book = new VaultBook();
  book.change(1, 1, 1000);
  book.change(2, 1, 1);
  book.change(3, 1, 0);
  expect(book.grow(0.05)).toBe(51);
  expect([1, 2, 3].map((account) => book.of(account).debt)).toEqual([1050, 2, 0]);
  expect(book.grow(0)).toBe(0);
});
