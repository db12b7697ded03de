import { StateHash } from '@ebb/exact';
import { canonicalScenario } from './canonical-scenario.ts';
import type { Scenario } from './scenario.ts';

/** The hash of what a scenario plays: equal for two files that mean the same with equally written parameters. */
export function scenarioHash(scenario: Scenario): string {
  const hash = new StateHash();
  hash.addText(canonicalScenario(scenario));
  return hash.digest();
}
