import { totalmem } from 'node:os';

const MIB = 2 ** 20;
/** The rest is left to what else there is. */
const SHARE = 0.6;
const LEAST_MIB = 512;
const MOST_MIB = 4096;

/** What each of some runs may take, in MiB, so that all of them fit into the memory at hand. */
export function memoryLimitMiB(threads: number): number {
  const allowed = process.constrainedMemory();
  const bytes = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
  return Math.round(Math.min(MOST_MIB, Math.max(LEAST_MIB, (SHARE * bytes) / MIB / threads)));
}
