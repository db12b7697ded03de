import type { LoadedPlugin } from '@ebb/engine';

/** Loads the plugins of the house and those asked for, sorted by kind, rule and name. Throws BadInput. */
export async function knownPlugins(asked: readonly string[]): Promise<readonly LoadedPlugin[]> {
  const [{ Catalogue }, { defaultMetrics }, node] = await Promise.all([
    import('@ebb/engine'),
    import('@ebb/results'),
    import('@ebb/engine/node'),
  ]);
  const own = defaultMetrics.map((plugin) => ({ plugin, from: '@ebb/results', hash: '' }));
  const plugins = [...own, ...(await node.housePlugins())];
  for (const entry of asked) {
    const place = { file: `--plugin ${entry}`, line: 0, column: 0 };
    plugins.push(...(await node.loadPlugins(entry, '.', place)));
  }
  return new Catalogue(plugins).all;
}
