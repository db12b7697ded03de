import { simulate } from '@ebb/engine';
import { openScenario } from '@ebb/engine/node';

/**
 * Plays a scenario whole, once for each set of options, and says whether every run was completed, every audited one
 * balanced, and all traces equal.
 */
export async function sameTrace({ scenario, seed, runs }) {
  const open = await openScenario({ scenario });
  const hashes = [];
  const faults = [];
  let events = 0;
  for (const options of runs) {
    const { manifest, conservation } = await simulate(open.loaded, {
      seed,
      plugins: open.plugins,
      host: { load: open.load, sink: { write: () => {} } },
      ...options,
    });
    const { status, fault, traceHash } = manifest;
    if (status !== 'completed') faults.push(`${status}: ${fault?.message ?? ''}`);
    else if (options.audit && conservation?.balanced !== true) faults.push('the audit balanced nothing');
    hashes.push(traceHash);
    events = manifest.events;
  }
  if (new Set(hashes).size > 1) faults.push(`traces differ: ${hashes.join(', ')}`);
  return { events, traceHash: hashes[0], faults };
}
