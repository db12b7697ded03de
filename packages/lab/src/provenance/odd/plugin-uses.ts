import type { Plan, PlannedPlugin } from '@ebb/engine';

/** Lists every place where a scenario uses a plugin, in the order of venues, issuers, lenders, agents, shocks and metrics. */
export function pluginUses({ venues, issuers, lenders, agents, shocks, metrics }: Plan): readonly PlannedPlugin[] {
  return [
    ...venues.flatMap(({ policies, circuitBreakers, marginModes, collateral, curves }) => [
      ...Object.values(policies),
      ...circuitBreakers,
      ...marginModes,
      ...collateral,
      ...curves,
    ]),
    ...issuers,
    ...lenders.flatMap(({ rates, oracles }) => [...rates.values(), ...oracles.values()]),
    ...agents,
    ...shocks,
    ...metrics,
  ];
}

/** A place in a scenario as a path on the command line has it. */
export function placeName({ path }: Pick<PlannedPlugin, 'path'>): string {
  return path.join('.');
}
