import type { View } from '@ebb/sdk';

/**
 * How many units of one asset a unit of another is worth now, by their outside values; one that the scenario gives no value
 * counts as one unit of account.
 */
export function worthIn(view: Pick<View, 'value'>, of: string, unit: string): number {
  return of === unit ? 1 : valueOf(view, of) / valueOf(view, unit);
}

function valueOf(view: Pick<View, 'value'>, asset: string): number {
  const value = view.value(asset);
  return Number.isFinite(value) ? value : 1;
}
