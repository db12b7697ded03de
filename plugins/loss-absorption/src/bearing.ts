import { p, positionValueAtoms } from '@ebb/sdk';
import type { FundView, PositionView } from '@ebb/sdk';

/** How far a fund may go: shares of its first balance, and maintenance margins. */
export interface Bearing {
  readonly floor: number;
  readonly cover: number;
}

/** The two parameters of a fund that takes positions over while it can bear them. */
export const bearing = {
  floor: p.fraction({
    describe: 'Share of its first balance below which the equity of the fund may not fall by taking a position over.',
    default: 0,
    min: 0,
    max: 1,
  }),
  cover: p.number({
    describe: 'Equity that the fund needs, in maintenance margins of all it holds with the new position.',
    default: 1,
    min: 0,
  }),
};

/** Equity of a fund after it took a position over at its bankruptcy price; settlement atoms. */
export function equityAfterTakeover(
  { instrument, sizeLots, markTicks, bankruptcyTicks }: PositionView,
  fund: FundView,
): number {
  const paid = positionValueAtoms(instrument, bankruptcyTicks, sizeLots);
  return fund.equityAtoms + positionValueAtoms(instrument, markTicks, sizeLots) - paid;
}

/** Whether a fund that took a position over would have equity, keep its floor and cover the margin of all it holds. */
export function bears(position: PositionView, fund: FundView, { floor, cover }: Bearing): boolean {
  const equity = equityAfterTakeover(position, fund);
  const needed = cover * (fund.maintenanceAtoms + position.maintenanceAtoms);
  return equity > 0 && equity >= floor * fund.initialBalanceAtoms && equity >= needed;
}
