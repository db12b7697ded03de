import type { Bus, Topic } from '@ebb/kernel';
import { transferWays } from './transfer-codes.ts';
import type { TransferWay } from './transfer-codes.ts';
import { transferHalt } from './transfer-facts.ts';
import type { TransferHalt, TransferPlace } from './transfer-facts.ts';

/** A suspension that names no asset is of all. */
export const ANY_ASSET = -1;

/**
 * Which ways of a venue are open: between its wallets, out of it, into it; as a whole and asset by asset. An asset goes
 * where the way is open both as a whole and for it, so that neither suspension ends the other.
 */
export class TransferGates {
  readonly topic: Topic<TransferPlace, [number, number, number], TransferHalt>;
  /** What is shut, as `way asset`. */
  readonly #shut = new Set<string>();

  constructor(bus: Bus, place: TransferPlace, venue: number) {
    this.topic = bus.topic(transferHalt, place, venue);
  }

  /** Whether an asset may go this way; without one, whether the way as a whole is open. */
  isOpen(way: TransferWay, asset = ANY_ASSET): boolean {
    return !this.#shut.has(keyOf(way, ANY_ASSET)) && !this.#shut.has(keyOf(way, asset));
  }

  /** Suspends a way or takes it up again, for one asset or as a whole, and tells everyone; says whether that changed it. */
  set(open: boolean, way: TransferWay, asset = ANY_ASSET): boolean {
    const key = keyOf(way, asset);
    if (open !== this.#shut.has(key)) return false;
    if (open) this.#shut.delete(key);
    else this.#shut.add(key);
    this.topic.publish(open ? 1 : 0, transferWays[way], asset);
    return true;
  }
}

function keyOf(way: TransferWay, asset: number): string {
  return `${way} ${asset}`;
}
