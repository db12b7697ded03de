import type { NameKind } from '@ebb/sdk';
import type { Scenario } from './scenario.ts';

/** The names that exist in a scenario, by kind; markets as `SYMBOL@venue`. */
export type ScenarioNames = Readonly<Record<NameKind, readonly string[]>>;

/** Lists the names that parameters of plugins may refer to. */
export function scenarioNames(scenario: Pick<Scenario, 'assets' | 'venues' | 'lenders' | 'agents'>): ScenarioNames {
  const venues = Object.entries(scenario.venues);
  return {
    market: venues.flatMap(([venue, spec]) => Object.keys(spec.instruments).map((symbol) => `${symbol}@${venue}`)),
    asset: Object.keys(scenario.assets),
    venue: venues.map(([venue]) => venue),
    lender: Object.keys(scenario.lenders ?? {}),
    agent: Object.keys(scenario.agents),
  };
}
