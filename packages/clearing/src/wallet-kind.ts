/**
 * The wallets that an account may have on a venue: the one it trades from, which alone counts as margin; one that its spot
 * orders settle in and hold from; and one that earns and cannot be traded from.
 */
export const walletKinds = { trading: 0, spot: 1, earn: 2 } as const;
export type WalletKind = keyof typeof walletKinds;

const kinds = Object.keys(walletKinds) as WalletKind[];

/** The word for a wallet kind's number. */
export function walletKindName(code: number): WalletKind {
  return kinds[code];
}
