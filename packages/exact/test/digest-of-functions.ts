import { cos, exp, ln, pow, sin, StateHash, tanh } from '../src/index.ts';
import { ArgumentStream } from './argument-stream.ts';

/** Rounds of the digest; each takes 24 values. */
const rounds = 41667;

/**
 * Returns a hash of a million values of the elementary functions, over a fixed stream of arguments from usual to extreme:
 * two machines that compute it alike have the same bits in each of them.
 */
export function digestOfFunctions(): string {
  const hash = new StateHash();
  const draws = new ArgumentStream(20251010);
  for (let round = 0; round < rounds; round++) {
    const any = draws.any();
    const positive = Math.abs(any);
    const usual = draws.between(-30, 30);
    const small = draws.ofExponent(-60, 0);
    const base = draws.between(0, 100);
    const size = draws.ofExponent(0, 9);
    for (const x of [usual, small, size, any]) {
      hash.add(exp(x));
      hash.add(tanh(x));
      hash.add(sin(x));
      hash.add(cos(x));
    }
    for (const x of [positive, base, 1 + small]) hash.add(ln(x));
    hash.add(pow(base, usual));
    hash.add(pow(positive, small));
    hash.add(pow(1 + small / 2, size));
    hash.add(pow(-base, Math.floor(usual)));
    hash.add(pow(10, Math.floor(size) / 4));
  }
  return hash.digest();
}
