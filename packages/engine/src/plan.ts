import type { Plugin, PolicyKind } from '@ebb/sdk';
import type { Catalogue, Wanted } from './host/catalogue.ts';
import type { LoadedPlugin } from './host/host.ts';
import { BadInput, POLICY_SLOTS, problemAt, scenarioNames, validateParams } from './scenario/index.ts';
import type {
  AgentSpec,
  LoadedScenario,
  Path,
  PluginRef,
  Scenario,
  ScenarioNames,
  ShockSpec,
  VenueSpec,
} from './scenario/index.ts';

/** A plugin that a scenario uses, with its parameters checked; distributions in them are still to be drawn. */
export interface PlannedPlugin {
  readonly plugin: Plugin;
  readonly loaded: LoadedPlugin;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface VenuePlan {
  readonly name: string;
  readonly spec: VenueSpec;
  readonly policies: Readonly<Partial<Record<PolicyKind, PlannedPlugin>>>;
  readonly listsPerps: boolean;
}

export interface AgentPlan extends PlannedPlugin {
  readonly name: string;
  readonly spec: AgentSpec;
}

export interface ShockPlan extends PlannedPlugin {
  readonly name: string;
  readonly spec: ShockSpec;
}

/** A scenario with every plugin found and every parameter checked: all that a world is built from. */
export interface Plan {
  readonly scenario: Scenario;
  readonly venues: readonly VenuePlan[];
  readonly agents: readonly AgentPlan[];
  readonly shocks: readonly ShockPlan[];
  readonly metrics: readonly (PlannedPlugin & { readonly name: string })[];
  /** Every plugin used, once, by name. */
  readonly used: readonly LoadedPlugin[];
}

/** The rules that a venue with perpetuals cannot do without; it also may have `funding`, `disposal`, `fees`, `latency`. */
const NEEDED: readonly PolicyKind[] = ['margin', 'liquidation', 'lossAbsorption', 'deleveraging', 'index', 'mark'];

/** Finds every plugin that a scenario names and checks every parameter. Throws BadInput with all problems found. */
export function makePlan(loaded: LoadedScenario, catalogue: Catalogue): Plan {
  const { scenario, sources } = loaded;
  const planner = new Planner(loaded, catalogue, scenarioNames(scenario));
  const venues = Object.entries(scenario.venues).map(([name, spec]) => planVenue(planner, name, spec));
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
  for (const { name, policies, listsPerps } of venues) {
    if (!listsPerps) continue;
    for (const rule of NEEDED) {
      if (policies[rule] !== undefined) continue;
      const path = ['venues', name];
      const sentence = `the venue lists perpetuals and so needs the rule '${rule}'`;
      planner.problem(() => {
        throw new BadInput([problemAt(sources.keyAt(path), path, { expected: rule, found: 'nothing', sentence })]);
      });
    }
  }
  planner.finish();
  return { scenario, venues, agents, shocks, metrics, used: planner.used() };
}

function planVenue(planner: Planner, name: string, spec: VenueSpec): VenuePlan {
  const policies: Partial<Record<PolicyKind, PlannedPlugin>> = {};
  for (const policy of POLICY_SLOTS) {
    const ref = spec.policies[policy];
    if (ref === undefined) continue;
    const planned = planner.plan({ kind: 'policy', policy }, ref, ['venues', name, policy]);
    if (planned !== null) policies[policy] = planned;
  }
  const listsPerps = Object.values(spec.instruments).some((each) => each.kind === 'perp');
  return { name, spec, policies, listsPerps };
}

/** Gathers problems over a whole scenario, so that they are told all at once. */
class Planner {
  readonly #loaded: LoadedScenario;
  readonly #catalogue: Catalogue;
  readonly #names: ScenarioNames;
  readonly #problems: BadInput['problems'][number][] = [];
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
      const params = validateParams(plugin.params, ref.params, [...path, 'params'], sources, this.#names);
      this.#used.set(plugin, loaded);
      return { plugin, loaded, params };
    });
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
