import Table from 'cli-table3';
import type { LoadedPlugin } from '@ebb/engine';
import type { ParameterRow } from '@ebb/engine/node';
import { BARE } from './bare-table.ts';

/** A plugin with its parameters in words. */
export interface DescribedPlugin extends LoadedPlugin {
  readonly parameters: readonly ParameterRow[];
}

const TITLES = {
  agent: 'Agents',
  policy: "Policies: the rules of venues, by the scenario's key",
  shock: 'Shocks',
  metric: 'Metrics',
} as const;

/** The catalogue: every plugin with its sentence, grouped by kind. */
export function catalogueText(plugins: readonly DescribedPlugin[], width = process.stdout.columns || 100): string {
  const groups = (Object.keys(TITLES) as (keyof typeof TITLES)[]).map((kind) => {
    const members = plugins.filter(({ plugin }) => plugin.kind === kind);
    if (members.length === 0) return '';
    const heads = members.map(({ plugin }) => [...(kind === 'policy' ? [plugin.policy ?? ''] : []), plugin.name]);
    const widths = heads[0]!.map((_, i) => Math.max(...heads.map((head) => head[i]!.length)) + 2);
    const versions = 7;
    const rest = Math.max(30, width - 4 - versions - widths.reduce((sum, each) => sum + each + 1, 0));
    const table = new Table({ ...BARE, wordWrap: true, colWidths: [...widths, versions, rest] });
    members.forEach(({ plugin }, i) => table.push([...heads[i]!, plugin.version, plugin.summary]));
    return `${TITLES[kind]}\n${indented(table.toString())}\n`;
  });
  return `${groups.filter((group) => group !== '').join('\n')}\nebb plugins <name> explains one.\n`;
}

/** One plugin: what it is, where it came from, its formula and sources if it tells them, and its parameters. */
export function explanation({ plugin, from, parameters }: DescribedPlugin): string {
  const { kind, policy, name, version, summary, cohort } = plugin;
  const what = policy === undefined ? (cohort === true ? 'agent, one for many accounts' : kind) : `policy: ${policy}`;
  const head = `${name} ${version} (${what}), from ${from}\n${summary}\n${reasons(plugin)}`;
  if (parameters.length === 0) return `${head}\nIt has no parameters.\n`;
  const table = new Table({
    ...BARE,
    wordWrap: true,
    colWidths: [null, null, 22, 18, 52],
    head: ['parameter', 'unit', 'range', 'default', 'what it does'],
  });
  for (const { name, unit, range, default: fallback, summary } of parameters) {
    table.push([name, unit, range, fallback ?? 'must be given', summary]);
  }
  return `${head}\n${indented(table.toString())}\n`;
}

/** What a plugin computes, and where that comes from. */
function reasons({ formula, sources = [] }: LoadedPlugin['plugin']): string {
  const formulaText = formula === undefined ? '' : `\n${indented(formula)}\n`;
  const sourceLines = sources.map((source) => `  - ${source}\n`).join('');
  return formulaText + (sourceLines === '' ? '' : `\nSources:\n${sourceLines}`);
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
