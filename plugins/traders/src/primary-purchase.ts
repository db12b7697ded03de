import type { DebtPosition, Desk, Issuance, IssuerDesk, IssuerView, View } from '@ebb/sdk';
import { filter } from 'rxjs';

/** What somebody who wants coins has to offer for them. */
export interface PurchaseTerms {
  readonly coin: string;
  /** Coins that are wanted. */
  readonly amount: number;
  /** Assets that are offered, in this order. */
  readonly pays: readonly string[];
  /** Value pledged for each coin of a debt. */
  readonly pledge: number;
}

/**
 * Gets coins from their issuer by whatever the issuer takes: each asset in turn, first in payment and, when that is refused, as a
 * pledge for a debt. So the same people come to the same coins whatever mechanism stands behind them.
 */
export class PrimaryPurchase {
  readonly #desk: Desk;
  readonly #issuer: IssuerView;
  readonly #counter: IssuerDesk;
  readonly #terms: PurchaseTerms;
  /** How often it was refused: after an even number it offers payment, after an odd one a pledge. */
  #refused = 0;
  /** What it pledged for a debt; empty without one. */
  #pledged = '';

  /** `got` is called with the coins that were paid out, each time. Throws for a coin that nobody issues. */
  constructor(desk: Desk, view: View, terms: PurchaseTerms, got: (coins: number) => void = () => {}) {
    this.#desk = desk;
    this.#issuer = view.issuer(terms.coin);
    this.#counter = desk.issuer(terms.coin);
    this.#terms = terms;
    const own$ = desk.issuances$.pipe(filter(({ coin, kind }) => coin === terms.coin && kind === 'mint'));
    desk.react(own$, (told) => this.#hear(told, got));
  }

  /** Offers the next thing that it has; nothing is sent when there is nothing left. */
  ask(): void {
    const { amount, pays, pledge } = this.#terms;
    for (; this.#refused < 2 * pays.length; this.#refused++) {
      const asset = pays[this.#refused >> 1];
      const isDebt = this.#refused % 2 === 1;
      const par = this.#issuer.parIn(asset);
      const units = Math.min(amount * par * (isDebt ? pledge : 1), this.#desk.free(asset, this.#issuer.counters[0]));
      if (!(units > 0)) continue;
      if (this.#counter.mint(asset, units, isDebt ? { coins: units / par / pledge } : {}) !== 0) return;
    }
  }

  /** What it owes, and what lies pledged for it; undefined without a debt. */
  debt(): DebtPosition | undefined {
    if (this.#pledged === '') return undefined;
    const { account } = this.#desk;
    return this.#issuer.positions().find((each) => each.account === account && each.asset === this.#pledged);
  }

  /** Pays coins toward a debt, which frees their part of the pledge. */
  repay(coins: number, { collateral, debt }: DebtPosition): void {
    this.#counter.redeem(coins, this.#pledged, { amount: (collateral * coins) / debt });
  }

  #hear({ asset, coins, state }: Issuance, got: (coins: number) => void): void {
    if (state === 'refused') {
      this.#refused++;
      this.ask();
    } else if (state === 'paid') {
      if (this.#refused % 2 === 1) this.#pledged = asset;
      got(coins);
    }
  }
}
