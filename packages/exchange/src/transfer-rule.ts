import { walletKindName, walletName } from '@ebb/clearing';
import type { Calendar } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { TransferPolicy, TransferRequest } from './contracts/transfer.ts';
import type { TransferPlace } from './transfer-facts.ts';
import { restAtoms } from './transfer-ticket.ts';
import type { TransferTrip } from './transfer-ticket.ts';

/** A rule for one way of a venue's transfers, asked in atoms and held to what it may say. */
export class TransferRule {
  readonly #policy: TransferPolicy;
  readonly #calendar: Calendar;
  readonly #places: readonly TransferPlace[];
  /** As in `the withdrawal policy of alpha`. */
  readonly #name: string;
  #addMs = 0;
  #capacity = 1;

  constructor(policy: TransferPolicy, calendar: Calendar, places: readonly TransferPlace[], name: string) {
    this.#policy = policy;
    this.#calendar = calendar;
    this.#places = places;
    this.#name = name;
  }

  /** Adds milliseconds to each answer, and counts each transfer as 1 ÷ `capacity` of its units, until told otherwise. */
  setPace(addMs: number, capacity: number): void {
    this.#addMs = addMs;
    this.#capacity = capacity;
  }

  /** Milliseconds that it takes, or null when the venue cannot take it now; throws when that is no time. */
  admit(trip: TransferTrip): number | null {
    const request = this.#requestOf(trip);
    const delayMs = this.#policy.admit({ ...request, units: request.units / this.#capacity });
    if (delayMs === null) return null;
    if (delayMs >= 0 && delayMs < Infinity) return delayMs + this.#addMs;
    throw new RangeError(`${this.#name} lets a transfer take ${delayMs} ms`);
  }

  /** What it charges now, up to the next atom and at most the whole amount; throws when that is no fee. */
  feeAtoms(trip: TransferTrip): number {
    const fee = this.#policy.feeUnits?.(this.#requestOf(trip)) ?? 0;
    if (!(fee >= 0 && fee < Infinity)) throw new RangeError(`${this.#name} charges ${fee} for a transfer`);
    if (fee === 0) return 0;
    const { assets } = this.#places[trip.venue];
    const asset = assets[trip.ticket.asset];
    const most = trip.ticket.atoms;
    // A fee that is more than all of it, and maybe than any number of atoms, leaves nothing to move either way.
    return fee * asset.atomsPerUnit >= most ? most : -atomsAtOrBelow(asset, -fee);
  }

  #requestOf(trip: TransferTrip): TransferRequest {
    const { account, asset, from, to, toVenue } = trip.ticket;
    const { assets, venue, venues } = this.#places[trip.venue];
    const { symbol, atomsPerUnit } = assets[asset];
    return {
      account,
      asset: symbol,
      units: restAtoms(trip) / atomsPerUnit,
      from: walletName(venue, walletKindName(from)),
      to: walletName(venues[toVenue], walletKindName(to)),
      nowMs: this.#calendar.nowUs / 1000,
    };
  }
}
