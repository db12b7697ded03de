import { atomsAtOrBelow } from '@ebb/ledger';
import type { Asset, Ledger } from '@ebb/ledger';
import type { IssuerBooks } from './contracts/peg.ts';
import type { IssuerHoldings } from './counter.ts';
import type { Pots } from './pots.ts';

/** What an issuer's books are read from. */
export interface BooksParts {
  readonly ledger: Ledger;
  readonly coin: Asset;
  /** Symbols of all coins that the issuer makes. */
  readonly coins: readonly string[];
  readonly reference: string;
  readonly account: number;
  readonly pots: Pots;
  readonly holdings: IssuerHoldings;
  readonly waitingAtoms: () => number;
  readonly offer: (asset: number, amountAtoms: number, debtAtoms: number, endsMs: number) => number;
  readonly sold: (lot: number, account: number, amount: number, paidAtoms: number, closed: boolean) => void;
}

/** The books of one issuer, in units, always up to date. */
export class Books implements IssuerBooks {
  readonly coin: string;
  readonly reference: string;
  readonly coins: readonly string[];
  readonly account: number;
  readonly #parts: BooksParts;
  readonly #assets: ReadonlyMap<string, Asset>;

  constructor(parts: BooksParts) {
    this.#parts = parts;
    this.coin = parts.coin.symbol;
    this.reference = parts.reference;
    this.coins = parts.coins;
    this.account = parts.account;
    this.#assets = new Map(parts.ledger.assets.map((asset) => [asset.symbol, asset]));
  }

  circulating(coin = this.coin): number {
    const { index, atomsPerUnit } = this.#asset(coin);
    return (this.#parts.ledger.supply(index) - this.#ownedAtoms(index)) / atomsPerUnit;
  }

  atomsPerUnit(asset: string): number {
    return this.#asset(asset).atomsPerUnit;
  }

  balance(asset: string, pot: string): number {
    const { index, atomsPerUnit } = this.#asset(asset);
    return this.#parts.ledger.balance(this.#parts.pots.walletOf(pot), index) / atomsPerUnit;
  }

  owned(asset: string): number {
    const { index, atomsPerUnit } = this.#asset(asset);
    return this.#ownedAtoms(index) / atomsPerUnit;
  }

  equity(venue: string): number {
    return this.#parts.holdings.equity(venue);
  }

  setAside(asset: string): number {
    const { index, atomsPerUnit } = this.#asset(asset);
    return this.#parts.ledger.balance(this.#parts.pots.payouts, index) / atomsPerUnit;
  }

  waitingCoins(): number {
    return this.#parts.waitingAtoms() / this.#parts.coin.atomsPerUnit;
  }

  value(asset: string): number {
    const { holdings } = this.#parts;
    const unit = this.reference === '' ? 1 : holdings.value(this.reference);
    return holdings.value(asset) / unit;
  }

  worth(): number {
    const { coins, holdings } = this.#parts;
    const unit = this.reference === '' ? 1 : holdings.value(this.reference);
    let sum = holdings.unrealised() / unit;
    for (const { symbol, index, atomsPerUnit } of this.#assets.values()) {
      // A coin of one's own is a promise to oneself.
      if (coins.includes(symbol)) continue;
      const atoms = this.#ownedAtoms(index);
      if (atoms !== 0) sum += (atoms / atomsPerUnit) * this.value(symbol);
    }
    return sum;
  }

  offer(asset: string, amount: number, debt: number, endsMs: number): number {
    const { offer, coin } = this.#parts;
    const lot = this.#asset(asset);
    return offer(lot.index, atomsAtOrBelow(lot, amount), atomsAtOrBelow(coin, debt), endsMs);
  }

  sold(lot: number, account: number, amount: number, paid: number, closed: boolean): void {
    this.#parts.sold(lot, account, amount, atomsAtOrBelow(this.#parts.coin, paid), closed);
  }

  #ownedAtoms(asset: number): number {
    let atoms = 0;
    for (const wallet of this.#parts.pots.wallets()) atoms += this.#parts.ledger.balance(wallet, asset);
    return atoms;
  }

  #asset(symbol: string): Asset {
    const asset = this.#assets.get(symbol);
    if (asset === undefined) throw new RangeError(`there is no asset '${symbol}'`);
    return asset;
  }
}
