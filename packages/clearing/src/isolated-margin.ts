import { mulDiv } from '@ebb/exact';
import type { Ledger, PerpInstrument } from '@ebb/ledger';
import type { MarginUnits } from './margin-units.ts';

/** What the margin of isolated positions is moved with. */
export interface IsolatedMarginParts {
  readonly ledger: Ledger;
  readonly units: MarginUnits;
  /** Initial margin of a position of so many lots at a price. */
  readonly initialAt: (account: number, instrument: PerpInstrument, lots: number, priceTicks: number) => number;
  /** Unrealised result of a unit's position at a price. */
  readonly unrealisedAt: (unit: number, instrument: PerpInstrument, priceTicks: number) => number;
}

/**
 * Moves margin between an account's wallet and those of its isolated positions: what opens brings its initial margin with it,
 * what closes takes its share of the wallet back as far as the rest keeps its initial margin (so that a position that is
 * liquidated in parts answers with all it has), and a closed position leaves nothing behind that is above zero.
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
    if (kept < Math.abs(oldLots)) this.#release(unit, instrument, kept, Math.abs(oldLots), priceTicks);
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

  #release(unit: number, instrument: PerpInstrument, keptLots: number, oldLots: number, priceTicks: number): void {
    const { ledger, units, initialAt, unrealisedAt } = this.#parts;
    const balance = ledger.balance(units.walletOf(unit), instrument.settle);
    if (balance <= 0) return;
    let kept = 0;
    if (keptLots > 0) {
      const needed = initialAt(units.ownerOf(unit), instrument, keptLots, priceTicks);
      const answering = needed - unrealisedAt(unit, instrument, priceTicks);
      kept = Math.max(mulDiv(balance, keptLots, oldLots, 'ceil'), answering);
    }
    if (balance > kept) this.move(unit, instrument.settle, kept - balance);
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
