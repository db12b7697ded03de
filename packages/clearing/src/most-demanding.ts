import type { ClearingHouse } from './clearing-house.ts';
import type { PositionView } from './contracts/liquidation.ts';

/** The position with the largest maintenance margin, the first of equals. */
export function mostDemanding(house: ClearingHouse, positions: readonly PositionView[]): PositionView {
  const need = ({ instrument, maintenanceAtoms }: PositionView): number =>
    house.inSettlement(instrument.settle, maintenanceAtoms);
  return positions.reduce((most, each) => (need(each) > need(most) ? each : most));
}
