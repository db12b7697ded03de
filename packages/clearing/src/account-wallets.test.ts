import { expect, test } from '@jest/globals';
import { AccountWallets, NO_WALLET } from './account-wallets.ts';

test('each account has one wallet, and those that were given none have none', () => {
  const wallets = new AccountWallets();
  wallets.add(3, 70);
  wallets.add(0, 71);
  wallets.add(1_000_000, 72);
  expect([3, 0, 1_000_000, 1, 999_999, 5_000_000].map((account) => wallets.of(account))).toEqual([
    70,
    71,
    72,
    NO_WALLET,
    NO_WALLET,
    NO_WALLET,
  ]);
  expect(() => wallets.add(3, 73)).toThrow('account 3 has a wallet here already');
  expect(wallets.of(3)).toBe(70);
});

test('spot orders settle in the spot wallet of those who have one, and nothing stands in for a wallet that earns', () => {
  const wallets = new AccountWallets();
  wallets.add(3, 70);
  wallets.add(5, 71);
  wallets.add(5, 72, 'spot');
  wallets.add(5, 73, 'earn');
  expect([3, 5, 9].map((account) => [wallets.of(account), wallets.spotOf(account), wallets.earnOf(account)])).toEqual([
    [70, 70, NO_WALLET],
    [71, 72, 73],
    [NO_WALLET, NO_WALLET, NO_WALLET],
  ]);
  expect([wallets.find(3, 'spot'), wallets.find(5, 'spot'), wallets.find(5, 'trading')]).toEqual([NO_WALLET, 72, 71]);
  expect(() => wallets.add(5, 74, 'spot')).toThrow('account 5 has a spot wallet here already');
  expect(() => wallets.add(9, 75, 'earn')).toThrow('account 9 has no wallet here to trade from');
});
