import type { ClearingHouse } from '@ebb/clearing';
import { mulDiv } from '@ebb/exact';
import type { Causality } from '@ebb/kernel';
import { NO_POSITION, positionValueAtoms } from '@ebb/ledger';
import type { Ledger, PerpInstrument } from '@ebb/ledger';
import type { AccountTopics } from './account-topics.ts';
import type { PerpPricing } from './perp-pricing.ts';

/** A funding rate is settled as a whole number of billionths. */
const BILLION = 1_000_000_000;

/** What funding is settled with; `fundingWallet` passes payments on (it may be short until all have paid) and keeps the dust. */
export interface FundingSettlementParts {
  readonly house: ClearingHouse;
  readonly ledger: Ledger;
  readonly fundingWallet: number;
  readonly causality: Causality;
  readonly topics: AccountTopics;
}

/** Moves funding between the longs and the shorts of a market: payers round up, receivers down. */
export class FundingSettlement {
  readonly #parts: FundingSettlementParts;
  readonly #reason: number;

  constructor(parts: FundingSettlementParts) {
    this.#parts = parts;
    this.#reason = parts.ledger.registerReason('funding');
  }

  /** Ends the interval of one market: publishes the rate and settles every position at the mark. */
  settle(pricing: PerpPricing): void {
    const { house, causality } = this.#parts;
    const { listing } = pricing;
    const rate = pricing.settleFunding();
    const seq = listing.fundings.publish(rate, listing.markTicks);
    causality.set(seq, causality.origin);
    const billionths = Math.round(rate * BILLION);
    if (billionths === 0 || listing.markTicks === 0) return;
    const { instrument } = listing;
    const { index } = instrument;
    const { positions } = house;
    for (let slot = positions.firstOfInstrument(index); slot !== NO_POSITION; slot = positions.nextOfInstrument(slot)) {
      const lots = positions.sizeLotsAt(slot);
      const value = Math.abs(positionValueAtoms(instrument, listing.markTicks, lots));
      const pays = lots > 0 === billionths > 0;
      const atoms = mulDiv(value, Math.abs(billionths), BILLION, pays ? 'ceil' : 'floor');
      if (atoms > 0) this.#move(positions.accountAt(slot), instrument, pays ? -atoms : atoms);
    }
  }

  #move(unit: number, { index, settle }: PerpInstrument, atoms: number): void {
    const { ledger, fundingWallet, topics, house } = this.#parts;
    const wallet = house.units.walletOf(unit);
    const [from, to] = atoms < 0 ? [wallet, fundingWallet] : [fundingWallet, wallet];
    if (!ledger.transfer(from, to, settle, Math.abs(atoms), this.#reason)) {
      throw new Error(`${ledger.walletName(from)} cannot pay funding of ${Math.abs(atoms)} atoms`);
    }
    topics.paid(house.units.ownerOf(unit), index, atoms);
  }
}
