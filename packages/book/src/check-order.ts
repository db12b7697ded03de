import { MARKET } from './order-book.ts';
import { refusal } from './refusal.ts';
import { BUY, SELL } from './side.ts';
import { timeInForce } from './time-in-force.ts';

/** Whether a number can be a price: a whole number of ticks from 1 to `MAX_PRICE_TICKS`. */
export function isPrice(priceTicks: number): boolean {
  return priceTicks > 0 && (priceTicks | 0) === priceTicks;
}

/** Whether a number can be the size of an order: a positive safe integer. */
export function isSize(sizeLots: number): boolean {
  return sizeLots > 0 && Number.isSafeInteger(sizeLots);
}

/** Whether a number can be an owner or a reference: a non-negative safe integer. */
export function isId(id: number): boolean {
  return id >= 0 && Number.isSafeInteger(id);
}

/** Judges the fields of an order on their own: 0 if they can be an order, else the refusal. */
export function checkOrder(
  owner: number,
  ref: number,
  side: number,
  priceTicks: number,
  sizeLots: number,
  tif: number,
  stp: number,
): number {
  if (!isId(owner)) return refusal.badOwner;
  if (!isId(ref)) return refusal.badRef;
  if (side !== BUY && side !== SELL) return refusal.badSide;
  if (!isSize(sizeLots)) return refusal.badSize;
  if (!(tif >= 0 && tif <= 3) || (tif | 0) !== tif) return refusal.badTimeInForce;
  if (!(stp >= 0 && stp <= 3) || (stp | 0) !== stp) return refusal.badSelfTrade;
  if (priceTicks === MARKET) return tif === timeInForce.postOnly ? refusal.badTimeInForce : 0;
  return isPrice(priceTicks) ? 0 : refusal.badPrice;
}
