import type { Desk, Tape, Transfer, TransferId } from '@ebb/sdk';

/** An account's transfers between venues: what is under way, which venues are shut to them, and what to send where. */
export class CoinTransfers {
  readonly #desk: Desk;
  readonly #venues: readonly string[];
  /** Those that were sent and are not done, with their asset. */
  readonly #open = new Map<TransferId, { readonly asset: string; units: number }>();
  /** Suspensions that are on, as `venue way asset`. */
  readonly #shut = new Map<string, Set<string>>();

  constructor(desk: Desk, tape: Tape, venues: readonly string[], assets: readonly string[]) {
    this.#desk = desk;
    this.#venues = venues;
    for (const venue of venues) {
      const shut = new Set<string>();
      this.#shut.set(venue, shut);
      desk.react(tape.transferHalts(venue), ({ open, kind, asset }) => {
        if (kind === 'internal' || (asset !== '' && !assets.includes(asset))) return;
        if (open) shut.delete(`${kind} ${asset}`);
        else shut.add(`${kind} ${asset}`);
      });
    }
  }

  /** Whether withdrawals or deposits of a venue are suspended. */
  isShut(venue: string): boolean {
    return this.#shut.get(venue)!.size > 0;
  }

  /** Units that have left a wallet and are in none yet. */
  underWay(asset: string): number {
    let units = 0;
    for (const each of this.#open.values()) if (each.asset === asset) units += each.units;
    return units;
  }

  /** Hears what became of a transfer, and says what it has cost when it has arrived. */
  hear({ amount, fee, state, transfer }: Transfer): number {
    const open = this.#open.get(transfer);
    if (open === undefined) return 0;
    if (state === 'requested') open.units = amount;
    if (state === 'refused' || state === 'arrived') this.#open.delete(transfer);
    return state === 'arrived' ? fee : 0;
  }

  /**
   * Sends half of what lies between them from the venue that has most of an asset to the one that has least, when that is less
   * than a part of its even share; nothing below `least` units, from or to a venue that is shut, or while some is under way.
   */
  even(asset: string, lowWater: number, least: number): void {
    if ([...this.#open.values()].some((each) => each.asset === asset)) return;
    const stocks = this.#venues
      .filter((venue) => !this.isShut(venue))
      .map((venue) => ({ venue, units: this.#desk.free(asset, venue) }))
      .sort((a, b) => a.units - b.units);
    if (stocks.length < 2) return;
    const [low, high] = [stocks[0], stocks[stocks.length - 1]];
    const share = stocks.reduce((sum, { units }) => sum + units, 0) / stocks.length;
    const units = (high.units - low.units) / 2;
    if (!(low.units < lowWater * share && units >= least)) return;
    const id = this.#desk.transfer(asset, units, high.venue, low.venue);
    if (id !== 0) this.#open.set(id, { asset, units: 0 });
  }
}
