/** Which price of a market a stop order watches. */
export const triggerSources = { last: 0, mark: 1, index: 2 } as const;

interface Waiting {
  readonly id: number;
  readonly account: number;
  readonly side: number;
  readonly triggerTicks: number;
}

const NONE: readonly number[] = [];

/**
 * The stop orders of one market that wait for one price: buys for it to rise to their trigger, sells for it to fall.
 * They fire nearest trigger first, buys before sells, and in order of arrival at the same one.
 */
export class StopOrders {
  /** The next to fire is the last of its list. */
  readonly #buys: Waiting[] = [];
  readonly #sells: Waiting[] = [];
  /** All of an account's stops, oldest first. */
  readonly #byAccount = new Map<number, Waiting[]>();

  get count(): number {
    return this.#buys.length + this.#sells.length;
  }

  /** Lets an order wait; `side` is 1 for a buy, −1 for a sell. */
  add(id: number, account: number, side: number, triggerTicks: number): void {
    const stop = { id, account, side, triggerTicks };
    const list = this.#listOf(side);
    list.splice(firstNotBeyond(list, side, triggerTicks), 0, stop);
    const own = this.#byAccount.get(account);
    if (own === undefined) this.#byAccount.set(account, [stop]);
    else own.push(stop);
  }

  /** Takes a stop of an account out before it fired; false when it does not wait here. */
  remove(id: number, account: number): boolean {
    const stop = this.#byAccount.get(account)?.find((each) => each.id === id);
    if (stop === undefined) return false;
    const list = this.#listOf(stop.side);
    list.splice(list.indexOf(stop, firstNotBeyond(list, stop.side, stop.triggerTicks)), 1);
    this.#disown(stop);
    return true;
  }

  /** The numbers of an account's stops that wait here, oldest first. */
  of(account: number): readonly number[] {
    return this.#byAccount.get(account)?.map((each) => each.id) ?? NONE;
  }

  /** Takes out and returns the numbers of all stops that this price fires. */
  fire(priceTicks: number): readonly number[] {
    const buys = this.#buys;
    const sells = this.#sells;
    let fired: number[] | null = null;
    for (let next = buys.at(-1); next !== undefined && next.triggerTicks <= priceTicks; next = buys.at(-1)) {
      (fired ??= []).push(next.id);
      buys.pop();
      this.#disown(next);
    }
    for (let next = sells.at(-1); next !== undefined && next.triggerTicks >= priceTicks; next = sells.at(-1)) {
      (fired ??= []).push(next.id);
      sells.pop();
      this.#disown(next);
    }
    return fired ?? NONE;
  }

  #listOf(side: number): Waiting[] {
    return side > 0 ? this.#buys : this.#sells;
  }

  #disown(stop: Waiting): void {
    const own = this.#byAccount.get(stop.account)!;
    if (own.length === 1) this.#byAccount.delete(stop.account);
    else own.splice(own.indexOf(stop), 1);
  }
}

/** The first place in a list whose trigger is not further from the price than the given one: those fire no later. */
function firstNotBeyond(list: readonly Waiting[], side: number, triggerTicks: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (side * (list[middle].triggerTicks - triggerTicks) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
