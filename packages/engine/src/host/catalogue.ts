import type { Plugin, PluginKind, PolicyKind } from '@ebb/sdk';
import { BadInput, nearestName, problemAt } from '../scenario/index.ts';
import type { Path, Sources } from '../scenario/index.ts';
import type { LoadedPlugin } from './host.ts';

/** Which plugins a place in a scenario may use. */
export interface Wanted {
  readonly kind: PluginKind;
  readonly policy?: PolicyKind;
}

/** The plugins of a run by name. A name means one plugin among those of its kind (and rule). */
export class Catalogue {
  readonly #plugins = new Map<string, LoadedPlugin>();

  /** Throws BadInput that names both sources when two plugins of a kind share a name. */
  constructor(plugins: readonly LoadedPlugin[]) {
    for (const loaded of plugins) {
      const key = keyOf(loaded.plugin, loaded.plugin.name);
      const known = this.#plugins.get(key);
      if (known !== undefined && known.plugin !== loaded.plugin) throw twice(known, loaded);
      this.#plugins.set(key, loaded);
    }
  }

  /** All plugins, by kind, rule and name. */
  get all(): readonly LoadedPlugin[] {
    return [...this.#plugins.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, loaded]) => loaded);
  }

  /** The plugin of this name for a place in the scenario; throws BadInput with the nearest name when there is none. */
  find(wanted: Wanted, name: string, path: Path, sources: Sources): LoadedPlugin {
    const found = this.#plugins.get(keyOf(wanted, name));
    if (found !== undefined) return found;
    const known = this.names(wanted);
    const what = wanted.policy === undefined ? wanted.kind : `${wanted.policy} policy`;
    const near = nearestName(name, known);
    throw new BadInput([
      problemAt(sources.at([...path, 'use']), [...path, 'use'], {
        expected: `the name of a plugin of kind ${what}`,
        found: `'${name}'`,
        sentence:
          `there is no ${what} plugin called '${name}'` +
          (near === undefined ? `; there are ${known.join(', ') || 'none'}` : ` (did you mean '${near}'?)`),
      }),
    ]);
  }

  names(wanted: Wanted): readonly string[] {
    return this.all.filter(({ plugin }) => keyOf(plugin, '') === keyOf(wanted, '')).map(({ plugin }) => plugin.name);
  }
}

function keyOf({ kind, policy }: Pick<Plugin, 'kind' | 'policy'>, name: string): string {
  return `${kind}/${policy ?? ''}/${name}`;
}

function twice(known: LoadedPlugin, other: LoadedPlugin): BadInput {
  const { kind, policy, name } = other.plugin;
  const what = policy === undefined ? kind : `${policy} policy`;
  const sentence = `two plugins of kind ${what} are called '${name}': one from ${known.from}, one from ${other.from}`;
  const mistake = { expected: 'another name', found: `'${name}' twice`, sentence };
  return new BadInput([problemAt({ file: other.from, line: 0, column: 0 }, [], mistake)]);
}
