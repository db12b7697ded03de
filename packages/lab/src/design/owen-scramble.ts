const { imul } = Math;

/** Two words of 32 bits that choose one scrambling of all. */
export type ScrambleKey = readonly [number, number];

/**
 * Scrambles a fraction of 2^32 by nested uniform permutation of its binary digits: each digit is turned or not by a fair draw that
 * depends on all digits above it (A. B. Owen, "Randomly Permuted (t,m,s)-Nets and (t,s)-Sequences", 1995). The draws are hashes
 * of the digits above, so none is stored, as in B. Burley, "Practical Hash-based Owen Scrambling" (Journal of Computer Graphics
 * Techniques 9(4), 2020); here every node of the tree of digits has a hash of its own.
 */
export function owenScramble(fraction: number, [first, second]: ScrambleKey): number {
  let turned = 0;
  for (let bit = 31; bit >= 0; bit--) {
    // The digits above with a 1 before them: a number for each node of the tree, and never twice the same.
    const node = bit === 31 ? 1 : ((1 << (31 - bit)) | (fraction >>> (bit + 1))) >>> 0;
    turned |= (mix(mix(node ^ first) + second) & 1) << bit;
  }
  return (fraction ^ turned) >>> 0;
}

/** The finaliser of MurmurHash3 (A. Appleby, 2011), which lets each bit of a word bear on all. */
function mix(word: number): number {
  let mixed = word | 0;
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
