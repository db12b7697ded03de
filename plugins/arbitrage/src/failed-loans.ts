import type { DebtPosition, IssuerView } from '@ebb/sdk';

/** Loans of one issuer that have failed and are worth more than they cost, and which of them to leave alone for a while. */
export class FailedLoans {
  readonly #issuer: IssuerView;
  readonly #asset: string;
  readonly #retryMs: number;
  /** Until when a debtor is left alone. */
  readonly #restsUntil = new Map<number, number>();

  constructor(issuer: IssuerView, asset: string, retryMs: number) {
    this.#issuer = issuer;
    this.#asset = asset;
    this.#retryMs = retryMs;
  }

  /**
   * The failed loan that brings most: what its collateral sells for less what its debt costs, when that exceeds `edge` of the cost.
   * `worth` is quote units for one of collateral, `cost` for one coin; of debts above `affordable` coins none is taken. Null when there is none.
   */
  best(worth: number, cost: number, edge: number, affordable: number, nowMs: number): DebtPosition | null {
    let found: DebtPosition | null = null;
    let most = 0;
    for (const position of this.#issuer.positions()) {
      const { account, asset, collateral, debt, health } = position;
      if (!(health < 1) || asset !== this.#asset || nowMs < (this.#restsUntil.get(account) ?? -Infinity)) continue;
      const gain = collateral * worth - debt * cost * (1 + edge);
      if (gain > most && debt <= affordable) [found, most] = [position, gain];
    }
    return found;
  }

  /** Leaves a debtor alone for a while. */
  refused(account: number, nowMs: number): void {
    this.#restsUntil.set(account, nowMs + this.#retryMs);
  }
}
