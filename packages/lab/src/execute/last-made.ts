/** Keeps the last few things that were made, by key. */
export class LastMade<Thing> {
  readonly #things = new Map<string, Thing>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Gives the thing of a key, made now unless it was kept. */
  get(key: string, make: () => Thing): Thing {
    const thing = this.#things.get(key) ?? make();
    this.#things.delete(key);
    this.#things.set(key, thing);
    for (const oldest of this.#things.keys()) {
      if (this.#things.size <= this.#most) break;
      this.#things.delete(oldest);
    }
    return thing;
  }
}
