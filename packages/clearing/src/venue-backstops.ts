import type { PerpInstrument } from '@ebb/ledger';
import type { Backstop } from './backstop.ts';

/** The funds and the vault of one venue. */
export class VenueBackstops {
  readonly shared: Backstop;
  readonly vault: Backstop | null;
  readonly #own: ReadonlyMap<number, Backstop>;
  readonly #all: readonly Backstop[];
  readonly #accounts: ReadonlySet<number>;

  /** `own` holds the funds of instruments that have one of their own, by instrument index. */
  constructor(shared: Backstop, own: ReadonlyMap<number, Backstop>, vault: Backstop | null) {
    this.shared = shared;
    this.vault = vault;
    this.#own = own;
    const byIndex = [...own.entries()].sort(([a], [b]) => a - b).map(([, fund]) => fund);
    this.#all = [shared, ...byIndex, ...(vault === null ? [] : [vault])];
    this.#accounts = new Set(this.#all.map(({ account }) => account));
  }

  /** The fund that stands behind an instrument: its own, or the shared one. */
  of({ index }: PerpInstrument): Backstop {
    return this.#own.get(index) ?? this.shared;
  }

  /** Whether an account is one of them: they are not watched, deleveraged for others or charged for losses. */
  has(account: number): boolean {
    return this.#accounts.has(account);
  }

  /** All of them: the shared fund, those of instruments by rising index, the vault. */
  all(): readonly Backstop[] {
    return this.#all;
  }
}
