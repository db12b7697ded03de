import type { LoadedPlugin } from '@ebb/engine';
import type { ParameterRow } from '@ebb/engine/node';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { catalogueText, explanation } from '../print/catalogue.ts';
import { UsageError } from '../usage-error.ts';
import { knownPlugins } from './known-plugins.ts';

/** The options of `ebb plugins`. */
export interface PluginsOptions {
  readonly name?: string;
  readonly json?: boolean;
  readonly plugin: readonly string[];
}

/** Lists every plugin in plain words, or explains one. Throws a UsageError for a name that no plugin has. */
export async function plugins({ name, json = false, plugin }: PluginsOptions): Promise<ExitCode> {
  const all = await knownPlugins(plugin);
  const chosen = name === undefined ? all : all.filter((each) => each.plugin.name === name);
  if (name !== undefined && chosen.length === 0) throw await unknown(name, all);
  const { parameterRows } = await import('@ebb/engine/node');
  const described = chosen.map((each) => ({ ...each, parameters: parameterRows(each.plugin) }));
  if (json) process.stdout.write(`${JSON.stringify(described.map(entryOf), null, 2)}\n`);
  else process.stdout.write(name === undefined ? catalogueText(described) : described.map(explanation).join('\n'));
  return EXIT.ok;
}

async function unknown(name: string, all: readonly LoadedPlugin[]): Promise<UsageError> {
  const { nearestName } = await import('@ebb/engine');
  const near = nearestName(
    name,
    all.map((each) => each.plugin.name),
  );
  const hint = near === undefined ? 'ebb plugins lists them' : `did you mean '${near}'?`;
  return new UsageError(`ebb: there is no plugin called '${name}' (${hint})`);
}

function entryOf({ plugin, from, parameters }: LoadedPlugin & { readonly parameters: readonly ParameterRow[] }) {
  const { kind, policy, name, version, summary, formula, sources } = plugin;
  return {
    kind,
    ...(policy === undefined ? {} : { policy }),
    name,
    version,
    summary,
    ...(formula === undefined ? {} : { formula }),
    ...(sources === undefined ? {} : { sources }),
    from,
    parameters,
  };
}
