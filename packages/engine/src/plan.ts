import type { Plugin } from '@ebb/sdk';
import type { LoadedPlugin } from './host/host.ts';
import type { AgentSpec, IssuerSpec, LenderSpec, Path, PolicySlot, Scenario, ShockSpec } from './scenario/index.ts';
import type { Sources, VenueSpec } from './scenario/index.ts';

/** A plugin that a scenario uses, with its parameters checked; distributions in them are still to be drawn. */
export interface PlannedPlugin {
  readonly plugin: Plugin;
  readonly loaded: LoadedPlugin;
  readonly params: Readonly<Record<string, unknown>>;
  /** Where the scenario uses it. */
  readonly path: Path;
}

/** A plugin under the name that the scenario gives it. */
export interface NamedPlugin extends PlannedPlugin {
  readonly name: string;
}

/** A venue with the plugins of its rules. */
export interface VenuePlan {
  readonly name: string;
  readonly spec: VenueSpec;
  readonly policies: Readonly<Partial<Record<PolicySlot, PlannedPlugin>>>;
  /** In the order of their names. */
  readonly circuitBreakers: readonly NamedPlugin[];
  /** Margin rules that accounts may follow, and what prices collateral, by asset. */
  readonly marginModes: readonly NamedPlugin[];
  readonly collateral: readonly NamedPlugin[];
  /** The curves of markets that are pools, by symbol. */
  readonly curves: readonly NamedPlugin[];
  readonly listsPerps: boolean;
}

/** A block of agents with their plugin. */
export interface AgentPlan extends PlannedPlugin {
  readonly name: string;
  readonly spec: AgentSpec;
}

/** The issuer of a coin with the plugin of its mechanism. */
export interface IssuerPlan extends PlannedPlugin {
  readonly coin: string;
  readonly spec: IssuerSpec;
}

/** A lending market with the plugins of its rules, by asset; an asset without one is not among them. */
export interface LenderPlan {
  readonly name: string;
  readonly spec: LenderSpec;
  readonly rates: ReadonlyMap<string, PlannedPlugin>;
  readonly oracles: ReadonlyMap<string, PlannedPlugin>;
}

/** A shock with its plugin. */
export interface ShockPlan extends PlannedPlugin {
  readonly name: string;
  readonly spec: ShockSpec;
}

/** A scenario with every plugin found and every parameter checked: all that a world is built from. */
export interface Plan {
  readonly scenario: Scenario;
  readonly venues: readonly VenuePlan[];
  readonly issuers: readonly IssuerPlan[];
  readonly lenders: readonly LenderPlan[];
  readonly agents: readonly AgentPlan[];
  readonly shocks: readonly ShockPlan[];
  readonly metrics: readonly NamedPlugin[];
  /** Where each part of the scenario was written. */
  readonly sources: Sources;
  /** Every plugin used, once, by name. */
  readonly used: readonly LoadedPlugin[];
}
