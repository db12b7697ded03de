/**
 * How long an order stands: `gtc` rests until filled or cancelled; `ioc` fills what it can at once and the rest lapses; `fok` fills
 * whole at once or is refused; `postOnly` rests without trading or is refused.
 */
export const timeInForce = { gtc: 0, ioc: 1, fok: 2, postOnly: 3 } as const;

/** One of the values of `timeInForce`. */
export type TimeInForce = (typeof timeInForce)[keyof typeof timeInForce];
