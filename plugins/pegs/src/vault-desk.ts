import type { DebtPosition, IssuerAnswer, IssuerBooks } from '@ebb/sdk';
import { VaultBook, vaultHealth } from './vault-book.ts';
import type { Vault } from './vault-book.ts';

/** Terms of a loan; amounts in units of the coin. */
export interface VaultTerms {
  readonly collateral: string;
  readonly ratio: number;
  readonly ceiling: number;
  readonly dust: number;
}

/**
 * Lends coins to owners of vaults and takes them back: a debt is never dust, all debts stay below the ceiling, and nobody draws or frees
 * anything that leaves its vault unsafe. Collateral lies in the pot `vaults`. MakerDAO, dss, vat.sol (frob).
 */
export class VaultDesk {
  readonly book = new VaultBook();
  readonly #books: IssuerBooks;
  readonly #terms: VaultTerms;
  /** The price that counts, in coins for a unit of collateral. */
  readonly #price: () => number;
  readonly #scale: number;
  readonly #coinScale: number;

  constructor(books: IssuerBooks, terms: VaultTerms, price: () => number) {
    this.#books = books;
    this.#terms = terms;
    this.#price = price;
    this.#scale = books.atomsPerUnit(terms.collateral);
    this.#coinScale = books.atomsPerUnit(books.coin);
  }

  /** Pledges so much more, and draws so many coins more. */
  draw(account: number, amount: number, coins: number): IssuerAnswer {
    const { ceiling, collateral: asset, dust } = this.#terms;
    const [pledged, drawn] = [Math.round(amount * this.#scale), Math.round(coins * this.#coinScale)];
    const { collateral, debt } = this.book.of(account);
    // Without coins it is a pledge on top, which only an owner can make.
    if (drawn === 0 && collateral === 0) return { refuse: 'unsupported' };
    if (drawn > 0) {
      if (!(this.#price() > 0)) return { refuse: 'closed' };
      if (this.book.debt + drawn > ceiling * this.#coinScale) return { refuse: 'ceiling' };
      if (debt + drawn < dust * this.#coinScale) return { refuse: 'tooSmall' };
      if (this.health({ collateral: collateral + pledged, debt: debt + drawn }) < 1) return { refuse: 'unsafe' };
    }
    return {
      moves: [
        { asset, amount, from: 'requester', to: 'vaults' },
        { asset: this.#books.coin, amount: coins, from: 'supply', to: 'requester' },
      ],
      done: () => this.book.change(account, pledged, drawn),
    };
  }

  /** Repays so many coins, no more than are owed, and frees so much; without an amount all when nothing is owed any more. */
  repay(account: number, coins: number, amount: number): IssuerAnswer {
    const { collateral: asset, dust } = this.#terms;
    const { collateral, debt } = this.book.of(account);
    if (collateral === 0) return { refuse: 'unknown' };
    const repaid = Math.min(debt, Math.round(coins * this.#coinScale));
    const left = debt - repaid;
    const freed = amount > 0 ? Math.round(amount * this.#scale) : left === 0 ? collateral : 0;
    if (freed > collateral) return { refuse: 'unknown' };
    if (left > 0 && left < dust * this.#coinScale) return { refuse: 'tooSmall' };
    const isSafe = this.health({ collateral: collateral - freed, debt: left }) >= 1;
    if (freed > 0 && !isSafe) return { refuse: 'unsafe' };
    return {
      moves: [
        { asset: this.#books.coin, amount: repaid / this.#coinScale, from: 'requester', to: 'supply' },
        { asset, amount: freed / this.#scale, from: 'vaults', to: 'requester' },
      ],
      done: () => this.book.change(account, -freed, -repaid),
    };
  }

  /** How far a vault is from its liquidation; below 1 it is unsafe. */
  health({ collateral, debt }: Vault): number {
    return vaultHealth(collateral / this.#scale, debt / this.#coinScale, this.#price(), this.#terms.ratio);
  }

  /** All vaults, in the order of their opening. */
  positions(): readonly DebtPosition[] {
    return Array.from(this.book.entries(), ([account, vault]) => ({
      account,
      asset: this.#terms.collateral,
      collateral: vault.collateral / this.#scale,
      debt: vault.debt / this.#coinScale,
      health: this.health(vault),
    }));
  }
}
