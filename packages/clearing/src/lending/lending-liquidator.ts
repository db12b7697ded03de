import { mulDiv } from '@ebb/exact';
import type { SpotInstrument } from '@ebb/ledger';
import type { LendingAccount } from './lending-account.ts';
import { lendingKinds, lendingRefusals } from './lending-codes.ts';
import type { LendingOrderParts } from './lending-orders.ts';
import type { WriteOff } from './lending-reserve.ts';
import { MOST, refuse } from './lending-ticket.ts';
import type { LendingOutcome, LendingTicket } from './lending-ticket.ts';
import { liquidationSize } from './liquidation-size.ts';
import type { LiquidationSize } from './liquidation-size.ts';

/** A liquidation that is ready to be done; assets by their places in the market's list. */
interface Seizure {
  readonly keeper: number;
  readonly own: LendingAccount;
  readonly debtAt: number;
  readonly collateralAt: number;
  readonly health: number;
}

/** What a liquidation is told as. */
export interface LiquidationTold extends LiquidationSize {
  readonly health: number;
  readonly debtAt: number;
  readonly collateralAt: number;
}

/** What a debt that was struck out is told as. */
export interface BadDebtTold extends WriteOff {
  readonly at: number;
}

/** What became of a liquidation. */
export interface LiquidationOutcome extends LendingOutcome {
  readonly told: LiquidationTold | null;
  readonly badDebts: readonly BadDebtTold[];
}

/** Lets keepers repay the debts of unhealthy accounts for their collateral, and strikes out what no collateral is left for. */
export class LendingLiquidator {
  readonly #parts: LendingOrderParts;
  readonly #reason: number;

  constructor(parts: LendingOrderParts) {
    this.#parts = parts;
    this.#reason = parts.ledger.registerReason('lending liquidation');
  }

  liquidate(ticket: LendingTicket): LiquidationOutcome {
    const { book, venue } = this.#parts;
    const { account: keeper, kind } = ticket;
    const debtAt = book.placeOf(ticket.asset);
    const collateralAt = book.placeOf(ticket.collateral);
    const own = book.find(ticket.debtor);
    if (debtAt < 0 || collateralAt < 0) return no(lendingRefusals.notListed);
    if (keeper === ticket.debtor) return no(lendingRefusals.ownAccount);
    const collateral = book.reserves[collateralAt].terms.collateral;
    const isThere = own !== undefined && own.debts[debtAt] > 0n && own.pledged[collateralAt];
    const collateralAtoms = book.claimAtoms(ticket.debtor, collateralAt);
    if (!isThere || collateral === null || collateralAtoms === 0) return no(lendingRefusals.nothingThere);
    const { health, debt: totalDebt } = book.standing(ticket.debtor);
    if (Number.isNaN(health)) return no(lendingRefusals.noPrice);
    if (health >= 1) return no(lendingRefusals.healthy);
    const isFlash = kind === lendingKinds.flash;
    const spendable = isFlash ? Infinity : Math.max(0, venue.spendableAtoms(keeper, ticket.asset));
    const shrinks = ticket.atoms === MOST;
    const most = shrinks ? spendable : ticket.atoms;
    if (most === 0) return no(lendingRefusals.insufficientBalance);
    const size = liquidationSize(
      {
        debtAtoms: book.debtAtoms(ticket.debtor, debtAt),
        debtPrice: this.#atomPrice(debtAt),
        collateralAtoms,
        collateralPrice: this.#atomPrice(collateralAt),
        collateral,
        totalDebt,
        health,
        mostAtoms: most,
        shrinks,
      },
      book.terms,
    );
    if (size === null) return no(lendingRefusals.leavesDust);
    if (size.repaidAtoms > spendable) return no(lendingRefusals.insufficientBalance);
    const seizure = { keeper, own, debtAt, collateralAt, health };
    if (isFlash) return this.#flash(seizure, size, ticket.instrument);
    return kind === lendingKinds.seize ? this.#takeClaim(seizure, size) : this.#takeAsset(seizure, size);
  }

  /** The keeper pays, and is paid out what he takes. */
  #takeAsset(seizure: Seizure, size: LiquidationSize): LiquidationOutcome {
    const { book, venue, cashWallet } = this.#parts;
    const { keeper, debtAt, collateralAt } = seizure;
    const { repaidAtoms, seizedAtoms, feeAtoms } = size;
    const paidOut = seizedAtoms - feeAtoms;
    const isSame = debtAt === collateralAt;
    if (book.reserves[collateralAt].cashAtoms + (isSame ? repaidAtoms : 0) < paidOut) {
      return no(lendingRefusals.insufficientCash);
    }
    const wallet = venue.walletOf(keeper);
    this.#move(wallet, cashWallet, debtAt, repaidAtoms);
    this.#move(cashWallet, wallet, collateralAt, paidOut);
    this.#burnClaim(seizure, seizedAtoms);
    return this.#finish(seizure, size);
  }

  /** The keeper pays, and takes over the claim. */
  #takeClaim(seizure: Seizure, size: LiquidationSize): LiquidationOutcome {
    const { book, venue, cashWallet } = this.#parts;
    const { keeper, debtAt, collateralAt } = seizure;
    this.#move(venue.walletOf(keeper), cashWallet, debtAt, size.repaidAtoms);
    this.#burnClaim(seizure, size.seizedAtoms);
    const taker = book.open(keeper);
    const shares = book.reserves[collateralAt].sharesForSupply(size.seizedAtoms - size.feeAtoms);
    book.setClaim(taker, collateralAt, taker.claims[collateralAt] + shares);
    return this.#finish(seizure, size);
  }

  /**
   * The keeper sells what he takes for what he repays, immediately or not at all, at no price below that at which each lot
   * brings in what is repaid for it: he cannot end short, and what nobody buys stays where it was.
   */
  #flash(seizure: Seizure, size: LiquidationSize, instrument: number): LiquidationOutcome {
    const { book, cashWallet, ledger, venue } = this.#parts;
    const { keeper, debtAt, collateralAt } = seizure;
    const [debt, collateral] = [debtAt, collateralAt].map((at) => book.reserves[at].terms.asset.index);
    const spot = venue.spotMarket(instrument);
    if (spot === null || spot.base !== collateral || spot.quote !== debt) return no(lendingRefusals.notListed);
    const most = size.seizedAtoms - size.feeAtoms;
    const lots = Math.floor(Math.min(most, book.reserves[collateralAt].cashAtoms) / spot.baseAtomsPerLot);
    if (lots === 0) return no(lendingRefusals.insufficientCash);
    const wallet = venue.tradingWalletOf(keeper);
    const handed = lots * spot.baseAtomsPerLot;
    this.#move(cashWallet, wallet, collateralAt, handed);
    const { filledLots } = venue.placeForced(keeper, spot, -lots, breakEvenTicks(size, spot));
    const sold = filledLots * spot.baseAtomsPerLot;
    this.#move(wallet, cashWallet, collateralAt, handed - sold);
    if (filledLots === 0) return no(lendingRefusals.noBuyer);
    // What is less than a lot goes with the last one, if what was sold pays for it too.
    const isAll = filledLots === lots && handed + spot.baseAtomsPerLot > most;
    const free = ledger.free(wallet, debt);
    const rest = isAll && free >= size.repaidAtoms && book.reserves[collateralAt].cashAtoms >= most - sold;
    const part = rest ? size : partOf(size, sold);
    if (rest) this.#move(cashWallet, wallet, collateralAt, most - sold);
    this.#move(wallet, cashWallet, debtAt, part.repaidAtoms);
    this.#burnClaim(seizure, part.seizedAtoms);
    return this.#finish(seizure, part);
  }

  #burnClaim({ own, collateralAt }: Seizure, atoms: number): void {
    const { book } = this.#parts;
    const reserve = book.reserves[collateralAt];
    const isAll = atoms === reserve.claimAtoms(own.claims[collateralAt]);
    const left = isAll ? 0n : own.claims[collateralAt] - reserve.sharesForWithdrawal(atoms);
    book.setClaim(own, collateralAt, left);
  }

  /** Strikes what was repaid off the debt and, if no collateral is left, the rest of all debts. */
  #finish(seizure: Seizure, size: LiquidationSize): LiquidationOutcome {
    const { book } = this.#parts;
    const { own, debtAt, collateralAt, health } = seizure;
    const reserve = book.reserves[debtAt];
    const isAll = size.repaidAtoms === reserve.debtAtoms(own.debts[debtAt]);
    const left = isAll ? 0n : own.debts[debtAt] - reserve.sharesForRepayment(size.repaidAtoms);
    book.setDebt(own, debtAt, left);
    const badDebts = hasCollateral(own, this.#parts) ? [] : this.#strike(own);
    for (const each of book.reserves) each.retune();
    const told = { ...size, health, debtAt, collateralAt };
    return { refusal: lendingRefusals.none, atoms: size.repaidAtoms, told, badDebts };
  }

  #strike(own: LendingAccount): BadDebtTold[] {
    const { book } = this.#parts;
    return own.debts.flatMap((shares, at) => (shares === 0n ? [] : [{ ...book.strikeDebt(own, at), at }]));
  }

  #atomPrice(at: number): number {
    const { book } = this.#parts;
    return book.prices[at] / book.reserves[at].terms.asset.atomsPerUnit;
  }

  #move(from: number, to: number, at: number, atoms: number): void {
    const { book, ledger } = this.#parts;
    const { asset } = book.reserves[at].terms;
    if (ledger.transfer(from, to, asset.index, atoms, this.#reason)) return;
    throw new Error(`${ledger.walletName(from)} cannot pay ${atoms} atoms of ${asset.symbol}`);
  }
}

/** Whether an account has pledged anything that is worth an atom. */
function hasCollateral(own: LendingAccount, { book }: LendingOrderParts): boolean {
  return own.claims.some(
    (_, at) => own.pledged[at] && book.reserves[at].terms.collateral !== null && book.claimAtoms(own.account, at) > 0,
  );
}

/** The lowest price in ticks at which a lot brings in what is repaid for it, rounded up. */
function breakEvenTicks({ repaidAtoms, seizedAtoms, feeAtoms }: LiquidationSize, spot: SpotInstrument): number {
  const perLot = mulDiv(repaidAtoms, spot.baseAtomsPerLot, seizedAtoms - feeAtoms, 'ceil');
  return Math.max(1, mulDiv(perLot, 1, spot.atomsPerTickLot, 'ceil'));
}

/** The part of a liquidation in which the keeper gets so much; what is repaid is rounded up, what is taken for it down. */
function partOf({ repaidAtoms, seizedAtoms, feeAtoms }: LiquidationSize, keptAtoms: number): LiquidationSize {
  const whole = seizedAtoms - feeAtoms;
  const seized = mulDiv(keptAtoms, seizedAtoms, whole, 'floor');
  return {
    repaidAtoms: mulDiv(keptAtoms, repaidAtoms, whole, 'ceil'),
    seizedAtoms: seized,
    feeAtoms: seized - keptAtoms,
  };
}

function no(refusal: Parameters<typeof refuse>[0]): LiquidationOutcome {
  return { ...refuse(refusal), told: null, badDebts: [] };
}
