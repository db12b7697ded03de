import type { Desk, MarketView } from '@ebb/sdk';
import type { SyntheticTill } from './synthetic-till.ts';

/** Who gets what of an income. */
export interface SyntheticIncomeTerms {
  readonly coin: string;
  readonly stable: string;
  /** Share of a gain that goes to the reserve fund. */
  readonly fundShare: number;
}

/**
 * Funding that the short received less what it paid, dealt out at each settlement: of a gain a share goes to the pot `fund` and
 * the rest, as new coins, to those who staked theirs; a loss comes out of the fund as far as that goes.
 */
export class SyntheticIncome {
  readonly #terms: SyntheticIncomeTerms;
  #sinceSettlement = 0;
  #total = 0;

  constructor(desk: Desk, perp: MarketView, terms: SyntheticIncomeTerms) {
    this.#terms = terms;
    desk.react(desk.funding$, ({ amount, market }) => {
      if (market !== perp.id) return;
      this.#sinceSettlement += amount;
      this.#total += amount;
    });
  }

  /** All of it since the start, in units of the stable asset; negative is a loss. */
  get total(): number {
    return this.#total;
  }

  /** Deals out what came in; stakers get no more than `surplus`, what the backing is above what it owes. */
  deal(till: SyntheticTill, hasStakers: boolean, surplus: number): void {
    const { coin, fundShare, stable } = this.#terms;
    const gain = this.#sinceSettlement;
    this.#sinceSettlement = 0;
    if (gain <= 0) {
      till.move(stable, -gain, 'fund', 'reserve');
      return;
    }
    const toFund = hasStakers ? gain * fundShare : gain;
    const fromCustody = till.move(stable, toFund, 'custody', 'fund');
    till.move(stable, toFund - fromCustody, 'reserve', 'fund');
    const toStakers = Math.min(gain - toFund, surplus);
    if (toStakers > 0) till.moves.push({ asset: coin, amount: toStakers, from: 'supply', to: 'staked' });
  }
}
