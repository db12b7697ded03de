import type { IssuerAnswer, IssuerRequest, Move } from '@ebb/sdk';
import type { SoftLoans } from './soft-loans.ts';

/** Names and units of what is lent and pledged. */
export interface SoftCounterTerms {
  readonly coin: string;
  readonly collateral: string;
  /** Atoms in a unit of each. */
  readonly coinScale: number;
  readonly scale: number;
  /** Most atoms of debt in all loans. */
  readonly ceiling: number;
}

/** Prices of the moment in atoms of coin for one of collateral (the oracle's and the market's), and the least fee. */
export interface SoftPrices {
  readonly oracle: number;
  readonly market: number;
  readonly fee: number;
}

/** What may be trusted of an amount that was reckoned in decimals, and what an atom may differ by. */
const TOLERANCE = 1e-6;

/** Answers debtors, traders and liquidators: what moves between them, the bands and the supply, all in whole atoms. */
export class SoftCounter {
  readonly #loans: SoftLoans;
  readonly #terms: SoftCounterTerms;

  constructor(loans: SoftLoans, terms: SoftCounterTerms) {
    this.#loans = loans;
    this.#terms = terms;
  }

  /** Opens a loan, or adds collateral or debt to one that is not converting; its place is found anew. */
  lend({ account, amount, coins }: IssuerRequest, { oracle }: SoftPrices): IssuerAnswer {
    const { ceiling, coin, coinScale, collateral: asset, scale } = this.#terms;
    const [pledged, drawn] = [Math.round(amount * scale), Math.round(coins * coinScale)];
    const debt = this.#loans.debtOf(account) + drawn;
    // Without coins it is a pledge on top, which only a debtor can make.
    if (debt === 0) return { refuse: 'unsupported' };
    if (!(oracle > 0)) return { refuse: 'closed' };
    if (this.#loans.isConverting(account)) return { refuse: 'unsafe' };
    if (this.#loans.debt + drawn > ceiling) return { refuse: 'ceiling' };
    const collateral = this.#loans.held(account).y + pledged;
    if (this.#loans.isTooSmall(collateral)) return { refuse: 'tooSmall' };
    const first = this.#loans.firstBand(collateral, debt, oracle);
    if (first === undefined) return { refuse: 'unsafe' };
    return {
      moves: [
        { asset, amount: pledged / scale, from: 'requester', to: 'bands' },
        { asset: coin, amount: drawn / coinScale, from: 'supply', to: 'requester' },
      ],
      done: () => this.#loans.place(account, collateral, debt, first),
    };
  }

  /**
   * Takes coins off a debt and frees collateral. All of the debt frees all; a loan that cannot be placed anew frees of each band
   * at most the part that is repaid, in kind.
   */
  repay({ account, amount, coins }: IssuerRequest, { market, oracle }: SoftPrices): IssuerAnswer {
    const { coin, coinScale, collateral: asset, scale } = this.#terms;
    const debt = this.#loans.debtOf(account);
    if (debt === 0) return { refuse: 'unknown' };
    const repaid = Math.min(debt, Math.round(coins * coinScale));
    if (repaid === debt) return this.#settle(account, 1, debt);
    const { x, y } = this.#loans.held(account);
    const freed = Math.round(amount * scale);
    const kept = y - freed;
    const isFixed = this.#loans.isConverting(account) || this.#loans.isTooSmall(kept);
    const first = isFixed ? undefined : this.#loans.firstBand(kept, debt - repaid, oracle);
    if (first === undefined) {
      if (freed === 0) return this.#settle(account, 0, repaid);
      const part = repaid / debt;
      const isFair = freed <= part * (y + x / market) * (1 + TOLERANCE) + 1;
      return isFair ? this.#settle(account, part, repaid) : { refuse: 'unsafe' };
    }
    return {
      moves: [
        { asset: coin, amount: repaid / coinScale, from: 'requester', to: 'supply' },
        { asset, amount: freed / scale, from: 'bands', to: 'requester' },
      ],
      done: () => this.#loans.place(account, kept, debt - repaid, first),
    };
  }

  /** Trades with the bands: side (1 buys collateral, −1 sells it), units that are given, and the worst price with the fee; 0 is any. */
  exchange(side: number, amount: number, limit: number, { fee, oracle }: SoftPrices): IssuerAnswer {
    if ((side !== 1 && side !== -1) || !(amount > 0 && amount < Infinity) || !(limit >= 0)) {
      return { refuse: 'unsupported' };
    }
    const { coin, coinScale, collateral, scale } = this.#terms;
    const isBuy = side === 1;
    const [gives, gets] = isBuy ? [coin, collateral] : [collateral, coin];
    const [given, got] = isBuy ? [coinScale, scale] : [scale, coinScale];
    const any = isBuy ? Infinity : 0;
    const worst = limit === 0 ? any : (limit * coinScale) / scale;
    const { bands } = this.#loans;
    const trade = bands.quote(isBuy ? 'buy' : 'sell', Math.floor(amount * given), worst, { price: oracle, fee });
    if (trade.got === 0) return { refuse: 'outbid' };
    return {
      moves: [
        { asset: gives, amount: trade.given / given, from: 'requester', to: 'bands' },
        { asset: gets, amount: trade.got / got, from: 'bands', to: 'requester' },
      ],
      done: () => bands.settle(trade),
    };
  }

  /** Lets anyone pay the debt of a loan that has failed and take what its bands hold. */
  liquidate(debtor: number, { oracle }: SoftPrices): IssuerAnswer {
    const debt = this.#loans.debtOf(debtor);
    if (debt === 0) return { refuse: 'unknown' };
    if (!(this.#loans.health(debtor, oracle) < 1)) return { refuse: 'unsafe' };
    return this.#settle(debtor, 1, debt);
  }

  /** Pays debt off with the coins of a part of a loan's bands first and the requester's then, who gets what is left of that part. */
  #settle(debtor: number, part: number, repaid: number): IssuerAnswer {
    const { coin, coinScale, collateral, scale } = this.#terms;
    const { x, y } = this.#loans.held(debtor, part);
    const own = Math.min(x, repaid);
    const coins = (atoms: number, from: string, to: string): Move => {
      return { asset: coin, amount: atoms / coinScale, from, to };
    };
    return {
      moves: [
        coins(own, 'bands', 'supply'),
        coins(repaid - own, 'requester', 'supply'),
        coins(x - own, 'bands', 'requester'),
        { asset: collateral, amount: y / scale, from: 'bands', to: 'requester' },
      ],
      done: () => this.#loans.reduce(debtor, part, repaid),
    };
  }
}
