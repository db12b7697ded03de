import type { z } from 'zod';

/** What a plugin may be. */
export const pluginKinds = ['agent', 'peg', 'policy', 'shock', 'metric'] as const;
export type PluginKind = (typeof pluginKinds)[number];

/** Which rule of a venue a policy plugin is; each has its contract in clearing or exchange. */
export const policyKinds = [
  'margin',
  'liquidation',
  'liquidationPriority',
  'disposal',
  'lossAbsorption',
  'deleveraging',
  'index',
  'mark',
  'funding',
  'circuitBreaker',
  'observation',
  'transfer',
  'curve',
  'fees',
  'latency',
  'lendingRate',
] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** A class that the host makes by dependency injection: its constructor names what it needs with `@inject(TOKEN)`. */
export type Injectable = new (...dependencies: never[]) => object;

/** What a plugin says of itself. */
export interface PluginDeclaration {
  readonly kind: PluginKind;
  /** kebab-case; what a scenario writes behind `use:`. */
  readonly name: string;
  /** Of the plugin, as in `1.0.0`. */
  readonly version: string;
  /** One sentence in plain words, for the catalogue. */
  readonly summary: string;
  /** What it computes, in plain text, for the catalogue and the pages of the policies; policies should have one. */
  readonly formula?: string;
  /** The documents that formula and figures come from, with dates; or that they are a choice of this laboratory. */
  readonly sources?: readonly string[];
  /** Declared with `parameters({…})`; unknown keys are refused. */
  readonly params: z.ZodObject;
  readonly use: Injectable;
  /** Which rule this is; policies only, and then required. */
  readonly policy?: PolicyKind;
  /** One object steers all accounts of its population; agents only. */
  readonly cohort?: boolean;
}

/** A declaration that passed the checks of `definePlugin`. */
export interface Plugin extends PluginDeclaration {
  readonly ebb: 1;
}

/** A plugin's declaration is wrong; the message says what to change. */
export class PluginError extends Error {
  override readonly name = 'PluginError';
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const VERSION = /^\d+\.\d+\.\d+$/;

/** Checks a declaration and returns the plugin; nothing is registered by calling it. Throws a PluginError. */
export function definePlugin(declaration: PluginDeclaration): Plugin {
  const { kind, name, version, summary, policy, cohort, use, params } = declaration;
  const fail = (sentence: string): never => {
    throw new PluginError(`plugin '${String(name)}': ${sentence}`);
  };
  if (!KEBAB.test(name)) fail('name is words in small letters joined by hyphens, as in panic-seller');
  if (!pluginKinds.includes(kind)) fail(`kind is one of ${pluginKinds.join(', ')}, not '${String(kind)}'`);
  if (!VERSION.test(version)) fail(`version is three numbers, as in 1.0.0, not '${String(version)}'`);
  if (typeof summary !== 'string' || summary.trim().length < 10) {
    fail(`summary is a sentence in plain words of ten letters or more, not '${String(summary)}'`);
  }
  if (typeof use !== 'function') fail('use is the class that does the work');
  if (typeof params?.safeParse !== 'function') fail('params is made with parameters({…})');
  if (kind === 'policy' && !(policy && policyKinds.includes(policy))) {
    fail(`a policy says which rule it is: policy is one of ${policyKinds.join(', ')}`);
  }
  if (kind !== 'policy' && policy !== undefined) fail(`only a policy has 'policy'; this is of kind ${kind}`);
  if (kind !== 'agent' && cohort) fail(`only an agent may be a cohort; this is of kind ${kind}`);
  return Object.freeze({ ...declaration, ebb: 1 as const });
}
