import { defineFact } from '@ebb/sdk';
import type { FactHead, Speaker } from '@ebb/sdk';

/** What the bands of a coin hold, at an upkeep. */
export interface SoftLiquidationBands extends FactHead {
  readonly instance: string;
  /** The oracle's price and the bands' own, in coins for one unit of collateral; 0 without any. */
  readonly oracle: number;
  readonly price: number;
  /** Coins and collateral in all bands, units. */
  readonly coins: number;
  readonly collateral: number;
  /** What all loans owe, what the keeper has made, and the interest on loans, a year. */
  readonly debt: number;
  readonly keeperDebt: number;
  readonly rate: number;
}

/** The fact that tells how far collateral has been turned into coins. */
export const softLiquidationBands = defineFact(
  'soft-liquidation/bands',
  ['oracle', 'price', 'coins', 'collateral', 'debt', 'keeperDebt', 'rate'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { instance }: Speaker,
    oracle: number,
    price: number,
    coins: number,
    collateral: number,
    debt: number,
    keeperDebt: number,
    rate: number,
  ): SoftLiquidationBands => {
    const head = { type: 'soft-liquidation/bands', seq, timeUs, cause, origin, instance };
    return { ...head, oracle, price, coins, collateral, debt, keeperDebt, rate };
  },
);
