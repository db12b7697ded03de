import type { FactHead, FactType, Numbers } from './fact.ts';
import { CAUSE, FIELDS, ORIGIN, SEQ, TIME_US } from './mailbox.ts';

type Make<S, F> = (seq: number, timeUs: number, cause: number, origin: number, subject: S, ...n: number[]) => F;

/**
 * Builds the object of a fact from the numbers at an offset. It passes as many numbers as the type has fields, rounded up
 * to the next of 2, 4, 8, 12, since each number passed may have to be boxed.
 */
export function buildFact<S, A extends Numbers, F extends FactHead>(
  type: FactType<S, A, F>,
  subject: S,
  n: Float64Array,
  at: number,
): F {
  const make = type.make as unknown as Make<S, F>;
  const count = type.fields.length;
  const s = n[at + SEQ];
  const t = n[at + TIME_US];
  const c = n[at + CAUSE];
  const o = n[at + ORIGIN];
  const i = at + FIELDS;
  if (count <= 2) return make(s, t, c, o, subject, n[i], n[i + 1]);
  if (count <= 4) return make(s, t, c, o, subject, n[i], n[i + 1], n[i + 2], n[i + 3]);
  const e = n[i + 4];
  const f = n[i + 5];
  const g = n[i + 6];
  const h = n[i + 7];
  if (count <= 8) return make(s, t, c, o, subject, n[i], n[i + 1], n[i + 2], n[i + 3], e, f, g, h);
  const j = n[i + 8];
  const k = n[i + 9];
  const l = n[i + 10];
  const m = n[i + 11];
  return make(s, t, c, o, subject, n[i], n[i + 1], n[i + 2], n[i + 3], e, f, g, h, j, k, l, m);
}
