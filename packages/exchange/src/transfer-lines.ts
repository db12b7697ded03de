/** Transfers that wait for a rule to have capacity: a line for each asset, in which nobody overtakes. */
export class TransferLines {
  /** Numbers of transfers by the asset's index, oldest first; no line is empty. */
  readonly #lines = new Map<number, number[]>();

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  /** Whether anybody waits with this asset. */
  has(asset: number): boolean {
    return this.#lines.has(asset);
  }

  add(asset: number, id: number): void {
    const line = this.#lines.get(asset);
    if (line === undefined) this.#lines.set(asset, [id]);
    else line.push(id);
  }

  /** Lets the oldest of each line go as long as `mayGo` takes them, which is asked until it refuses one of the line. */
  letGo(mayGo: (id: number) => boolean): void {
    for (const [asset, line] of [...this.#lines]) {
      while (line.length > 0 && mayGo(line[0])) line.shift();
      if (line.length === 0) this.#lines.delete(asset);
    }
  }
}
