import { growInts } from './grow.ts';

/** What a wallet is opened with; `owner` is a 32-bit integer that means something to the caller. */
export interface WalletDeclaration {
  readonly owner: number;
  /** As in `alpha/holders[17]`, `alpha/fees`, `dust`; a label, which need not be unique. */
  readonly name: string;
  /** Lets the balance go below zero: clearing accounts, insurance funds that borrow, the outside. */
  readonly mayGoNegative?: boolean;
}

const NO_ORDINAL = -1;
const LARGEST_ORDINAL = 2147483647;

/**
 * The wallets of a ledger by number: whose they are, what they are called, whether they may go negative.
 * A name is kept as its class (`alpha/holders`) and an ordinal (17), so that a million wallets cost no million strings.
 */
export class WalletRegistry {
  #count = 0;
  #owners: Int32Array = new Int32Array(16);
  #classes: Int32Array = new Int32Array(16);
  #ordinals: Int32Array = new Int32Array(16);
  #mayGoNegative: Int32Array = new Int32Array(16);
  readonly #classNames: string[] = [];
  readonly #classIds = new Map<string, number>();

  get count(): number {
    return this.#count;
  }

  /** The names of all classes, at their numbers. */
  get classNames(): readonly string[] {
    return this.#classNames;
  }

  open({ owner, name, mayGoNegative = false }: WalletDeclaration): number {
    if ((owner | 0) !== owner) throw new RangeError(`the owner of wallet ${name} is a 32-bit integer, not ${owner}`);
    if (name === '') throw new RangeError('a wallet has a name');
    const wallet = this.#count;
    const [className, ordinal] = splitName(name);
    this.#owners = growInts(this.#owners, wallet + 1);
    this.#classes = growInts(this.#classes, wallet + 1);
    this.#ordinals = growInts(this.#ordinals, wallet + 1);
    this.#mayGoNegative = growInts(this.#mayGoNegative, wallet + 1);
    this.#owners[wallet] = owner;
    this.#classes[wallet] = this.#classId(className);
    this.#ordinals[wallet] = ordinal;
    this.#mayGoNegative[wallet] = mayGoNegative ? 1 : 0;
    this.#count = wallet + 1;
    return wallet;
  }

  /** Whether the number is a wallet's. */
  has(wallet: number): boolean {
    return wallet >>> 0 === wallet && wallet < this.#count;
  }

  ownerOf(wallet: number): number {
    return this.#owners[wallet];
  }

  classOf(wallet: number): number {
    return this.#classes[wallet];
  }

  mayGoNegative(wallet: number): boolean {
    return this.#mayGoNegative[wallet] === 1;
  }

  nameOf(wallet: number): string {
    const className = this.#classNames[this.#classes[wallet]];
    const ordinal = this.#ordinals[wallet];
    return ordinal === NO_ORDINAL ? className : `${className}[${ordinal}]`;
  }

  #classId(className: string): number {
    let id = this.#classIds.get(className);
    if (id === undefined) {
      id = this.#classNames.push(className) - 1;
      this.#classIds.set(className, id);
    }
    return id;
  }
}

/** `alpha/holders[17]` is number 17 of `alpha/holders`; any name of another shape is a class of its own. */
function splitName(name: string): [string, number] {
  const match = /^(.+)\[(0|[1-9]\d{0,9})\]$/.exec(name);
  if (!match || Number(match[2]) > LARGEST_ORDINAL) return [name, NO_ORDINAL];
  return [match[1], Number(match[2])];
}
