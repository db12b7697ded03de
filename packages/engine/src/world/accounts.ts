/** What is known of one account. */
export interface Account {
  readonly account: number;
  /** Name of the instance, as in `holders[17]`. */
  readonly name: string;
  /** The block of the scenario that it belongs to, and its place in it. */
  readonly className: string;
  readonly place: number;
}

/** The accounts of a run by number, and the classes that they belong to. */
export class Accounts {
  readonly classes: string[] = [];
  readonly #classOf: number[] = [];
  readonly #placeOf: number[] = [];
  readonly #members = new Map<string, number[]>();

  get count(): number {
    return this.#classOf.length;
  }

  /** Opens the next account of a class and returns its number. */
  open(className: string): number {
    let members = this.#members.get(className);
    if (members === undefined) {
      members = [];
      this.#members.set(className, members);
      this.classes.push(className);
    }
    const account = this.#classOf.push(this.classes.indexOf(className)) - 1;
    this.#placeOf.push(members.push(account) - 1);
    return account;
  }

  /** The place in `classes` of an account's class. */
  classIndexOf(account: number): number {
    return this.#classOf[account];
  }

  placeOf(account: number): number {
    return this.#placeOf[account];
  }

  nameOf(account: number): string {
    return `${this.classes[this.#classOf[account]]}[${this.#placeOf[account]}]`;
  }

  members(className: string): readonly number[] {
    return this.#members.get(className) ?? [];
  }
}
