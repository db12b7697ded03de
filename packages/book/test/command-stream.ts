import { BUY, SELL, selfTrade, timeInForce } from '../src/index.ts';
import type { Command } from './command.ts';

/** What the orders of a generated market look like. */
export interface MarketShape {
  readonly name: string;
  readonly owners: number;
  /** The number of the first owner. */
  readonly firstOwner: number;
  /** The price in the middle at command i. */
  readonly middleTicks: (i: number) => number;
  /** How far from the middle limits fall, either way. */
  readonly widthTicks: number;
  readonly maxLots: number;
  /** Of 1000 commands, how many begin an auction. */
  readonly auctions: number;
}

/** Markets in which different parts of a book are strained. */
export const shapes: readonly MarketShape[] = [
  { name: 'narrow', owners: 5, firstOwner: 0, middleTicks: () => 100, widthTicks: 12, maxLots: 20, auctions: 2 },
  {
    name: 'across pages of the tree',
    owners: 40,
    firstOwner: 1_048_570,
    middleTicks: () => 1_048_576,
    widthTicks: 1500,
    maxLots: 1000,
    auctions: 1,
  },
  {
    name: 'halving and doubling',
    owners: 12,
    firstOwner: 7,
    middleTicks: (i) => 1_200_000 * [1, 0.5, 0.25, 0.5, 1, 2, 4, 2][Math.floor(i / 1500) % 8],
    widthTicks: 400,
    maxLots: 50,
    auctions: 1,
  },
  {
    name: 'edges of price and size',
    owners: 3,
    firstOwner: Number.MAX_SAFE_INTEGER - 2,
    middleTicks: (i) => (i % 3000 < 1500 ? 6 : 0x7ffffff8),
    widthTicks: 9,
    maxLots: 2 ** 51,
    auctions: 2,
  },
];

const MODULUS = 0x7fffffff;

/** Draws whole numbers by the multiplicative congruence of Park and Miller (1988): state × 48271 mod 2^31 − 1. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to n − 1, for n up to 2^53. */
  below(n: number): number {
    if (n > 1_000_000) return this.below(1_000_000) + 1_000_000 * this.below(Math.floor(n / 1_000_000));
    this.#state = (this.#state * 48271) % MODULUS;
    return Math.floor((this.#state / MODULUS) * n);
  }
}

/** Makes the commands of a market one after the other; the same seed makes the same ones. */
export function* commandStream(shape: MarketShape, seed: number, count: number): Generator<Command> {
  const draws = new Draws(seed);
  let inAuction = false;
  for (let i = 0; i < count; i++) {
    const kind = draws.below(1000);
    let op: Command['op'] = 'place';
    if (kind < shape.auctions) op = 'beginAuction';
    else if (kind < 5 + (inAuction ? 15 : 0)) op = 'uncross';
    else if (kind < 30) op = 'cancelAll';
    else if (kind < 120) op = 'market';
    else if (kind < 200) op = 'amend';
    else if (kind < 240) op = 'shrink';
    else if (kind < 470) op = 'cancel';
    if (op === 'beginAuction') inAuction = true;
    if (op === 'uncross') inAuction = false;
    const side = draws.below(2) === 0 ? BUY : SELL;
    const middle = shape.middleTicks(i);
    // Now and then a price far away, so that stale deep orders lie about.
    const far = draws.below(100) === 0;
    const offset = draws.below(2 * shape.widthTicks + 1) - shape.widthTicks - side * Math.floor(shape.widthTicks / 3);
    const limit = far ? (side === BUY ? 1 + draws.below(3) : MODULUS - draws.below(3)) : middle + offset;
    const tifs = [timeInForce.ioc, timeInForce.fok, timeInForce.postOnly, timeInForce.postOnly];
    const stps = [selfTrade.none, selfTrade.cancelResting, selfTrade.cancelIncoming, selfTrade.cancelBoth];
    yield {
      op,
      owner: shape.firstOwner + draws.below(shape.owners),
      side,
      priceTicks: Math.min(MODULUS, Math.max(1, limit)),
      sizeLots: 1 + draws.below(draws.below(4) === 0 ? shape.maxLots : Math.ceil(shape.maxLots / 4)),
      tif: draws.below(4) === 0 ? tifs[draws.below(op === 'market' ? 2 : 4)] : timeInForce.gtc,
      stp: stps[draws.below(4)],
      pick: draws.below(1_000_000),
    };
  }
}
