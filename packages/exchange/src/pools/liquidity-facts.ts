import { defineFact, defineIntent } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { liquidityRefusalName, liquidityStateName } from './liquidity-codes.ts';
import type { LiquidityRefusal, LiquidityState } from './liquidity-codes.ts';

/** A provider offers liquidity between two prices (in quote units; 0 and 0 for all prices). Subject: the instrument. */
export const addLiquidity = defineIntent('addLiquidity', ['account', 'baseAtoms', 'quoteAtoms', 'low', 'high']);

/** A provider asks for millionths of its liquidity between two prices (0 and 0: of all of it). Subject: the instrument. */
export const removeLiquidity = defineIntent('removeLiquidity', ['account', 'millionths', 'low', 'high']);

/** A pool as facts speak of it. */
export interface PoolPlace {
  /** Name of the market. */
  readonly id: string;
  /** Atoms in one unit of each asset. */
  readonly baseScale: number;
  readonly quoteScale: number;
}

/** An account put liquidity into a pool or took some out, or was refused. */
export interface Liquidity extends FactHead {
  readonly market: string;
  readonly account: number;
  /** The number that the desk gave it: the sequence of the intent. */
  readonly request: number;
  readonly state: LiquidityState;
  /** Why it was refused; else `none`. */
  readonly refusal: LiquidityRefusal;
  /** Units that the account paid in, or was paid. */
  readonly base: number;
  readonly quote: number;
  /** The range, in quote units; 0 and 0 for all prices. */
  readonly low: number;
  readonly high: number;
  /** What the pool owns afterwards, in units. */
  readonly reserveBase: number;
  readonly reserveQuote: number;
  readonly baseAtoms: number;
  readonly quoteAtoms: number;
}

export const liquidity = defineFact(
  'liquidity',
  ['account', 'request', 'state', 'refusal', 'baseAtoms', 'quoteAtoms', 'low', 'high', 'reserveBase', 'reserveQuote'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { id, baseScale, quoteScale }: PoolPlace,
    account: number,
    request: number,
    state: number,
    refusal: number,
    baseAtoms: number,
    quoteAtoms: number,
    low: number,
    high: number,
    reserveBase: number,
    reserveQuote: number,
  ): Liquidity => ({
    type: 'liquidity',
    seq,
    timeUs,
    cause,
    origin,
    market: id,
    account,
    request,
    state: liquidityStateName(state),
    refusal: liquidityRefusalName(refusal),
    base: baseAtoms / baseScale,
    quote: quoteAtoms / quoteScale,
    low,
    high,
    reserveBase: reserveBase / baseScale,
    reserveQuote: reserveQuote / quoteScale,
    baseAtoms,
    quoteAtoms,
  }),
);
