/**
 * What happens when an order would meet a resting order of its own owner; the mode of the incoming order decides.
 *
 * `none`: they trade. `cancelResting`: the resting one is cancelled and matching goes on. `cancelIncoming`: matching stops and the
 * incoming remainder lapses. `cancelBoth`: both of these. Fills made before the two met stand. A call auction knows no prevention.
 */
export const selfTrade = { none: 0, cancelResting: 1, cancelIncoming: 2, cancelBoth: 3 } as const;

/** One of the values of `selfTrade`. */
export type SelfTrade = (typeof selfTrade)[keyof typeof selfTrade];
