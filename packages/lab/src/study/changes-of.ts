import { parseSet, plainPatch, readPatch } from '@ebb/engine';
import { nodeFiles } from '@ebb/engine/node';
import type { Changes } from '../design/design.ts';

/** Files of patches and changes as `path=value` as one map of paths and values; of two on one path the later counts. */
export async function changesOf(patches: readonly string[], set: readonly string[]): Promise<Changes> {
  const changes: Record<string, unknown> = {};
  for (const file of patches) Object.assign(changes, plainPatch(await readPatch(file, nodeFiles)));
  for (const text of set) Object.assign(changes, plainPatch(parseSet(text)));
  return changes;
}
