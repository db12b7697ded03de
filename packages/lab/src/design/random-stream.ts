import seedrandom from 'seedrandom';

/** Numbers from 0 to 1, 1 left out, one after another; a function of the seed and the purpose alone. */
export type RandomStream = () => number;

/** The random numbers of a seed for a purpose. */
export function randomStream(seed: number, purpose: string): RandomStream {
  const generator = seedrandom.alea(`${seed}/${purpose}`);
  return () => generator.double();
}

/** A whole number from 0 to `count` − 1. */
export function oneOf(random: RandomStream, count: number): number {
  return Math.floor(random() * count);
}

/** The numbers from 0 to `count` − 1 in a random order (the shuffle of R. A. Fisher and F. Yates, 1938). */
export function permutation(random: RandomStream, count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = oneOf(random, last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
