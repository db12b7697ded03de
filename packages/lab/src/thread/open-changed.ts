import { patchFromObject } from '@ebb/engine';
import type { OpenBase, OpenScenario } from '@ebb/engine/node';
import type { Changes } from '../design/design.ts';

/** Opens a scenario with changes laid over it, in their order. Throws BadInput when it cannot be played so. */
export function openChanged(base: OpenBase, changes: readonly Changes[] = []): Promise<OpenScenario> {
  return base.open(changes.map((each) => patchFromObject(each, 'the study')));
}
