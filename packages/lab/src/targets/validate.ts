import { BadInput, problemAt, scenarioHash } from '@ebb/engine';
import { openScenario } from '@ebb/engine/node';
import type { ScenarioRequest } from '@ebb/engine/node';
import { checkTargets } from './check-targets.ts';
import { replicate } from '../execute/replicate.ts';
import type { ReplicateOptions } from '../execute/replicate.ts';
import type { Replicate } from '../execute/replicate-result.ts';
import { judgeTarget } from './validation.ts';
import type { Validation } from './validation.ts';

/**
 * Plays a scenario under several seeds and judges it by its targets. When the signal ended it early, by those replicates that
 * are over. Throws BadInput when the scenario cannot be played, has no targets, or has one of a metric that the first of the
 * replicates does not measure; the last is known only when that run is over.
 */
export async function validate(request: ScenarioRequest, options: ReplicateOptions): Promise<Validation> {
  const { loaded } = await openScenario(request);
  const { scenario, sources } = loaded;
  const targets = Object.entries(scenario.targets);
  if (targets.length === 0) {
    const sentence = "the scenario has no 'targets' that it could be judged by";
    const mistake = { expected: "the key 'targets'", found: 'nothing', sentence };
    throw new BadInput([problemAt(sources.at([]), [], mistake)]);
  }
  const check = ({ metrics }: Replicate): void => {
    const problems = checkTargets(scenario.targets, metrics, sources);
    if (problems.length > 0) throw new BadInput(problems);
  };
  const replicates = await replicate(request, {
    ...options,
    onReplicate: (each) => {
      // The first one tells, not the one that was over first: what is said must not hang on the machine.
      if (each.seed === options.seeds[0] && each.metrics.length > 0) check(each);
      options.onReplicate?.(each);
    },
  });
  const telling = replicates.find(({ metrics }) => metrics.length > 0);
  if (telling !== undefined) check(telling);
  const judged = targets.map(([name, target]) => judgeTarget(name, target, replicates));
  return {
    scenario: scenario.name,
    scenarioHash: scenarioHash(scenario),
    status: replicates.length < options.seeds.length ? 'interrupted' : 'completed',
    replicates: replicates.length,
    seeds: replicates.map(({ seed }) => seed),
    targets: judged,
    passed: judged.filter(({ pass }) => pass).length,
    total: judged.length,
    failures: replicates.flatMap(({ seed, fault }) => (fault === undefined ? [] : [{ seed, ...fault }])),
  };
}
