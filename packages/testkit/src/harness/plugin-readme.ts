/** A block of agents that a text shows. */
export interface ShownAgents {
  /** The plugin's name. */
  readonly use: string;
  /** As written, for the harness to read. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** The names of parameters in the first column of a text's tables, sorted. */
export function parametersIn(markdown: string): string[] {
  return [...markdown.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []).sort();
}

/**
 * The blocks of agents in a text's first YAML example, read as a scenario is: `world` is the rest of that scenario, with
 * the venues that they have wallets on. Rejects, as a run does, when the scenario is wrong.
 */
export async function agentsIn(markdown: string, world: string): Promise<ShownAgents[]> {
  const { loadScenarioText } = await import('@ebb/engine');
  const example = /```yaml\n([\s\S]*?)```/.exec(markdown)?.[1];
  if (example === undefined) throw new Error('the text has no example in YAML');
  const { scenario } = await loadScenarioText(`${world}\n${example}`, 'README.md');
  return Object.values(scenario.agents).map(({ use, params }) => ({ use, params }));
}
