import { totalmem } from 'node:os';

const MIB = 2 ** 20;
/** What is left to the rest of the process, and to arrays, which lie outside of heaps. */
const SHARE = 0.6;
const LEAST_MIB = 512;
const MOST_MIB = 4096;

/** What each of some threads may hold in its heap, in MiB, so that all of them fit into the memory at hand. */
export function heapLimitMiB(threads: number): number {
  const allowed = process.constrainedMemory();
  const bytes = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
  return Math.round(Math.min(MOST_MIB, Math.max(LEAST_MIB, (SHARE * bytes) / MIB / threads)));
}
