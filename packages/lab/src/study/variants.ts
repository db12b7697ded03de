import path from 'node:path';
import { plainPatch, readPatch } from '@ebb/engine';
import type { CheckedDocument } from '@ebb/engine';
import { nodeFiles } from '@ebb/engine/node';
import type { Changes } from '../design/design.ts';
import type { StudyForm } from './study-form.ts';

/** A patch on the scenario under a name. */
export interface Variant {
  readonly name: string;
  readonly changes: Changes;
}

/** Reads the variants of a study, in its order; one that changes nothing, named `base`, where it has none. */
export async function openVariants(
  { value, mistake }: CheckedDocument<StudyForm>,
  folder: string,
): Promise<readonly Variant[]> {
  const { variants } = value;
  if (variants === undefined) return [{ name: 'base', changes: {} }];
  const entries = Object.entries(variants);
  if (entries.length === 0) {
    const sentence = 'the study has no variant; leave the key out, or name one, as in {asWas: {}}';
    throw mistake(['variants'], { expected: 'at least one variant', found: 'none', sentence });
  }
  const read: Variant[] = [];
  for (const [name, given] of entries) {
    const changes =
      typeof given === 'string'
        ? plainPatch(await readPatch(path.isAbsolute(given) ? given : path.join(folder, given), nodeFiles))
        : given;
    read.push({ name, changes });
  }
  return read;
}
