const NONE: readonly number[] = [];

/** The resting reduce-only orders of one market by account. */
export class ReduceOnlyOrders {
  readonly #ids = new Map<number, number[]>();

  /** Whether an account has any. */
  has(account: number): boolean {
    return this.#ids.size > 0 && this.#ids.has(account);
  }

  /** The numbers of an account's orders, in the order in which they first came to rest. */
  of(account: number): readonly number[] {
    return this.#ids.get(account) ?? NONE;
  }

  add(account: number, id: number): void {
    const ids = this.#ids.get(account);
    if (ids === undefined) this.#ids.set(account, [id]);
    else ids.push(id);
  }

  remove(account: number, id: number): void {
    const ids = this.#ids.get(account);
    const at = ids?.indexOf(id) ?? -1;
    if (ids === undefined || at < 0) return;
    if (ids.length === 1) this.#ids.delete(account);
    else ids.splice(at, 1);
  }
}
