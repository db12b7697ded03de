import { InvariantError, load, play } from './play-audited.ts';
import type { PlayOptions, ScenarioSource } from './play-audited.ts';

const WAYS: readonly (readonly [string, PlayOptions])[] = [
  ['again', {}],
  ['audited', { audit: true }],
  ['recorded in full', { record: 'all' }],
  ['recorded as usual', { record: 'default' }],
];

/**
 * Plays a scenario in every way that must not matter (again, audited, with other recorders) and returns the trace hash of
 * them all. Throws an InvariantError that names the way in which it differed. A plugin that keeps something in its module
 * between two runs, or draws from elsewhere than its streams, is found here.
 */
export async function sameTrace(source: ScenarioSource, options: PlayOptions = {}): Promise<string> {
  const loaded = await load(source);
  const first = (await play(loaded, { ...options, record: 'none' })).manifest;
  for (const [way, change] of WAYS) {
    const { traceHash, events } = (await play(loaded, { ...options, record: 'none', ...change })).manifest;
    if (traceHash === first.traceHash) continue;
    throw new InvariantError(
      `played ${way}, the run tells another story: trace ${traceHash} of ${events} events instead of ` +
        `${first.traceHash} of ${first.events} (seed ${first.seed})`,
    );
  }
  return first.traceHash;
}
