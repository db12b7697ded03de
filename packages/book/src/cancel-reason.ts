/**
 * Why a resting order left the book without being filled: `user` by its handle, `cancelAll` with all of its owner's, `selfTrade`
 * because it met an order of its owner, `amend` because an amendment placed it anew.
 */
export const cancelReason = { user: 1, cancelAll: 2, selfTrade: 3, amend: 4 } as const;

/** One of the values of `cancelReason`. */
export type CancelReason = (typeof cancelReason)[keyof typeof cancelReason];
