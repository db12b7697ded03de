import type { DebtPosition, IssuerView } from '@ebb/sdk';

/** An issuer as a test begins with it; all optional. */
export interface IssuerSetup {
  /** Venues with a counter, its home first; the first venue of the harness when absent. */
  readonly counters?: readonly string[];
  readonly reference?: string;
  readonly parity?: number;
  /** What its latest report says, in units of the reference and of the coin. */
  readonly assets?: number;
  readonly liquid?: number;
  readonly liabilities?: number;
  readonly circulating?: number;
  readonly waiting?: number;
  /** The words that it takes as actions. */
  readonly actions?: readonly string[];
  readonly positions?: readonly DebtPosition[];
}

/** An issuer as agents see it, its numbers set by hand. */
export class FakeIssuer implements IssuerView {
  readonly reference: string;
  readonly counters: readonly string[];
  readonly actions: readonly string[];
  parity: number;
  assets: number;
  liquid: number;
  liabilities: number;
  circulating: number;
  waiting: number;
  debts: readonly DebtPosition[];
  readonly #price: (asset: string) => number;

  constructor(
    readonly coin: string,
    setup: IssuerSetup,
    firstVenue: string,
    price: (asset: string) => number,
  ) {
    this.#price = price;
    this.counters = setup.counters ?? [firstVenue];
    this.reference = setup.reference ?? '';
    this.actions = setup.actions ?? [];
    this.parity = setup.parity ?? 1;
    this.assets = setup.assets ?? NaN;
    this.liquid = setup.liquid ?? NaN;
    this.liabilities = setup.liabilities ?? NaN;
    this.circulating = setup.circulating ?? NaN;
    this.waiting = setup.waiting ?? NaN;
    this.debts = setup.positions ?? [];
  }

  parIn(asset: string): number {
    const unit = this.reference === '' ? 1 : this.#price(this.reference);
    return (this.parity * unit) / this.#price(asset);
  }

  get backingRatio(): number {
    return this.assets / this.liabilities;
  }

  positions(): readonly DebtPosition[] {
    return this.debts;
  }

  /** The venue of a counter: the home when absent. Throws for one without a counter. */
  at(venue: string = this.counters[0]): string {
    if (this.counters.includes(venue)) return venue;
    throw new RangeError(
      `the issuer of ${this.coin} has no counter on '${venue}'; it has on ${this.counters.join(', ')}`,
    );
  }

  /** Throws for a word that is no action of the issuer. */
  checkAction(action: string): void {
    if (!this.actions.includes(action)) throw new RangeError(`the issuer of ${this.coin} knows no action '${action}'`);
  }
}
