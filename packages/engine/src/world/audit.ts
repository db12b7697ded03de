import type { World } from './world.ts';

/** Money or positions did not add up: somewhere an atom or a lot came from nowhere or went there. */
export class ConservationError extends Error {
  override readonly name = 'ConservationError';
}

const FACTS_BETWEEN_RECOUNTS = 10_000;

/**
 * Checks that every atom is accounted for: the running totals after every fact, a full recount now and then. A world that
 * does not add up is an error of the house, never of a scenario.
 */
export class Audit {
  readonly #world: World;
  #sinceRecount = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Checks the running totals, and every 10,000th time everything. */
  afterFact(): void {
    const { ledger } = this.#world;
    const asset = ledger.firstImbalance();
    if (asset >= 0) {
      throw new ConservationError(`the balances of ${ledger.assets[asset].symbol} no longer sum to zero`);
    }
    if (++this.#sinceRecount < FACTS_BETWEEN_RECOUNTS) return;
    this.#sinceRecount = 0;
    const report = ledger.recount();
    if (!report.ok) throw new ConservationError(report.describe());
  }

  /** Counts everything again: balances, positions against the clearing accounts, longs against shorts. */
  recount(): void {
    const { ledger, venues } = this.#world;
    const report = ledger.recount();
    if (!report.ok) throw new ConservationError(report.describe());
    for (const venue of venues.values()) {
      const { house, derivatives } = venue;
      if (house === null || derivatives === null) continue;
      let costs = 0;
      for (const { index, symbol } of house.listed) {
        const net = house.positions.netLots(index);
        if (net !== 0) throw new ConservationError(`longs and shorts of ${symbol} differ by ${net} lots`);
        costs += house.positions.netCostAtoms(index);
      }
      const cash = ledger.balance(derivatives.clearingWallet, house.settle);
      if (costs + cash !== 0) {
        throw new ConservationError(
          `the clearing account of ${venue.name.venue} holds ${cash} atoms where positions cost ${costs}`,
        );
      }
    }
  }
}
