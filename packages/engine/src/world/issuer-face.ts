import type { DebtPosition, IssuerView } from '@ebb/sdk';
import type { Issuer } from '@ebb/issuance';

/** An issuer as anyone sees it: reads what it has published, and its debtors as a chain shows them. */
export class IssuerFace implements IssuerView {
  readonly coin: string;
  readonly reference: string;
  readonly counters: readonly string[];
  readonly #issuer: Issuer;
  readonly #price: (asset: string) => number;

  constructor(issuer: Issuer, price: (asset: string) => number) {
    this.coin = issuer.name.coin;
    this.reference = issuer.reference;
    this.counters = issuer.counters.map(({ venue }) => venue);
    this.#issuer = issuer;
    this.#price = price;
    Object.freeze(this);
  }

  get parity(): number {
    return this.#issuer.parity;
  }

  parIn(asset: string): number {
    const unit = this.reference === '' ? 1 : this.#price(this.reference);
    return (this.parity * unit) / this.#price(asset);
  }

  get backingRatio(): number {
    const [assets, , liabilities] = this.#told;
    return assets / liabilities;
  }

  get liquid(): number {
    return this.#told[1];
  }

  get circulating(): number {
    return this.#told[4] / this.#scale;
  }

  get waiting(): number {
    return this.#told[5] / this.#scale;
  }

  positions(): readonly DebtPosition[] {
    return this.#issuer.positions();
  }

  get #told(): readonly number[] {
    return this.#issuer.reports.latest?.numbers ?? NOTHING;
  }

  get #scale(): number {
    const { assets, index } = this.#issuer.name;
    return assets[index].atomsPerUnit;
  }
}

const NOTHING: readonly number[] = [NaN, NaN, NaN, NaN, NaN, NaN, NaN];
