import type { LendingAssetTerms } from './lending-terms.ts';
import { RAY, divCeil, divFloor, growthRay, rateToRay } from './ray.ts';

/** Who bore a debt that was written off, in whole atoms of its asset, rounded up. */
export interface WriteOff {
  readonly atoms: number;
  readonly fromReserve: number;
  readonly fromSuppliers: number;
  readonly left: number;
}

const MILLION = 1_000_000n;

/**
 * What a lending market has in one asset. Claims and debts are kept as shares (scaled balances) of two indices that grow with
 * interest, as Aave keeps them; a claim is rounded down and a debt up, so that cash and debts always cover claims and what is
 * over belongs to the market. Nothing is posted here: `cash` tells what lies in the market's wallet.
 */
export class LendingReserve {
  readonly terms: LendingAssetTerms;
  supplyIndex = RAY;
  borrowIndex = RAY;
  suppliedShares = 0n;
  borrowedShares = 0n;
  /** Interest a year on debts; 0 where nothing can be borrowed. */
  borrowRate = 0;
  readonly #cash: () => number;
  #rateRay = 0n;
  #accruedUs: number;

  constructor(terms: LendingAssetTerms, cash: () => number, startUs: number) {
    this.terms = terms;
    this.#cash = cash;
    this.#accruedUs = startUs;
    this.retune();
  }

  get cashAtoms(): number {
    return this.#cash();
  }

  /** What all owe together, and all claim, in atoms, rounded down. */
  get borrowedAtoms(): number {
    return toAtoms(divFloor(this.borrowedShares * this.borrowIndex, RAY));
  }

  get suppliedAtoms(): number {
    return toAtoms(divFloor(this.suppliedShares * this.supplyIndex, RAY));
  }

  /** What cash and debts exceed claims by, in atoms, rounded down; 0 while there is a deficit. */
  get reserveAtoms(): number {
    const surplus = this.surplusRay;
    return surplus <= 0n ? 0 : toAtoms(divFloor(surplus, RAY));
  }

  /** What claims exceed cash and debts by, in atoms, rounded up; 0 while they do not. */
  get deficitAtoms(): number {
    const surplus = this.surplusRay;
    return surplus >= 0n ? 0 : toAtoms(divCeil(-surplus, RAY));
  }

  /** Cash and debts less claims, exact, in 10^−27 of an atom. */
  get surplusRay(): bigint {
    return BigInt(this.#cash()) * RAY + this.borrowedShares * this.borrowIndex - this.suppliedShares * this.supplyIndex;
  }

  /** The share of what there is that is lent out, from 0 to 1: debts ÷ (cash + debts), as Aave reckons it. */
  get utilisation(): number {
    const borrowed = this.borrowedAtoms;
    return borrowed === 0 ? 0 : borrowed / (this.#cash() + borrowed);
  }

  /** Interest a year that suppliers earn: what borrowers pay, less the market's share, over all that is claimed. */
  get supplyRate(): number {
    const supplied = this.suppliedAtoms;
    if (supplied === 0) return 0;
    return (this.borrowRate * this.borrowedAtoms * (1 - this.terms.reservePpm / 1e6)) / supplied;
  }

  /** Adds the interest since the last time; what suppliers do not get of it, dust included, is the market's. */
  accrue(nowUs: number): void {
    const elapsedUs = nowUs - this.#accruedUs;
    this.#accruedUs = nowUs;
    if (elapsedUs <= 0 || this.borrowedShares === 0n || this.#rateRay === 0n) return;
    const grown = divFloor(this.borrowIndex * growthRay(this.#rateRay, elapsedUs), RAY);
    this.borrowIndex += grown;
    if (this.suppliedShares === 0n) return;
    const earned = this.borrowedShares * grown * (MILLION - BigInt(this.terms.reservePpm));
    this.supplyIndex += divFloor(earned, MILLION * this.suppliedShares);
  }

  /** Asks the policy for the rate at what is lent out now; throws when that is no rate. */
  retune(): void {
    const { rate, asset } = this.terms;
    if (rate === null) return;
    const asked = rate.rate(this.utilisation);
    if (!(asked >= 0 && asked <= MAX_RATE)) {
      throw new RangeError(`the lending rate of ${asset.symbol} is ${asked}; expected 0 to ${MAX_RATE} a year`);
    }
    this.borrowRate = asked;
    this.#rateRay = rateToRay(asked);
  }

  /** What shares claim in atoms, rounded down, and owe, rounded up. */
  claimAtoms(shares: bigint): number {
    return toAtoms(divFloor(shares * this.supplyIndex, RAY));
  }

  debtAtoms(shares: bigint): number {
    return toAtoms(divCeil(shares * this.borrowIndex, RAY));
  }

  /** Shares that are given for atoms taken in (down), or taken for atoms paid out (up). */
  sharesForSupply(atoms: number): bigint {
    return divFloor(BigInt(atoms) * RAY, this.supplyIndex);
  }

  sharesForWithdrawal(atoms: number): bigint {
    return divCeil(BigInt(atoms) * RAY, this.supplyIndex);
  }

  /** Shares that are owed for atoms lent (up), or forgiven for atoms repaid (down). */
  sharesForBorrowing(atoms: number): bigint {
    return divCeil(BigInt(atoms) * RAY, this.borrowIndex);
  }

  sharesForRepayment(atoms: number): bigint {
    return divFloor(BigInt(atoms) * RAY, this.borrowIndex);
  }

  /**
   * Strikes out a debt that nobody pays: the market's surplus bears it, and beyond that suppliers do when `onSuppliers`, by a
   * lower index, or else it is left as a deficit. An index stays above 0, by 10^−27, so that who comes next can supply.
   */
  writeOff(shares: bigint, onSuppliers: boolean): WriteOff {
    const lost = shares * this.borrowIndex;
    const before = this.surplusRay;
    this.borrowedShares -= shares;
    const absorbed = before <= 0n ? 0n : before < lost ? before : lost;
    const rest = toAtoms(divCeil(lost - absorbed, RAY));
    if (onSuppliers && rest > 0) {
      const covered = divFloor(this.surplusRay + this.suppliedShares * this.supplyIndex, this.suppliedShares);
      this.supplyIndex = covered > 0n ? covered : 1n;
    }
    return {
      atoms: toAtoms(divCeil(lost, RAY)),
      fromReserve: toAtoms(divCeil(absorbed, RAY)),
      fromSuppliers: onSuppliers ? rest : 0,
      left: onSuppliers ? 0 : rest,
    };
  }
}

/** The largest rate a year that 12 decimals of a double can tell. */
const MAX_RATE = 1000;

function toAtoms(amount: bigint): number {
  const atoms = Number(amount);
  if (Number.isSafeInteger(atoms)) return atoms;
  throw new RangeError(`an amount of ${amount} atoms in a lending market is past the safe integers`);
}
