/** Whether a market goes on: it matches, it gathers orders for a call auction, or it takes nothing but cancels. */
export const marketStates = { open: 0, auction: 1, cancelOnly: 2 } as const;
export type MarketState = keyof typeof marketStates;

const names = Object.keys(marketStates) as MarketState[];

/** The word for a state's number. */
export function marketStateName(code: number): MarketState {
  return names[code];
}
