/** Returns a ÷ b rounded up, of a at least 0 and b above it. */
export function divUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/** Returns the greatest whole number whose square is at most n, by Newton's iteration from above; n at least 0. */
export function floorRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
