import { CLOCK, DESK, ISSUER, PARAMS, PUBLISH, VIEW, definePlugin, exp, inject, injectable } from '@ebb/sdk';
import type {
  Backing,
  DebtPosition,
  Desk,
  IssuerAction,
  IssuerAnswer,
  IssuerBooks,
  IssuerRequest,
  Move,
  Peg,
  Publish,
  SchedulerLike,
  View,
  z,
} from '@ebb/sdk';
import { Bands } from './bands.ts';
import { keeperPool } from './keeper-pool.ts';
import { keeperRate } from './keeper-rate.ts';
import { LimitedOracle } from './limited-oracle.ts';
import { PegKeeper } from './peg-keeper.ts';
import { SoftCounter } from './soft-counter.ts';
import type { SoftPrices } from './soft-counter.ts';
import { softLiquidationBands } from './soft-liquidation-bands.ts';
import { softLiquidationParameters } from './soft-liquidation-parameters.ts';
import { SoftLoans } from './soft-loans.ts';

const YEAR_MS = 365 * 86_400_000;

/**
 * Lends the coin against collateral that lies in bands of prices. As the oracle falls through a loan's bands they offer its collateral
 * below the market, so that traders turn it into coins little by little, and back on the way up. A keeper makes
 * coins into a pool above par and unmakes them below.
 */
@injectable()
class SoftLiquidation implements Peg {
  readonly actions = ['exchange', 'liquidate'] as const;
  readonly #books: IssuerBooks;
  readonly #publish: Publish;
  readonly #cfg: z.output<typeof softLiquidationParameters>;
  readonly #oracle: LimitedOracle;
  readonly #bands: Bands;
  readonly #loans: SoftLoans;
  readonly #counter: SoftCounter;
  readonly #keeper: PegKeeper | null = null;
  /** Atoms in a unit of collateral and of coin. */
  readonly #scale: number;
  readonly #coinScale: number;
  /** Interest, as the logarithm of what 1 becomes in a year. */
  #rate = 0;
  #accruedMs: number;

  constructor(
    @inject(ISSUER) books: IssuerBooks,
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PUBLISH) publish: Publish,
    @inject(PARAMS) cfg: z.output<typeof softLiquidationParameters>,
  ) {
    const { amplification, bands, bound, collateral, ema, liquidationDiscount, loanDiscount } = cfg;
    if (collateral === books.coin) throw new RangeError(`'collateral' of ${books.coin} is another asset, not itself`);
    this.#books = books;
    this.#publish = publish;
    this.#cfg = cfg;
    const [scale, coinScale] = [books.atomsPerUnit(collateral), books.atomsPerUnit(books.coin)];
    [this.#scale, this.#coinScale] = [scale, coinScale];
    this.#oracle = new LimitedOracle({ emaMs: ema, bound }, books.value(collateral), view.nowMs);
    this.#bands = new Bands(amplification, this.#price);
    this.#loans = new SoftLoans(this.#bands, { count: bands, loanDiscount, liquidationDiscount });
    this.#counter = new SoftCounter(this.#loans, {
      ...{ coin: books.coin, collateral, coinScale, scale },
      ceiling: cfg.ceiling * coinScale,
    });
    const { keeperCap: cap, keeperDelay: delayMs, keeperShare: share } = cfg;
    const pool = keeperPool(desk, books, view, cfg.pool);
    if (pool !== undefined && cap > 0) this.#keeper = new PegKeeper(desk, books, clock, pool, { delayMs, share, cap });
    this.#accruedMs = view.nowMs;
  }

  mint(request: IssuerRequest): IssuerAnswer {
    if (request.asset !== this.#cfg.collateral) return { refuse: 'unsupported' };
    this.#look(request.nowMs);
    return this.#counter.lend(request, this.#prices);
  }

  redeem(request: IssuerRequest): IssuerAnswer {
    if (request.asset !== this.#cfg.collateral) return { refuse: 'unsupported' };
    this.#look(request.nowMs);
    return this.#counter.repay(request, this.#prices);
  }

  act({ a, action, b, c, nowMs }: IssuerAction): IssuerAnswer {
    this.#look(nowMs);
    if (!(this.#oracle.price > 0)) return { refuse: 'closed' };
    if (action === 'liquidate') return this.#counter.liquidate(a, this.#prices);
    const answer = this.#counter.exchange(a, b, c, this.#prices);
    if (!('moves' in answer)) return answer;
    const done = (): void => {
      answer.done?.();
      this.#oracle.traded(nowMs);
    };
    return { moves: answer.moves, done };
  }

  upkeep(nowMs: number): readonly Move[] {
    this.#look(nowMs);
    if (!(this.#oracle.price > 0)) return [];
    const debt = this.#loans.debt / this.#coinScale;
    const keeperDebt = this.#keeper?.debt ?? 0;
    const price = this.#books.value(this.#books.coin);
    const share = debt > 0 ? keeperDebt / debt : 0;
    this.#rate = keeperRate(price > 0 ? price : 1, share, this.#cfg);
    const { x, y } = this.#bands.total;
    const own = (this.#bands.price(this.#price) * this.#scale) / this.#coinScale;
    this.#publish(
      softLiquidationBands,
      this.#oracle.price,
      own > 0 ? own : 0,
      x / this.#coinScale,
      y / this.#scale,
      debt,
      keeperDebt,
      exp(this.#rate) - 1,
    );
    return this.#keeper?.upkeep(nowMs) ?? [];
  }

  /** Coins in bands are in nobody's hands: they are neither assets nor liabilities. */
  backing(): Backing {
    const assets = this.#books.worth() + (this.#keeper?.worth ?? 0);
    return { assets, liquid: 0, liabilities: this.#books.circulating() };
  }

  positions(): readonly DebtPosition[] {
    const { collateral: asset } = this.#cfg;
    const { market } = this.#prices;
    return Array.from(this.#loans.accounts(), (account) => {
      const { x, y } = this.#loans.held(account);
      return {
        account,
        asset,
        collateral: (y + x / market) / this.#scale,
        debt: this.#loans.debtOf(account) / this.#coinScale,
        health: this.#loans.health(account, this.#price),
      };
    });
  }

  /** Reads the oracle, and adds the interest of the time that has passed. */
  #look(nowMs: number): void {
    const isFirst = !(this.#oracle.price > 0);
    this.#oracle.read(this.#books.value(this.#cfg.collateral), nowMs);
    if (isFirst) this.#bands.base = this.#price;
    this.#loans.grow((this.#rate * (nowMs - this.#accruedMs)) / YEAR_MS);
    this.#accruedMs = nowMs;
  }

  get #prices(): SoftPrices {
    const unit = this.#coinScale / this.#scale;
    const market = this.#books.value(this.#cfg.collateral) * unit;
    return { oracle: this.#price, market, fee: Math.max(this.#cfg.fee, this.#oracle.fee) };
  }

  /** The oracle's price in atoms of coin for one of collateral. */
  get #price(): number {
    return (this.#oracle.price * this.#coinScale) / this.#scale;
  }
}

export default definePlugin({
  kind: 'peg',
  name: 'soft-liquidation',
  version: '1.0.0',
  summary: 'Lends the coin against collateral that traders turn into coins and back as its price moves through bands.',
  formula: [
    'top(n) = base·((A − 1) ÷ A)^n; in a band (f + x)·(g + y) = const, f = A·y0·p² ÷ top, g = (A − 1)·y0·top ÷ p',
    'y0: p·A·y0² − y0·(top·(A − 1)·x ÷ p + p²·A·y ÷ top) − x·y = 0; a band quotes from p³ ÷ top² up',
    'health = (coins at the end of a slow fall·(1 − liquidationDiscount) + value above the bands) ÷ debt, below 1 anyone may liquidate',
    'interest = ln(1 + rate)·e^((1 − price) ÷ sigma − keeper’s debt ÷ debt ÷ target)',
  ].join('\n'),
  sources: [
    'Egorov, "Curve stablecoin design" (October 2022)',
    'curvefi/curve-stablecoin, AMM.vy, Controller.vy, PegKeeper.vy and AggMonetaryPolicy.vy (2023); limit_p_o and get_dynamic_fee of AMM.vy (2024)',
  ],
  params: softLiquidationParameters,
  use: SoftLiquidation,
});
