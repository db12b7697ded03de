import type { Changes, StudyRequest } from '@ebb/lab';

/** When the simulated time of a scenario begins, in microseconds since the epoch. Throws BadInput when it cannot be played. */
export async function startOf({ scenario, plugins }: StudyRequest, changes: Changes): Promise<number> {
  const { openBase } = await import('@ebb/engine/node');
  const { patchFromObject } = await import('@ebb/engine');
  const base = await openBase({ scenario, plugins });
  const { plan } = await base.open([patchFromObject(changes, '--set')]);
  return plan.scenario.startUs;
}
