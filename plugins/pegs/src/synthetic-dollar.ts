import { DESK, ISSUER, PARAMS, PUBLISH, VIEW, definePlugin, inject, injectable } from '@ebb/sdk';
import type {
  Backing,
  Desk,
  IssuerAction,
  IssuerAnswer,
  IssuerBooks,
  IssuerRequest,
  MarketView,
  Move,
  Peg,
  Publish,
  View,
  z,
} from '@ebb/sdk';
import { SyntheticCustody } from './synthetic-custody.ts';
import { SyntheticHedge } from './synthetic-hedge.ts';
import { syntheticHedged } from './synthetic-hedged.ts';
import { SyntheticHoldings } from './synthetic-holdings.ts';
import { SyntheticIncome } from './synthetic-income.ts';
import { syntheticParameters } from './synthetic-parameters.ts';
import { SyntheticStaking } from './synthetic-staking.ts';
import { SyntheticTill } from './synthetic-till.ts';

/**
 * Issues a coin at par against a stable asset or a spot asset. What is not kept liquid is put into the spot asset, and as much
 * of a perpetual is sold, so that the backing does not change with the price. Redemptions are paid from what is liquid; when
 * that runs out they wait while both legs are unwound.
 */
@injectable()
class SyntheticDollar implements Peg {
  readonly actions: readonly string[];
  readonly #books: IssuerBooks;
  readonly #cfg: z.output<typeof syntheticParameters>;
  readonly #publish: Publish;
  readonly #desk: Desk;
  readonly #view: View;
  readonly #stable: string;
  readonly #perp: MarketView;
  readonly #holdings: SyntheticHoldings;
  readonly #custody: SyntheticCustody;
  readonly #hedge: SyntheticHedge;
  readonly #income: SyntheticIncome;
  readonly #staking: SyntheticStaking;

  constructor(
    @inject(ISSUER) books: IssuerBooks,
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(PUBLISH) publish: Publish,
    @inject(PARAMS) cfg: z.output<typeof syntheticParameters>,
  ) {
    this.#holdings = new SyntheticHoldings(books, cfg);
    const { coin, reference: stable } = books;
    const pot = `@${cfg.venue}`;
    const { collateral, hedge, venue } = cfg;
    const spot = marketOf(view, `${collateral}/${stable}@${venue}`, `'collateral' (${collateral})`);
    this.#perp = marketOf(view, `${hedge}/${stable}:${stable}@${venue}`, `'hedge' (${hedge})`);
    this.#books = books;
    this.#cfg = cfg;
    this.#publish = publish;
    this.#desk = desk;
    this.#view = view;
    this.#stable = stable;
    const { cooldown, depthShare, fundShare, hedgeBand: band, hedgeDelay: delayMs, margin, slippage } = cfg;
    this.#custody = new SyntheticCustody(desk, spot, { stable, venue, margin, settleMs: cfg.settleEvery }, view.nowMs);
    const terms = { collateral, pot, band, delayMs, depthShare, slippage };
    this.#hedge = new SyntheticHedge(desk, spot, this.#perp, this.#custody, terms);
    this.#income = new SyntheticIncome(desk, this.#perp, { coin, stable, fundShare });
    this.#staking = new SyntheticStaking(coin, cooldown, () => books.balance(coin, 'staked'));
    this.actions = this.#staking.actions;
  }

  mint(request: IssuerRequest): IssuerAnswer {
    return this.#holdings.mint(request);
  }

  redeem(request: IssuerRequest): IssuerAnswer {
    return this.#holdings.redeem(request);
  }

  act(action: IssuerAction): IssuerAnswer {
    return this.#staking.act(action);
  }

  backing(): Backing {
    return this.#holdings.backing();
  }

  upkeep(nowMs: number): readonly Move[] {
    const till = new SyntheticTill(this.#books);
    const price = this.#books.value(this.#cfg.hedge);
    if (!(price > 0) || !this.#hasWallet()) return [];
    const fund = this.#books.balance(this.#stable, 'fund');
    const backing = this.#books.worth() - fund;
    if (!this.#hedge.isBusy) {
      this.#custody.sweep(till);
      this.#bringHome(till);
      this.#custody.cover(till, Math.min(Math.max(0, this.#hedge.short), this.#holdings.spot), price);
    }
    if (this.#custody.settle(till, Math.max(0, this.#hedge.short), price, nowMs)) {
      this.#income.deal(till, this.#staking.shares > 0, backing + fund - this.#holdings.owed);
    }
    till.move(
      this.#stable,
      this.#holdings.liquidWanted(backing) - till.in(this.#stable, 'reserve'),
      'custody',
      'reserve',
    );
    if (!this.#hedge.isBusy) this.#balance(till, backing, price, nowMs);
    this.#tell(till, backing, price, fund);
    return till.moves;
  }

  #tell(till: SyntheticTill, backing: number, price: number, fund: number): void {
    const { short } = this.#hedge;
    const error = backing > 0 ? (Math.abs(this.#holdings.spot - short) * price) / backing : 0;
    const marginShare = short > 0 ? this.#custody.equity(till) / (short * price) : 0;
    this.#publish(
      syntheticHedged,
      this.#holdings.spot,
      short,
      error,
      marginShare,
      this.#staking.rate,
      this.#income.total,
      fund,
    );
  }

  /** Whether it has a wallet where it trades; opens one, with one unit of the reference, once it has that. */
  #hasWallet(): boolean {
    const { coin } = this.#books;
    const { venue } = this.#cfg;
    try {
      this.#books.balance(this.#stable, `@${venue}`);
      return true;
    } catch {
      const [home] = this.#view.issuer(coin).counters;
      if (this.#books.balance(this.#stable, 'reserve') >= 1) this.#desk.transfer(this.#stable, 1, home, venue);
      return false;
    }
  }

  /** Grows or shrinks both legs towards what is not to be liquid, else mends the mismatch between them. */
  #balance(till: SyntheticTill, backing: number, price: number, nowMs: number): void {
    const { bufferBand, margin, minFunding } = this.#cfg;
    const waiting = this.#books.waitingCoins();
    const held = this.#holdings.spot * price;
    const gap = (backing - this.#holdings.liquidWanted(backing)) / (1 + margin) - held;
    const isShort = waiting > till.in(this.#stable, 'reserve');
    const ratio = this.#holdings.ratio;
    const units = Math.abs(gap) / (price * ratio);
    if (gap > bufferBand * backing && !isShort && !(this.#perp.fundingRate < minFunding)) {
      const spare = till.in(this.#stable, 'reserve') - this.#holdings.liquidWanted(backing);
      const affordable = spare / (price * ratio * (1 + margin) * 1.01);
      if (this.#isMatched(backing, price)) return this.#hedge.grow(till, Math.min(units, affordable), ratio, price);
    } else if (gap < -bufferBand * backing || (gap < 0 && isShort)) return this.#hedge.shrink(till, units, ratio);
    this.#hedge.mend(till, this.#holdings.spot, price, backing, nowMs);
  }

  #isMatched(backing: number, price: number): boolean {
    return Math.abs(this.#holdings.spot - this.#hedge.short) * price <= this.#cfg.hedgeBand * backing;
  }

  /** Takes what was bought from the venue into custody. */
  #bringHome(till: SyntheticTill): void {
    const { collateral, venue } = this.#cfg;
    const most = this.#custody.spendable(till, collateral, this.#books.value(collateral));
    till.move(collateral, most, `@${venue}`, 'custody');
  }
}

/** The market of this name; throws a RangeError that names the parameter it follows from. */
function marketOf(view: View, name: string, parameter: string): MarketView {
  try {
    return view.market(name);
  } catch (error) {
    throw new RangeError(`${parameter} is traded as ${name}, and ${(error as Error).message}`);
  }
}

export default definePlugin({
  kind: 'peg',
  name: 'synthetic-dollar',
  version: '1.0.0',
  summary: 'Backs a coin by a spot asset whose price risk it has sold through a perpetual, as USDe is backed.',
  formula: [
    'backing = spot · price + (entry − mark) · short + liquid stable assets + funding received',
    'spot = short: its value does not change with the price',
    'wanted spot = (1 − buffer) · (backing − waiting) ÷ (1 + margin)',
    'hedge error = |spot − short| · price ÷ backing',
  ].join('\n'),
  sources: [
    'Ethena documentation, "How USDe Works", "Peg Arbitrage Mechanism" and "Solution Design: sUSDe" (2025)',
    'Shares, bands and delays: a choice of this laboratory',
  ],
  params: syntheticParameters,
  use: SyntheticDollar,
});
