import type { Desk, LenderDesk, View } from '@ebb/sdk';

/** Repays failed borrowers of one lending market, out of what its account has of the asset that they owe most of. */
export class LoanCalls {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #lender: LenderDesk;
  readonly #retryMs: number;
  /** When it called each borrower last. */
  readonly #called = new Map<number, number>();

  constructor(desk: Desk, view: View, name: string, retryMs: number) {
    this.#desk = desk;
    this.#view = view;
    this.#lender = desk.lender(name);
    this.#retryMs = retryMs;
  }

  /** Calls the borrowers that are there to be called, each once in the retry time. */
  look(): void {
    const { view } = this.#lender;
    const { nowMs } = this.#view;
    for (const { account } of view.unhealthy()) {
      if (nowMs < (this.#called.get(account) ?? -Infinity) + this.#retryMs) continue;
      const { holdings } = view.position(account);
      const debt = largest(holdings, ({ asset, borrowed }) => borrowed * view.asset(asset).price);
      const taken = largest(holdings, ({ asset, pledged, supplied }) =>
        pledged && view.asset(asset).collateral ? supplied * view.asset(asset).price : 0,
      );
      if (debt === undefined || taken === undefined) continue;
      const amount = Math.min(debt.borrowed, this.#desk.free(debt.asset, view.venue));
      if (amount > 0 && this.#lender.liquidate(account, debt.asset, taken.asset, amount) !== 0) {
        this.#called.set(account, nowMs);
      }
    }
  }
}

/** The element of the largest worth; undefined where none is worth anything. */
function largest<T>(elements: readonly T[], worth: (element: T) => number): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const element of elements) {
    const value = worth(element);
    if (value > most) [best, most] = [element, value];
  }
  return best;
}
