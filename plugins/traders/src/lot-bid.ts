/**
 * A bid for a lot at a price of one's own: for all of it, or, when that is worth more than the debt, for as much as the debt buys. When
 * coins are short the price is what they are enough for, null below the `least` part of one's price, or with none.
 */
export function lotBid(
  amount: number,
  debt: number,
  price: number,
  coins: number,
  least: number,
): { readonly amount: number; readonly price: number } | null {
  if (price === 0) return { amount, price };
  const wanted = Math.min(debt, amount * price);
  if (coins >= wanted) return { amount: Math.min(amount, debt / price), price };
  if (!(coins > 0) || coins < wanted * least) return null;
  return { amount, price: coins / amount };
}
