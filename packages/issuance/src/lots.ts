import { atomsAtOrBelow } from '@ebb/ledger';
import type { Bus, Topic } from '@ebb/kernel';
import type { IssuerName } from './facts.ts';
import { lotOffered, lotSold } from './lot-facts.ts';
import type { LotOffered, LotSold } from './lot-facts.ts';

/** Tells of what an issuer offers for sale, lot by lot; the sale itself is its mechanism's. */
export class Lots {
  readonly #name: IssuerName;
  readonly #offered: Topic<IssuerName, [number, number, number, number, number], LotOffered>;
  readonly #sold: Topic<IssuerName, [number, number, number, number, number, number], LotSold>;
  /** The asset of each lot, by its number less one. */
  readonly #assets: number[] = [];

  constructor(bus: Bus, name: IssuerName) {
    this.#name = name;
    this.#offered = bus.topic(lotOffered, name, name.index);
    this.#sold = bus.topic(lotSold, name, name.index);
  }

  /** Tells of a new lot and returns its number, from 1. */
  offer(asset: number, amountAtoms: number, debtAtoms: number, endsMs: number): number {
    const lot = this.#assets.push(asset);
    this.#offered.publish(lot, asset, amountAtoms, debtAtoms, endsMs);
    return lot;
  }

  /** Tells that so many units of a lot went to an account for so many atoms of coin. */
  sold(lot: number, account: number, amount: number, paidAtoms: number, closed: boolean): void {
    const asset = this.#assets[lot - 1];
    if (asset === undefined) throw new RangeError(`the issuer of ${this.#name.coin} never offered a lot ${lot}`);
    const amountAtoms = atomsAtOrBelow(this.#name.assets[asset], amount);
    this.#sold.publish(account, lot, asset, amountAtoms, paidAtoms, closed ? 1 : 0);
  }
}
