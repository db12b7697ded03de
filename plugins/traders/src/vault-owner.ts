import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { DebtPosition, Desk, Issuance, IssuerDesk, IssuerView } from '@ebb/sdk';
import type { MarketView, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import { filter, timer } from 'rxjs';

const params = parameters({
  coin: p.asset({ describe: 'The coin that it borrows of its issuer.' }),
  market: p.market({ describe: 'The spot market of the coin.' }),
  collateral: p.asset({ describe: 'What it pledges.', default: 'ETH' }),
  pledge: p.fraction({ describe: 'Part of its collateral that it pledges at first.', default: '80%', min: 0, max: 1 }),
  ratio: p.number({
    describe: 'Value of collateral to debt that it opens with and comes back to.',
    default: { lognormal: { median: 2.5, sigma: 0.3 }, min: 1.8 },
    min: 1,
  }),
  defend: p.number({ describe: 'Ratio at which it does something about its debt.', default: 1.75, min: 0 }),
  entryWindow: p.duration({ describe: 'Time from the start in which it opens its vault.', default: '10 min' }),
  sellShare: p.fraction({ describe: 'Part of the coins drawn that it sells.', default: '80%', min: 0, max: 1 }),
  sellAt: p.number({ describe: 'Least price over par at which it sells them.', default: 0.995, min: 0 }),
  look: p.duration({ describe: 'Mean time between two looks at its vault.', default: '10 min', min: '1 s' }),
  premium: p.fraction({
    describe: 'Most above par that it pays for coins to save its vault, as the penalty is dearer.',
    default: '13%',
    min: 0,
  }),
  cheap: p.fraction({ describe: 'Discount to par at which it buys coins to repay.', default: '1%', min: 0, max: 1 }),
  dear: p.fraction({ describe: 'Premium to par at which it draws more, and sells it.', default: '2%', min: 0 }),
});

/**
 * Opens a vault at a ratio of its own, and sells coins that it draws. When its ratio has fallen it repays with the coins it has, pledges
 * what it has left, or buys coins, at up to what a liquidation would cost; while coins are cheap it repays, while they are dear it draws more. One whose issuer
 * lends no coins stays out.
 */
@injectable()
class VaultOwner {
  readonly #desk: Desk;
  readonly #market: MarketView;
  readonly #issuer: IssuerView;
  readonly #counter: IssuerDesk;
  readonly #cfg: z.output<typeof params>;
  /** Coins drawn that it means to sell. */
  #forSale = 0;
  #isOut = false;
  /** A request that it waits for. */
  #pending = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    this.#issuer = view.issuer(cfg.coin);
    this.#counter = desk.issuer(cfg.coin);
    desk.react(desk.issuances$.pipe(filter(({ coin }) => coin === cfg.coin)), (told) => this.#hear(told));
    desk.react(timer(rng.uniform() * cfg.entryWindow, clock), () => this.#open());
    desk.react(
      wakeups(clock, () => rng.exponential(cfg.look)),
      () => this.#look(),
    );
  }

  /** Coins that one unit of collateral is worth at the market's value, a coin counting for its par. */
  get #price(): number {
    return 1 / this.#issuer.parIn(this.#cfg.collateral);
  }

  /** The ratio that it comes back to: never below the one at which it acts. */
  get #target(): number {
    return Math.max(this.#cfg.ratio, this.#cfg.defend);
  }

  #open(): void {
    const units = this.#desk.free(this.#cfg.collateral, this.#home) * this.#cfg.pledge;
    this.#draw(units, (units * this.#price) / this.#target);
  }

  #draw(units: number, coins: number): void {
    if (!(coins > 0)) return;
    this.#pending = this.#counter.mint(this.#cfg.collateral, units, { coins });
  }

  #hear({ coins, kind, refusal, request, state }: Issuance): void {
    if (state === 'queued') return;
    if (request === this.#pending) this.#pending = 0;
    if (kind !== 'mint') return;
    if (refusal === 'unsupported') this.#isOut = true;
    if (state !== 'paid' || coins === 0) return;
    this.#forSale += coins * this.#cfg.sellShare;
    this.#sell();
  }

  #look(): void {
    if (this.#isOut || this.#pending !== 0) return;
    const { account } = this.#desk;
    const own = this.#issuer.positions().find((each) => each.account === account);
    if (own === undefined || !(own.debt > 0)) return;
    const now = (own.collateral * this.#price) / own.debt;
    const { bestAsk, bestBid, quote } = this.#market;
    const par = this.#issuer.parIn(quote);
    const { cheap, dear, defend } = this.#cfg;
    // A coin in need is not for sale.
    if (now < defend) return this.#defend(own);
    this.#sell();
    if (bestAsk <= par * (1 - cheap)) this.#repay(own, own.debt, bestAsk);
    else if (bestBid >= par * (1 + dear) && now > this.#target) this.#drawMore(own);
  }

  /** Brings its ratio back to where it began, by the cheapest way that is open. */
  #defend(own: DebtPosition): void {
    const { collateral, premium } = this.#cfg;
    const ratio = this.#target;
    const spare = this.#desk.free(collateral, this.#home);
    const needed = (own.debt * ratio) / this.#price - own.collateral;
    this.#forSale = 0;
    if (this.#desk.free(this.#cfg.coin, this.#home) < own.debt * 0.01 && spare > needed * 0.05) {
      this.#pending = this.#counter.mint(collateral, Math.min(spare, needed));
      return;
    }
    const par = this.#issuer.parIn(this.#market.quote);
    this.#repay(own, own.debt - (own.collateral * this.#price) / ratio, par * (1 + premium));
  }

  /** Repays so many coins, those it has first; then buys what it lacks at up to a price. */
  #repay({ asset, debt }: DebtPosition, coins: number, most: number): void {
    const has = this.#desk.free(this.#cfg.coin, this.#home);
    if (has >= Math.min(coins, debt * 0.01)) {
      this.#pending = this.#counter.redeem(Math.min(has, coins, debt), asset);
      return;
    }
    const { lotSize, open, quote, venue } = this.#market;
    const size = Math.min(coins - has, this.#desk.free(quote, venue) / most);
    if (open && size >= lotSize) this.#desk.limit(this.#market, 'buy', most, size, { timeInForce: 'ioc' });
  }

  /** Draws what its ratio allows. */
  #drawMore(own: DebtPosition): void {
    const room = (own.collateral * this.#price) / this.#target - own.debt;
    if (room > own.debt * 0.02) this.#draw(0, room);
  }

  #sell(): void {
    const { bestBid, lotSize, open, quote } = this.#market;
    const least = this.#issuer.parIn(quote) * this.#cfg.sellAt;
    const size = Math.min(this.#forSale, this.#desk.position(this.#market));
    if (!open || size < lotSize || !(bestBid >= least)) return;
    this.#forSale -= size;
    this.#desk.limit(this.#market, 'sell', least, size, { timeInForce: 'ioc' });
  }

  get #home(): string {
    return this.#issuer.counters[0];
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'vault-owner',
  version: '1.0.0',
  summary: 'Borrows a coin against collateral, defends its vault when risk rises, draws more when the coin is dear.',
  params,
  use: VaultOwner,
});
