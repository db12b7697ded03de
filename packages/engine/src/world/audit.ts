import type { World } from './world.ts';

/** Money or positions did not add up: somewhere an atom or a lot came from nowhere or went there. */
export class ConservationError extends Error {
  override readonly name = 'ConservationError';
}

const MOST_FACTS_BETWEEN_RECOUNTS = 10_000;
/** Amounts that may be added up for each fact, on average: a small world is recounted at every fact. */
const AMOUNTS_A_FACT = 16;
const OWNER = { plugin: 'engine', instance: 'audit' };

/**
 * Checks that every atom is accounted for: the running totals after every fact, a recount of all wallets at every fact of a
 * small world and at least at every 10,000th of a large one. A world that does not add up is an error of the house, never of
 * a scenario.
 */
export class Audit {
  readonly #world: World;
  #sinceRecount = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Checks the ledger at a fact; a fault of it breaks the run on the audit's own account. */
  afterFact(): void {
    try {
      this.#check();
    } catch (error) {
      const { kernel } = this.#world;
      kernel.fail(error, OWNER);
      throw kernel.fault ?? error;
    }
  }

  /** Counts everything again, between two intents: balances, positions against the clearing accounts, longs against shorts, shares of lending markets. */
  recount(): void {
    const { ledger, lenders, venues } = this.#world;
    this.#recountLedger();
    for (const { name, lender } of lenders.values()) {
      const fault = lender.book.fault();
      if (fault !== null) throw new ConservationError(`${name}: ${fault}`);
    }
    this.#checkPools();
    for (const venue of venues.values()) {
      const { house, derivatives } = venue;
      if (house === null || derivatives === null) continue;
      const costs = new Map<number, number>();
      for (const { index, symbol, settle } of house.listed) {
        const net = house.positions.netLots(index);
        if (net !== 0) throw new ConservationError(`longs and shorts of ${symbol} differ by ${net} lots`);
        costs.set(settle, (costs.get(settle) ?? 0) + house.positions.netCostAtoms(index));
      }
      for (const [settle, cost] of costs) {
        const cash = ledger.balance(derivatives.clearingWallet, settle);
        if (cost + cash === 0) continue;
        throw new ConservationError(
          `the clearing account of ${venue.name.venue} holds ${cash} atoms where positions cost ${cost}`,
        );
      }
    }
  }

  /** Checks that the wallets of pools hold what their curves say that they own. */
  #checkPools(): void {
    const { ledger, venues } = this.#world;
    for (const { pools } of venues.values()) {
      for (const { curve, market, wallet } of pools.all) {
        const base = ledger.balance(wallet, market.instrument.base);
        const quote = ledger.balance(wallet, market.instrument.quote);
        if (base === curve.baseAtoms && quote === curve.quoteAtoms) continue;
        throw new ConservationError(
          `the pool ${market.id} holds ${base} and ${quote} atoms where its curve has ${curve.baseAtoms} and ${curve.quoteAtoms}`,
        );
      }
    }
  }

  #check(): void {
    const { ledger } = this.#world;
    this.#checkPools();
    const asset = ledger.firstImbalance();
    if (asset >= 0) {
      throw new ConservationError(`the balances of ${ledger.assets[asset].symbol} no longer sum to zero`);
    }
    const amounts = ledger.walletCount * ledger.assets.length;
    if (++this.#sinceRecount < Math.min(MOST_FACTS_BETWEEN_RECOUNTS, Math.floor(amounts / AMOUNTS_A_FACT))) return;
    this.#recountLedger();
  }

  #recountLedger(): void {
    this.#sinceRecount = 0;
    const report = this.#world.ledger.recount();
    if (!report.ok) throw new ConservationError(report.describe());
  }
}
