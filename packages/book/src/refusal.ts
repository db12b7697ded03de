/** Why a command was refused, as negative numbers; a refused command has changed nothing and told the listener nothing. */
export const refusal = {
  badOwner: -1,
  badRef: -2,
  badSide: -3,
  badPrice: -4,
  badSize: -5,
  badTimeInForce: -6,
  badSelfTrade: -7,
  unknownHandle: -8,
  wouldCross: -9,
  cannotFill: -10,
  notInAuction: -11,
  full: -12,
  tooThin: -13,
} as const;

const sentences = new Map<number, string>([
  [refusal.badOwner, 'the owner is not a non-negative safe integer'],
  [refusal.badRef, 'the reference is not a non-negative safe integer'],
  [refusal.badSide, 'the side is neither BUY nor SELL'],
  [refusal.badPrice, 'the price is not a whole number of ticks from 1 to 2147483647'],
  [refusal.badSize, 'the size is not a positive safe integer of lots'],
  [refusal.badTimeInForce, 'the time in force is unknown or does not go with the kind of order'],
  [refusal.badSelfTrade, 'the mode of self-trade prevention is unknown'],
  [refusal.unknownHandle, 'no resting order has this handle'],
  [refusal.wouldCross, 'a post-only order would have traded at once'],
  [refusal.cannotFill, 'a fill-or-kill order could not be filled whole'],
  [refusal.notInAuction, 'only orders that rest are taken during a call auction'],
  [refusal.full, 'the book holds as many orders, or the side as many lots, as can be counted'],
  [refusal.tooThin, 'the book does not hold enough on that side'],
]);

/** Says in words why a command was refused; a code that is not a refusal is an error of the caller and throws a RangeError. */
export function describeRefusal(code: number): string {
  const sentence = sentences.get(code);
  if (sentence === undefined) throw new RangeError(`${code} is not a refusal of the order book`);
  return sentence;
}
