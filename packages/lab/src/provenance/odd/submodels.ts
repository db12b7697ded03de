import type { LoadedPlugin } from '@ebb/engine';
import { parameterRows } from '@ebb/engine/node';
import { markdownTable } from './markdown-table.ts';
import { placeName, pluginUses } from './plugin-uses.ts';
import { mapAt, writtenCode } from './written-value.ts';
import type { Described } from './described.ts';

/** Writes the seventh element: every plugin that is played, with its formula, its parameters and where they were set to what. */
export function submodels(described: Described): string {
  const parts = described.plan.used.map((loaded) => submodel(described, loaded));
  return `## 7. Submodels

Everything that decides something in this scenario and is not part of the house: ${parts.length} plugins, by name. Parameters that a
place does not set have their defaults.

${parts.join('')}`;
}

function submodel({ plan, loaded: { raw } }: Described, { plugin, from, hash }: LoadedPlugin): string {
  const { name, summary, formula, sources = [] } = plugin;
  const uses = pluginUses(plan).filter((use) => use.plugin === plugin);
  const rows = parameterRows(plugin).map((row) => [
    `\`${row.name}\``,
    row.unit,
    row.range,
    row.default ?? 'must be given',
    row.summary,
  ]);
  const places = uses.map((use) => {
    const set = Object.entries(mapAt(raw, [...use.path, 'params']));
    const told = set.map(([key, value]) => `\`${key}\` ${writtenCode(value)}`);
    return `- \`${placeName(use)}\`: ${told.length === 0 ? 'all at their defaults' : told.join(' · ')}\n`;
  });
  return [
    `### ${name}\n\n`,
    `${headOf({ plugin, from, hash })}. ${summary}\n\n`,
    formula === undefined ? '' : `\`\`\`\n${formula}\n\`\`\`\n\n`,
    sources.length === 0 ? '' : `Sources:\n\n${sources.map((each) => `- ${each}\n`).join('')}\n`,
    rows.length === 0
      ? 'It has no parameters.\n\n'
      : markdownTable(['parameter', 'unit', 'range', 'default', 'what it does'], rows),
    `Used by:\n\n${places.join('')}\n`,
  ].join('');
}

/** What a plugin is, and of which files. The place of one outside the house is a path of some machine, and no part of the model. */
function headOf({ plugin: { kind, policy, version }, from, hash }: LoadedPlugin): string {
  return [
    `${policy === undefined ? kind : `${policy} policy`} ${version}`,
    ...(from.startsWith('@') ? [`from \`${from}\``] : []),
    ...(/^[0-9a-f]{64}$/.test(hash) ? [`files \`${hash.slice(0, 16)}\``] : []),
  ].join(', ');
}
