import { walletName } from '@ebb/clearing';
import type { Side } from '@ebb/sdk';
import type { FakeMarket } from './fake-market.ts';
import type { FakeWorld } from './fake-world.ts';

interface FakePosition {
  size: number;
  entry: number;
}

/** Balances by wallet (`alpha` to trade from, `alpha/spot`, `alpha/earn`) and asset, as a test writes them. */
export type Balances = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What every account of the harness owns, in decimals. */
export class FakeAccounts {
  readonly #world: FakeWorld;
  readonly #initial: Balances;
  readonly #balances = new Map<string, number>();
  readonly #opened = new Set<string>();
  readonly #positions = new Map<string, FakePosition>();

  /** `initial` is what every account begins with. */
  constructor(world: FakeWorld, initial: Balances) {
    this.#world = world;
    this.#initial = initial;
  }

  balance(account: number, asset: string, wallet: string): number {
    return this.#balances.get(`${account} ${wallet} ${asset}`) ?? this.#initial[wallet]?.[asset] ?? 0;
  }

  setBalance(account: number, asset: string, wallet: string, units: number): void {
    this.#balances.set(`${account} ${wallet} ${asset}`, units);
    this.#opened.add(`${account} ${wallet}`);
  }

  /** The name of the wallet that spot orders of an account settle in. */
  spotOf(account: number, venue: string): string {
    const spot = walletName(venue, 'spot');
    return this.#initial[spot] !== undefined || this.#opened.has(`${account} ${spot}`) ? spot : venue;
  }

  /** Signed; the balance of the base asset for a spot market. */
  position(account: number, market: FakeMarket): number {
    if (market.kind === 'spot') return this.balance(account, market.base, this.spotOf(account, market.venue));
    return this.#positions.get(`${account} ${market.id}`)?.size ?? 0;
  }

  /** NaN without a position. */
  entryPrice(account: number, market: FakeMarket): number {
    return this.#positions.get(`${account} ${market.id}`)?.entry ?? NaN;
  }

  setPosition(account: number, market: FakeMarket, size: number, entry: number): void {
    if (market.kind === 'spot') return this.setBalance(account, market.base, this.spotOf(account, market.venue), size);
    const key = `${account} ${market.id}`;
    if (size === 0) this.#positions.delete(key);
    else this.#positions.set(key, { size, entry });
  }

  /** Balance of the settlement asset and the results, at the mark, of open positions; coins of inverse ones do not count. */
  equity(account: number, venue: string): number {
    let equity = this.balance(account, this.#world.settleOf(venue), venue);
    for (const market of this.#world.markets) {
      if (market.venue !== venue || market.kind === 'spot') continue;
      const position = this.#positions.get(`${account} ${market.id}`);
      if (!position) continue;
      const gain = market.gain(position.size, position.entry, market.mark);
      equity += market.inverse ? gain * market.mark : gain;
    }
    return equity;
  }

  /** Initial margin that the positions on a venue need. */
  positionMargin(account: number, venue: string): number {
    let margin = 0;
    for (const market of this.#world.markets) {
      if (market.venue !== venue || market.kind === 'spot') continue;
      margin += market.notional(this.position(account, market), market.mark) * market.initialMargin;
    }
    return margin;
  }

  /** Moves what a fill moves: base against quote, or a position and its realised result; the fee is in what that is in. */
  settle(account: number, market: FakeMarket, side: Side, price: number, size: number, fee: number): void {
    const signed = side === 'buy' ? size : -size;
    const { settle } = market;
    const wallet = market.kind === 'spot' ? this.spotOf(account, market.venue) : market.venue;
    const paid = (change: number): void =>
      this.setBalance(account, settle, wallet, this.balance(account, settle, wallet) + change - fee);
    const before = this.position(account, market);
    if (market.kind === 'spot') {
      this.setBalance(account, market.base, wallet, before + signed);
      return paid(-signed * price);
    }
    const entry = this.entryPrice(account, market);
    const grows = before === 0 || before > 0 === signed > 0;
    const closed = grows ? 0 : Math.min(Math.abs(before), size);
    const after = before + signed;
    let kept = entry;
    if (before === 0 || (!grows && size > Math.abs(before))) kept = price;
    else if (grows) kept = (entry * Math.abs(before) + price * size) / Math.abs(after);
    paid(closed === 0 ? 0 : market.gain(Math.sign(before) * closed, entry, price));
    this.setPosition(account, market, Math.abs(after) < market.lotSize / 2 ? 0 : after, kept);
  }
}
