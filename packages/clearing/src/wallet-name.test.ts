import { expect, test } from '@jest/globals';
import { walletKinds, walletKindName } from './wallet-kind.ts';
import type { WalletKind } from './wallet-kind.ts';
import { readWalletName, walletName, walletNames } from './wallet-name.ts';

test('a wallet is called by its venue, and by its kind unless it is the one that is traded from', () => {
  expect(walletNames(['alpha', 'beta'])).toEqual([
    ...['alpha', 'alpha/spot', 'alpha/earn'],
    ...['beta', 'beta/spot', 'beta/earn'],
  ]);
  for (const [kind, code] of Object.entries(walletKinds)) expect(walletKindName(code)).toBe(kind);
});

test('a name is read back, with a kind that does not exist as it was written', () => {
  for (const kind of ['spot', 'earn'] satisfies WalletKind[]) {
    expect(readWalletName(walletName('alpha', kind))).toEqual({ venue: 'alpha', kind });
  }
  expect(readWalletName('alpha')).toEqual({ venue: 'alpha' });
  expect(readWalletName('alpha/sport/x')).toEqual({ venue: 'alpha', kind: 'sport/x' });
});
