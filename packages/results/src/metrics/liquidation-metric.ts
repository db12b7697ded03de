import {
  assetTakeover,
  auctionWon,
  deleveraging,
  forcedOrder,
  insurance,
  liquidation,
  lossShared,
  shortfall,
  takeover,
} from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { isBackstop } from '../is-backstop.ts';
import { isVault } from '../is-vault.ts';
import { marketGrids } from '../market-grid.ts';
import { worthIn } from '../worth-in.ts';
import { VenueLosses } from './venue-losses.ts';

/**
 * Measures what clearing did after the warm-up on each venue that settles perpetuals, and what became of its fund. Each lot
 * of an account in liquidation counts once, when it leaves the account: sold on the book or at an auction, taken over, or
 * closed against the other side. What a fund or vault does later with what it took over is no liquidation.
 */
export class LiquidationMetric implements Metric {
  #scoredFromUs = NaN;
  #losses: readonly VenueLosses[] = [];

  start(context: RunContext): void {
    const { scoredFromUs, view, venues } = context;
    this.#scoredFromUs = scoredFromUs;
    const losses = (this.#losses = venues.map((venue) => new VenueLosses(venue)));
    const markets = marketGrids(context).map((grid) => {
      const { settle } = venues[grid.venue];
      return {
        losses: losses[grid.venue],
        /** Amounts of the market's quote and settlement asset in the venue's. */
        quoted: (amount: number): number => amount * worthIn(view, grid.quote, settle),
        settled: (atoms: number): number =>
          atoms === 0 ? 0 : (atoms / grid.settleScale) * worthIn(view, grid.settle, settle),
        grid,
      };
    });
    context.listen(liquidation, (_seq, timeUs, _cause, _origin, place, account) => {
      if (timeUs >= scoredFromUs) losses[place].broke(timeUs, account);
    });
    context.listen(forcedOrder, (_seq, timeUs, _cause, _origin, place, account, _signed, filledLots, atoms) => {
      if (timeUs < scoredFromUs || filledLots === 0 || isBackstop(context, account)) return;
      const { grid, quoted, losses } = markets[place];
      losses.forced(timeUs, quoted(grid.toldNotional(filledLots, atoms)));
    });
    context.listen(takeover, (_seq, timeUs, _cause, _origin, place, account, signedLots, priceTicks, by) => {
      if (timeUs < scoredFromUs || isBackstop(context, account)) return;
      const { grid, quoted, losses } = markets[place];
      losses.tookOver(timeUs, quoted(grid.notional(signedLots, priceTicks)), isVault(context, by));
    });
    context.listen(assetTakeover, (_seq, timeUs, _cause, _origin, place, account, _asset, _atoms, valueAtoms, by) => {
      if (timeUs < scoredFromUs || isBackstop(context, account)) return;
      losses[place].tookOver(timeUs, Math.abs(valueAtoms) / venues[place].settleScale, isVault(context, by));
    });
    context.listen(auctionWon, (_seq, timeUs, _cause, _origin, place, _auction, _keeper, signedLots, priceTicks) => {
      if (timeUs < scoredFromUs) return;
      const { grid, quoted, losses } = markets[place];
      const gap = 1 - grid.price(priceTicks) / view.markets[place].mark;
      losses.auctioned(timeUs, quoted(grid.notional(signedLots, priceTicks)), signedLots > 0 ? gap : -gap);
    });
    context.listen(
      deleveraging,
      (_seq, timeUs, _cause, origin, place, account, bankrupt, lots, ticks, _realised, lostAtoms, deficitAtoms) => {
        if (timeUs < scoredFromUs) return;
        const { grid, quoted, settled, losses } = markets[place];
        const notional = quoted(grid.notional(lots, ticks));
        losses.deleveraged(timeUs, account, notional, settled(lostAtoms), isBackstop(context, bankrupt));
        losses.wasShortOf(bankrupt, origin, deficitAtoms);
      },
    );
    context.listen(insurance, (_seq, timeUs, _cause, _origin, place, _account, changeAtoms) => {
      if (timeUs >= scoredFromUs) losses[place].fundChanged(changeAtoms);
    });
    context.listen(shortfall, (_seq, timeUs, _cause, _origin, place, _account, deficitAtoms) => {
      if (timeUs >= scoredFromUs) losses[place].fellShort(deficitAtoms);
    });
    context.listen(lossShared, (_seq, timeUs, _cause, _origin, place, _account, _bankrupt, atoms) => {
      if (timeUs >= scoredFromUs) losses[place].shared(atoms);
    });
  }

  values(): readonly MetricValue[] {
    return this.#losses.flatMap((losses) => losses.values(this.#scoredFromUs));
  }
}
