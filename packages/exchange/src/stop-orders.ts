/** Which price of a market a stop order watches. */
export const triggerSources = { last: 0, mark: 1, index: 2 } as const;

interface Waiting {
  readonly id: number;
  readonly triggerTicks: number;
}

/**
 * The stop orders of one market that wait for one price: buys for it to rise to their trigger, sells for it to fall.
 * They fire nearest trigger first, and in order of arrival at the same one.
 */
export class StopOrders {
  /** Ascending triggers of buys, descending ones of sells; equal ones by arrival. */
  readonly #buys: Waiting[] = [];
  readonly #sells: Waiting[] = [];

  get count(): number {
    return this.#buys.length + this.#sells.length;
  }

  add(id: number, side: number, triggerTicks: number): void {
    const list = side > 0 ? this.#buys : this.#sells;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const before = side > 0 ? list[middle].triggerTicks <= triggerTicks : list[middle].triggerTicks >= triggerTicks;
      if (before) low = middle + 1;
      else high = middle;
    }
    list.splice(low, 0, { id, triggerTicks });
  }

  /** Takes a stop out before it fired. */
  remove(id: number, side: number): void {
    const list = side > 0 ? this.#buys : this.#sells;
    const at = list.findIndex((each) => each.id === id);
    if (at >= 0) list.splice(at, 1);
  }

  /** Takes out and returns the numbers of all stops that this price fires. */
  fire(priceTicks: number): readonly number[] {
    const fired: number[] = [];
    while (this.#buys.length > 0 && this.#buys[0].triggerTicks <= priceTicks) fired.push(this.#buys.shift()!.id);
    while (this.#sells.length > 0 && this.#sells[0].triggerTicks >= priceTicks) fired.push(this.#sells.shift()!.id);
    return fired;
  }
}
