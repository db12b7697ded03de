/** What became of a deposit or withdrawal of liquidity. */
export const liquidityStates = { refused: 0, added: 1, removed: 2 } as const;
export type LiquidityState = keyof typeof liquidityStates;

/**
 * Why a pool took no liquidity, or gave none back: `tooLittle` buys no share at the pool's ratio, or is less than an atom;
 * `nothingThere` is asked for by an account that has nothing (over that range).
 */
export const liquidityRefusals = {
  none: 0,
  insufficientBalance: 1,
  tooLittle: 2,
  nothingThere: 3,
  venueDown: 4,
  overloaded: 5,
  inLiquidation: 6,
} as const;
export type LiquidityRefusal = keyof typeof liquidityRefusals;

const states = Object.keys(liquidityStates) as LiquidityState[];
const refusals = Object.keys(liquidityRefusals) as LiquidityRefusal[];

/** The word for a state's number. */
export function liquidityStateName(code: number): LiquidityState {
  return states[code];
}

/** The word for a refusal's number. */
export function liquidityRefusalName(code: number): LiquidityRefusal {
  return refusals[code];
}
