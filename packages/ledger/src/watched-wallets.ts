import { growBytes } from './grow.ts';
import { NOTED, TouchList } from './touch-list.ts';

const UNWATCHED = 0;
const MAX_WATCHERS = NOTED - 1;

/**
 * Which wallets have a watcher, and which of those were touched since their watcher last asked: a byte a wallet, its
 * watcher's number plus one and the bit NOTED, and a list for each watcher.
 */
export class WatchedWallets {
  #marks: Uint8Array = new Uint8Array(16);
  readonly #lists: TouchList[] = [];

  /** Makes room for so many wallets, the new ones unwatched. */
  grow(wallets: number): void {
    this.#marks = growBytes(this.#marks, wallets);
  }

  openWatcher(): number {
    if (this.#lists.length === MAX_WATCHERS) throw new RangeError(`a ledger has at most ${MAX_WATCHERS} watchers`);
    return this.#lists.push(new TouchList()) - 1;
  }

  watch(wallet: number, watcher: number): void {
    this.#listOf(watcher);
    const before = this.#marks[wallet];
    if (before === UNWATCHED) this.#marks[wallet] = watcher + 1;
    else if ((before & ~NOTED) !== watcher + 1) throw new RangeError(`wallet ${wallet} has another watcher already`);
  }

  /** Notes a wallet for its watcher, if it has one and is not on the list yet. */
  touch(wallet: number): void {
    const mark = this.#marks[wallet];
    if (mark === UNWATCHED || mark >= NOTED) return;
    this.#marks[wallet] = mark | NOTED;
    this.#lists[mark - 1].add(wallet);
  }

  take(watcher: number, visit: (wallet: number) => void): void {
    this.#listOf(watcher).take(this.#marks, visit);
  }

  #listOf(watcher: number): TouchList {
    if (watcher >>> 0 === watcher && watcher < this.#lists.length) return this.#lists[watcher];
    throw new RangeError(`there is no watcher ${watcher}`);
  }
}
