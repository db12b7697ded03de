import { StateHash } from '@ebb/exact';

/** Accounts of one class that the trace can tell apart. */
const PLACES = 0x1000000;

/** The accounts of a run by number, and the classes that they belong to. */
export class Accounts {
  readonly classes: string[] = [];
  readonly #classOf: number[] = [];
  readonly #placeOf: number[] = [];
  readonly #members = new Map<string, number[]>();
  /** What the trace folds in for an account: its class, by a number made from the name, and its place in it. */
  readonly #labels: number[] = [];

  get count(): number {
    return this.#classOf.length;
  }

  /** Makes a class known, if it is not; it may stay without accounts. */
  declare(className: string): number[] {
    let members = this.#members.get(className);
    if (members === undefined) {
      members = [];
      this.#members.set(className, members);
      this.classes.push(className);
    }
    return members;
  }

  /** Opens the next account of a class and returns its number. */
  open(className: string): number {
    const members = this.declare(className);
    const place = members.length;
    const [first] = members;
    const classIndex = first === undefined ? this.classes.indexOf(className) : this.#classOf[first];
    const label = first === undefined ? labelOf(className) : this.#labels[first] + place;
    const account = this.#classOf.push(classIndex) - 1;
    this.#placeOf.push(place);
    this.#labels.push(label);
    members.push(account);
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

  /** A number that depends on the account's name alone, whoever else there is; what is no account stays as it is. */
  labelOf(account: number): number {
    return this.#labels[account] ?? account;
  }

  members(className: string): readonly number[] {
    return this.#members.get(className) ?? [];
  }
}

/** The label of the first account of a class: 29 bits of the name's hash, above the places. */
function labelOf(className: string): number {
  const hash = new StateHash();
  hash.addText(className);
  return (Number.parseInt(hash.digest().slice(0, 8), 16) >>> 3) * PLACES;
}
