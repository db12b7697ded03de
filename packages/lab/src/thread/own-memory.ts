import { getHeapStatistics } from 'node:v8';

/** What this thread takes, in bytes: its heap with what is not collected yet, and arrays outside of it. */
export function ownMemory(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
