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
