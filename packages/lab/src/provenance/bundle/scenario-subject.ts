import { VERSION, scenarioHash } from '@ebb/engine';
import { openScenario } from '@ebb/engine/node';
import type { OpenScenario, ScenarioRequest } from '@ebb/engine/node';
import type { UsedPlugin } from '@ebb/results';
import { replicate } from '../../execute/replicate.ts';
import type { ReplicateOptions } from '../../execute/replicate.ts';
import { digest, worldHash } from '../../address/run-key.ts';
import { buildHash } from '../../address/build-hash.ts';
import type { BundleSubject } from './bundle-subject.ts';

/** Opens a scenario to be packed, and plays it once for each seed asked for, so that its bundle has traces to compare with. */
export async function scenarioSubject(
  request: ScenarioRequest,
  options: Omit<ReplicateOptions, 'play'>,
): Promise<BundleSubject> {
  const open = await openScenario(request);
  const { scenario } = open.plan;
  const build = await buildHash();
  const world = worldHash({ build, plan: open.plan });
  const played = options.seeds.length === 0 ? [] : await replicate(request, options);
  return {
    kind: 'scenario',
    name: scenario.name,
    title: scenario.title,
    fileName: scenario.name,
    request,
    open,
    scenarioHash: scenarioHash(scenario),
    build,
    versions: { ebb: VERSION },
    plugins: usedPlugins(open),
    runs: played.map(({ seed, traceHash, fault }) => ({
      point: 0,
      variant: 'base',
      seed,
      run: runAddress(world, seed),
      status: fault === undefined ? 'completed' : 'failed',
      traceHash,
    })),
    results: () => Promise.resolve([]),
  };
}

/** The plugins that a scenario plays, as a run's manifest has them. */
export function usedPlugins({ plan: { used } }: Pick<OpenScenario, 'plan'>): readonly UsedPlugin[] {
  return used.map(({ plugin: { kind, name, version }, hash }) => ({ kind, name, version, hash }));
}

/** The content address of a run, as `runKey` gives it, for seeds that may be words. */
export function runAddress(world: string, seed: string): string {
  return digest([world, seed]).slice(0, 32);
}
