/** Children of a node: one for each value of ten bits of the key. */
const FAN = 1024;
const WORDS = FAN / 32;
/** A node in the array: its children, one bit for each child that is there, one bit for each such word that is not zero. */
const SUMMARY = FAN + WORDS;
const STRIDE = SUMMARY + 1;
/** The root has 2048 children, for the upper eleven of 31 bits; they lie apart. */
const ROOT_FAN = 2048;

/**
 * A sorted map from keys of 31 bits to positive integers, for keys that lie close together with a few far away.
 *
 * A radix tree of three levels (11, 10 and 10 bits) with bitmaps: each operation touches three nodes at most, whatever the distance
 * between keys, and a node without keys goes back to a free list, so that memory follows the keys that are there and not the range
 * that they once covered.
 */
export class KeyTree {
  readonly #root = new Int32Array(ROOT_FAN);
  readonly #rootBits = new Int32Array(ROOT_FAN / 32);
  /** All nodes, by the index of their first child; the first stride is left unused, as 0 means none. */
  #nodes = new Int32Array(4 * STRIDE);
  #end = STRIDE;
  #free = 0;

  /** The value at a key, 0 if there is none. */
  get(key: number): number {
    const nodes = this.#nodes;
    const middle = this.#root[key >>> 20];
    if (middle === 0) return 0;
    const leaf = nodes[middle + ((key >>> 10) & (FAN - 1))];
    return leaf === 0 ? 0 : nodes[leaf + (key & (FAN - 1))];
  }

  /** Gives a key that has no value one, which is a positive integer of 31 bits. */
  insert(key: number, value: number): void {
    const top = key >>> 20;
    let middle = this.#root[top];
    if (middle === 0) {
      middle = this.#newNode();
      this.#root[top] = middle;
      this.#rootBits[top >> 5] = this.#rootBits[top >> 5] | (1 << (top & 31));
    }
    const mid = (key >>> 10) & (FAN - 1);
    let leaf = this.#nodes[middle + mid];
    if (leaf === 0) {
      leaf = this.#newNode();
      this.#setChild(middle, mid, leaf);
    }
    this.#setChild(leaf, key & (FAN - 1), value);
  }

  /** Takes the value from a key that has one. */
  remove(key: number): void {
    const top = key >>> 20;
    const mid = (key >>> 10) & (FAN - 1);
    const middle = this.#root[top];
    const leaf = this.#nodes[middle + mid];
    if (this.#clearChild(leaf, key & (FAN - 1))) return;
    this.#freeNode(leaf);
    if (this.#clearChild(middle, mid)) return;
    this.#freeNode(middle);
    this.#root[top] = 0;
    this.#rootBits[top >> 5] = this.#rootBits[top >> 5] & ~(1 << (top & 31));
  }

  /** The value at the greatest key below this one, 0 if there is none. */
  below(key: number): number {
    const nodes = this.#nodes;
    const top = key >>> 20;
    const middle = this.#root[top];
    if (middle !== 0) {
      const mid = (key >>> 10) & (FAN - 1);
      const leaf = nodes[middle + mid];
      if (leaf !== 0) {
        const before = this.#childBefore(leaf, key & (FAN - 1));
        if (before >= 0) return nodes[leaf + before];
      }
      const before = this.#childBefore(middle, mid);
      if (before >= 0) return this.#last(nodes[middle + before]);
    }
    const before = this.#rootBefore(top);
    if (before < 0) return 0;
    const node = this.#root[before];
    return this.#last(nodes[node + this.#childBefore(node, FAN)]);
  }

  /** The 32-bit words that the tree takes. */
  get words(): number {
    return this.#nodes.length + ROOT_FAN + ROOT_FAN / 32;
  }

  #last(leaf: number): number {
    return this.#nodes[leaf + this.#childBefore(leaf, FAN)];
  }

  /** The last child of a node before an index (0 to FAN), −1 if there is none. */
  #childBefore(node: number, index: number): number {
    const nodes = this.#nodes;
    const word = index >> 5;
    if (word < WORDS) {
      const bits = nodes[node + FAN + word] & ~(-1 << (index & 31));
      if (bits !== 0) return (word << 5) + 31 - Math.clz32(bits);
    }
    const summary = nodes[node + SUMMARY];
    const words = word < WORDS ? summary & ~(-1 << word) : summary;
    if (words === 0) return -1;
    const before = 31 - Math.clz32(words);
    return (before << 5) + 31 - Math.clz32(nodes[node + FAN + before]);
  }

  #rootBefore(index: number): number {
    const bitmap = this.#rootBits;
    let word = index >> 5;
    let bits = bitmap[word] & ~(-1 << (index & 31));
    while (bits === 0 && word > 0) bits = bitmap[--word];
    return bits === 0 ? -1 : (word << 5) + 31 - Math.clz32(bits);
  }

  #setChild(node: number, index: number, value: number): void {
    const nodes = this.#nodes;
    const word = index >> 5;
    nodes[node + index] = value;
    nodes[node + FAN + word] = nodes[node + FAN + word] | (1 << (index & 31));
    nodes[node + SUMMARY] = nodes[node + SUMMARY] | (1 << word);
  }

  /** Takes a child away and says whether others remain. */
  #clearChild(node: number, index: number): boolean {
    const nodes = this.#nodes;
    const word = index >> 5;
    nodes[node + index] = 0;
    const bits = nodes[node + FAN + word] & ~(1 << (index & 31));
    nodes[node + FAN + word] = bits;
    if (bits !== 0) return true;
    const summary = nodes[node + SUMMARY] & ~(1 << word);
    nodes[node + SUMMARY] = summary;
    return summary !== 0;
  }

  #newNode(): number {
    const reused = this.#free;
    if (reused !== 0) {
      this.#free = this.#nodes[reused];
      this.#nodes[reused] = 0;
      return reused;
    }
    if (this.#end === this.#nodes.length) {
      const larger = new Int32Array(STRIDE * 2 * (this.#nodes.length / STRIDE));
      larger.set(this.#nodes);
      this.#nodes = larger;
    }
    const node = this.#end;
    this.#end += STRIDE;
    return node;
  }

  #freeNode(node: number): void {
    this.#nodes[node] = this.#free;
    this.#free = node;
  }
}
