import { mulDiv } from '@ebb/exact';
import type { Ledger, PerpInstrument } from '@ebb/ledger';
import type { MarginUnits } from './margin-units.ts';

/** What the margin of isolated positions is moved with. */
export interface IsolatedMarginParts {
  readonly ledger: Ledger;
  readonly units: MarginUnits;
  /** Initial margin of a position of so many lots at a price. */
  readonly initialAt: (account: number, instrument: PerpInstrument, lots: number, priceTicks: number) => number;
}

/**
 * Moves margin between an account's wallet and those of its isolated positions: what opens brings its initial margin with it,
 * what closes takes its share of the wallet back, and a closed position leaves nothing behind that is above zero.
 */
export class IsolatedMargin {
  readonly #parts: IsolatedMarginParts;
  readonly #reason: number;

  constructor(parts: IsolatedMarginParts) {
    this.#parts = parts;
    this.#reason = parts.ledger.registerReason('isolated margin');
  }

  /** Follows a fill that took the position from one signed size to another, its result being settled already. */
  follow(unit: number, instrument: PerpInstrument, oldLots: number, newLots: number, priceTicks: number): void {
    const kept = Math.sign(newLots) === Math.sign(oldLots) ? Math.min(Math.abs(newLots), Math.abs(oldLots)) : 0;
    if (kept < Math.abs(oldLots)) this.#release(unit, instrument, kept, Math.abs(oldLots));
    if (Math.abs(newLots) > kept) this.#bring(unit, instrument, kept, Math.abs(newLots), priceTicks);
  }

  /** Adds (or, negative, takes out) margin of a position; false, with nothing done, when the wallet it leaves is short. */
  move(unit: number, settle: number, atoms: number): boolean {
    const { ledger, units } = this.#parts;
    const main = units.walletOf(units.ownerOf(unit));
    const own = units.walletOf(unit);
    const [from, to] = atoms > 0 ? [main, own] : [own, main];
    if (ledger.free(from, settle) < Math.abs(atoms)) return false;
    return ledger.transfer(from, to, settle, Math.abs(atoms), this.#reason);
  }

  #release(unit: number, { settle }: PerpInstrument, keptLots: number, oldLots: number): void {
    const balance = this.#parts.ledger.balance(this.#parts.units.walletOf(unit), settle);
    if (balance <= 0) return;
    const kept = keptLots === 0 ? 0 : mulDiv(balance, keptLots, oldLots, 'ceil');
    if (balance > kept) this.move(unit, settle, kept - balance);
  }

  /** Brings what initial margin rises by, as far as the account has it. */
  #bring(unit: number, instrument: PerpInstrument, fromLots: number, toLots: number, priceTicks: number): void {
    const { ledger, units, initialAt } = this.#parts;
    const account = units.ownerOf(unit);
    const rise =
      initialAt(account, instrument, toLots, priceTicks) - initialAt(account, instrument, fromLots, priceTicks);
    const atoms = Math.min(rise, Math.max(0, ledger.free(units.walletOf(account), instrument.settle)));
    if (atoms > 0) this.move(unit, instrument.settle, atoms);
  }
}
