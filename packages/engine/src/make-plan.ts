import type { Plugin, PolicyKind } from '@ebb/sdk';
import type { Catalogue, Wanted } from './host/catalogue.ts';
import { injectionFault } from './host/injection-fault.ts';
import type { LoadedPlugin } from './host/host.ts';
import { badPlugin } from './bad-plugin.ts';
import { checkMoney } from './check-money.ts';
import { checkRules } from './check-rules.ts';
import type { LenderPlan, NamedPlugin, Plan, PlannedPlugin, VenuePlan } from './plan.ts';
import { rehearse } from './rehearse.ts';
import { BadInput, POLICY_SLOTS, policyKindOf, scenarioNames, validateParams } from './scenario/index.ts';
import type {
  LenderSpec,
  LoadedScenario,
  Path,
  PluginRef,
  PolicySlot,
  Problem,
  ScenarioNames,
  VenueSpec,
} from './scenario/index.ts';

/**
 * Finds every plugin that a scenario names, checks every parameter and whether a world can be built of it all. Throws
 * BadInput with all problems found.
 */
export function makePlan(loaded: LoadedScenario, catalogue: Catalogue): Plan {
  const { scenario, sources } = loaded;
  const planner = new Planner(loaded, catalogue, scenarioNames(scenario));
  const venues = Object.entries(scenario.venues).map(([name, spec]) => planVenue(planner, name, spec));
  const issuers = Object.entries(scenario.assets).flatMap(([coin, { issuer }]) => {
    const planned = issuer && planner.plan({ kind: 'peg' }, issuer.peg, ['assets', coin, 'peg']);
    return planned ? [{ ...planned, coin, spec: issuer }] : [];
  });
  const lenders = Object.entries(scenario.lenders ?? {}).map(([name, spec]) => planLender(planner, name, spec));
  const agents = Object.entries(scenario.agents).flatMap(([name, spec]) => {
    const planned = planner.plan({ kind: 'agent' }, spec, ['agents', name]);
    return planned === null ? [] : [{ ...planned, name, spec }];
  });
  const shocks = Object.entries(scenario.shocks).flatMap(([name, spec]) => {
    const planned = planner.plan({ kind: 'shock' }, spec, ['shocks', name]);
    return planned === null ? [] : [{ ...planned, name, spec }];
  });
  const metrics = Object.entries(scenario.metrics).flatMap(([name, ref]) => {
    const planned = planner.plan({ kind: 'metric' }, ref, ['metrics', name]);
    return planned === null ? [] : [{ ...planned, name }];
  });
  for (const problem of [...checkRules(scenario, sources), ...checkMoney(scenario, sources)]) planner.add(problem);
  planner.finish();
  const plan = { scenario, venues, issuers, lenders, agents, shocks, metrics, sources, used: planner.used() };
  rehearse(plan);
  return plan;
}

function planVenue(planner: Planner, name: string, spec: VenueSpec): VenuePlan {
  const policies: Partial<Record<PolicySlot, PlannedPlugin>> = {};
  for (const slot of POLICY_SLOTS) {
    const ref = spec.policies[slot];
    if (ref === undefined) continue;
    const planned = planner.plan({ kind: 'policy', policy: policyKindOf(slot) }, ref, ['venues', name, slot]);
    if (planned !== null) policies[slot] = planned;
  }
  const named = (key: 'circuitBreakers' | 'marginModes' | 'collateral', policy: PolicyKind): readonly NamedPlugin[] =>
    Object.entries(spec[key] ?? {}).flatMap(([item, ref]) => {
      const planned = planner.plan({ kind: 'policy', policy }, ref, ['venues', name, key, item]);
      return planned === null ? [] : [{ ...planned, name: item }];
    });
  const listsPerps = Object.values(spec.instruments).some((each) => each.kind === 'perp');
  const curves = Object.entries(spec.instruments).flatMap(([symbol, { pool }]) => {
    if (pool === undefined) return [];
    const path = ['venues', name, 'instruments', symbol, 'curve'];
    const planned = planner.plan({ kind: 'policy', policy: 'curve' }, pool.curve, path);
    return planned === null ? [] : [{ ...planned, name: symbol }];
  });
  const circuitBreakers = named('circuitBreakers', 'circuitBreaker');
  const marginModes = named('marginModes', 'margin');
  const collateral = named('collateral', 'index');
  return { name, spec, policies, circuitBreakers, curves, marginModes, collateral, listsPerps };
}

function planLender(planner: Planner, name: string, spec: LenderSpec): LenderPlan {
  const planned = (key: 'rate' | 'oracle', policy: PolicyKind): ReadonlyMap<string, PlannedPlugin> =>
    new Map(
      Object.entries(spec.assets).flatMap(([asset, { [key]: ref }]) => {
        const found = ref && planner.plan({ kind: 'policy', policy }, ref, ['lenders', name, 'assets', asset, key]);
        return found ? [[asset, found]] : [];
      }),
    );
  return { name, spec, rates: planned('rate', 'lendingRate'), oracles: planned('oracle', 'index') };
}

/** Gathers problems over a whole scenario, so that they are told all at once. */
class Planner {
  readonly #loaded: LoadedScenario;
  readonly #catalogue: Catalogue;
  readonly #names: ScenarioNames;
  readonly #problems: Problem[] = [];
  readonly #used = new Map<Plugin, LoadedPlugin>();

  constructor(loaded: LoadedScenario, catalogue: Catalogue, names: ScenarioNames) {
    this.#loaded = loaded;
    this.#catalogue = catalogue;
    this.#names = names;
  }

  plan(wanted: Wanted, ref: PluginRef, path: Path): PlannedPlugin | null {
    return this.problem(() => {
      const { sources } = this.#loaded;
      const loaded = this.#catalogue.find(wanted, ref.use, path, sources);
      const { plugin } = loaded;
      const fault = injectionFault(plugin);
      if (fault !== null) throw badPlugin({ plugin, path }, sources, `cannot be built: ${fault}`);
      const params = validateParams(plugin.params, ref.params, [...path, 'params'], sources, this.#names);
      this.#used.set(plugin, loaded);
      return { plugin, loaded, params, path };
    });
  }

  add(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Runs a check; what it finds wrong is kept, and null returned. */
  problem<T>(check: () => T): T | null {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.#problems.push(...error.problems);
      return null;
    }
  }

  finish(): void {
    if (this.#problems.length > 0) throw new BadInput(this.#problems);
  }

  used(): readonly LoadedPlugin[] {
    return [...this.#used.values()].sort((a, b) => (a.plugin.name < b.plugin.name ? -1 : 1));
  }
}
