import { ISSUER, PARAMS, VIEW, definePlugin, inject, injectable, pow } from '@ebb/sdk';
import type { Backing, DebtPosition, IssuerAction, IssuerAnswer, IssuerBooks } from '@ebb/sdk';
import type { IssuerRequest, Move, Peg, View, z } from '@ebb/sdk';
import { AuctionHouse } from './auction-house.ts';
import type { AuctionLot, CollateralAuction } from './collateral-auction.ts';
import { DelayedPrice } from './delayed-price.ts';
import { DutchAuction } from './dutch-auction.ts';
import { FlipAuction } from './flip-auction.ts';
import { StableDoor } from './stable-door.ts';
import { SystemDebt } from './system-debt.ts';
import { VaultDesk } from './vault-desk.ts';
import { vaultParameters } from './vault-parameters.ts';

const YEAR_MS = 365 * 86_400_000;

/**
 * Lends the coin to owners of vaults against collateral, charges them a fee, and sells the collateral of those whose vault is unsafe at
 * the oracle's price. Coins paid in auctions unmake the debt that was taken over; what is missing stays as the system's debt.
 */
@injectable()
class VaultBacked implements Peg {
  readonly actions = ['bid'] as const;
  readonly #books: IssuerBooks;
  readonly #cfg: z.output<typeof vaultParameters>;
  readonly #desk: VaultDesk;
  readonly #oracle: DelayedPrice;
  readonly #house: AuctionHouse;
  readonly #door: StableDoor;
  readonly #system = new SystemDebt();
  /** Atoms in a unit of collateral and of coin. */
  readonly #scale: number;
  readonly #coinScale: number;
  #drippedMs: number;

  constructor(
    @inject(ISSUER) books: IssuerBooks,
    @inject(VIEW) view: View,
    @inject(PARAMS) cfg: z.output<typeof vaultParameters>,
  ) {
    const { collateral, delay, psmCap, tin, tout } = cfg;
    if (collateral === books.coin) throw new RangeError(`'collateral' of ${books.coin} is another asset, not itself`);
    this.#books = books;
    this.#cfg = cfg;
    this.#scale = books.atomsPerUnit(collateral);
    this.#coinScale = books.atomsPerUnit(books.coin);
    this.#oracle = new DelayedPrice(delay, books.value(collateral), view.nowMs);
    this.#desk = new VaultDesk(books, cfg, () => this.#oracle.current);
    this.#house = new AuctionHouse(books, collateral, (lot, nowMs) => this.#auctionOf(lot, nowMs));
    this.#door = new StableDoor(books, psmCap, tin, tout);
    this.#drippedMs = view.nowMs;
  }

  /** Coins that nobody owes. */
  get systemDebt(): number {
    return this.#system.atoms / this.#coinScale;
  }

  mint({ account, amount, asset, coins }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#cfg.collateral) return this.#door.mint(asset, amount, coins);
    return this.#desk.draw(account, amount, coins);
  }

  redeem({ account, amount, asset, coins }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#cfg.collateral) return this.#door.redeem(asset, coins, amount);
    return this.#desk.repay(account, coins, amount);
  }

  act(action: IssuerAction): IssuerAnswer {
    return this.#house.bid(action);
  }

  upkeep(nowMs: number): readonly Move[] {
    this.#oracle.poke(this.#books.value(this.#cfg.collateral), nowMs);
    const { coin } = this.#books;
    const fees = this.#drip(nowMs);
    const seized = this.#liquidate(nowMs);
    const won = this.#house.upkeep(nowMs);
    const surplus = Math.round(this.#books.balance(coin, 'surplus') * this.#coinScale) + fees;
    const healed = this.#system.heal(surplus);
    return [
      { asset: coin, amount: fees / this.#coinScale, from: 'supply', to: 'surplus' },
      { asset: this.#cfg.collateral, amount: seized / this.#scale, from: 'vaults', to: 'lots' },
      ...won,
      { asset: coin, amount: healed / this.#coinScale, from: 'surplus', to: 'supply' },
    ];
  }

  backing(): Backing {
    return { assets: this.#books.worth(), liquid: this.#door.liquid, liabilities: this.#books.circulating() };
  }

  positions(): readonly DebtPosition[] {
    return this.#desk.positions();
  }

  /** Adds the fee of the time that has passed to all debts, as coins of the surplus; returns their atoms. */
  #drip(nowMs: number): number {
    const { drip, fee } = this.#cfg;
    const periods = Math.floor((nowMs - this.#drippedMs) / drip);
    if (periods === 0) return 0;
    this.#drippedMs += periods * drip;
    return this.#desk.book.grow(pow(1 + fee, (periods * drip) / YEAR_MS) - 1);
  }

  /** Takes unsafe vaults over and offers their collateral, as far as `hole` lets it; returns the atoms of collateral. */
  #liquidate(nowMs: number): number {
    const { hole, lot, penalty } = this.#cfg;
    const { book } = this.#desk;
    let room = hole * this.#coinScale - this.#house.raising;
    let seized = 0;
    const most = lot > 0 ? Math.round(lot * this.#scale) : Infinity;
    for (const [account, vault] of [...book.entries()]) {
      if (!(this.#desk.health(vault) < 1)) continue;
      for (let { collateral, debt } = vault; debt > 0 && room > 0;) {
        const sold = Math.min(collateral, most);
        // The last lot takes what rounding left.
        const owed = sold === collateral ? debt : Math.min(debt, Math.floor((debt * sold) / collateral));
        const raised = Math.ceil(owed * (1 + penalty));
        book.change(account, -sold, -owed);
        this.#house.sell({ owner: account, collateral: sold, debt: raised }, nowMs);
        this.#system.take(owed);
        seized += sold;
        room -= raised;
        collateral -= sold;
        debt -= owed;
      }
    }
    return seized;
  }

  #auctionOf(lot: AuctionLot, nowMs: number): CollateralAuction {
    const { auction, beg, buf, cusp, cut, dust, penalty, step, tail, tau, ttl } = this.#cfg;
    if (auction === 'flip') return new FlipAuction(lot, { beg, ttlMs: ttl, tauMs: tau }, nowMs);
    const top = (this.#oracle.current * buf * this.#coinScale) / this.#scale;
    const least = Math.ceil(dust * (1 + penalty) * this.#coinScale);
    return new DutchAuction(lot, { stepMs: step, cut, tailMs: tail, cusp, least }, top, nowMs);
  }
}

export default definePlugin({
  kind: 'peg',
  name: 'vault-backed',
  version: '1.0.0',
  summary: 'Lends the coin against collateral in vaults, and sells the collateral of unsafe ones to bidders.',
  formula:
    'safe while collateral·price ≥ ratio·debt, price one oracle step late; flip: bids up by beg to debt·(1 + penalty), then lots down; dutch: price·buf·cut^⌊t ÷ step⌋',
  sources: [
    'MakerDAO, dss: vat.sol, jug.sol, cat.sol and flip.sol (2019), dog.sol, clip.sol and abaci.sol (2021)',
    'MakerDAO, osm.sol and dss-psm',
    'MakerDAO, Auction Parameter Derivations (forum, November 2019): lots of 50 ETH',
  ],
  params: vaultParameters,
  use: VaultBacked,
});
