import { formatInstant } from '@ebb/engine';
import { formatSpan } from '@ebb/results';
import { markdownTable } from './markdown-table.ts';
import { mapAt, valueAt, writtenCode } from './written-value.ts';
import type { Described } from './described.ts';

/** Writes the fifth element: the state of the world when time begins. */
export function initialisation({ plan, loaded: { raw }, changes }: Described): string {
  const { scenario, venues, issuers, lenders } = plan;
  const rows = [
    ...Object.entries(scenario.constants).map(([name, value]) => [`constant \`${name}\``, String(value)]),
    ...venues.flatMap(({ name }) =>
      ['insurance', 'vault'].flatMap((fund) => {
        const held = valueAt(raw, ['venues', name, fund]);
        return held === undefined ? [] : [[`${fund} of \`${name}\``, writtenCode(held)]];
      }),
    ),
    ...venues.flatMap(({ name, curves }) =>
      curves.map((curve) => [
        `pool \`${curve.name}@${name}\``,
        writtenCode(mapAt(raw, ['venues', name, 'instruments', curve.name, 'liquidity'])),
      ]),
    ),
    ...issuers.flatMap(({ coin, spec: { wallets, pots } }) => [
      [`issuer of \`${coin}\`: wallets, pots`, `${writtenCode(wallets)}, ${writtenCode(pots)}`],
    ]),
    ...lenders.flatMap(({ name, spec }) =>
      Object.entries(spec.assets).map(([asset, { supply, reserve }]) => [
        `supplied to \`${name}\`, and its reserve`,
        `${supply} and ${reserve} ${asset}`,
      ]),
    ),
  ];
  const changed =
    changes.length === 0
      ? ''
      : `\nChanged for this description: ${changes.map((each) => writtenCode(each)).join(', ')}.\n`;
  return `## 5. Initialisation

Time begins at ${formatInstant(scenario.startUs)} with empty books, without positions, and with the wallets of the table of agents, drawn anew for each
seed where they are distributions. Books fill during the first ${formatSpan(scenario.warmupUs / 1e6)}, which are not scored. The same seed makes the same beginning.
${changed}
${markdownTable(['what', 'at the start'], rows)}`;
}

/** Writes the sixth element: what is fed from outside while time passes. */
export function inputData({ plan, loaded: { raw } }: Described): string {
  const { scenario, shocks } = plan;
  const values = Object.entries(scenario.values).map(([asset, value]) => [
    `\`${asset}\``,
    'path' in value ? 'a path, linear between knots' : 'a process',
    writtenCode(valueAt(raw, ['values', asset])),
  ]);
  const struck = shocks.map(({ name, spec, plugin }) => [
    `\`${name}\``,
    formatInstant(spec.atUs),
    `\`${plugin.name}\``,
    plugin.summary,
    writtenCode(mapAt(raw, ['shocks', name, 'params'])),
  ]);
  return `## 6. Input data

The value that the world outside gives to each asset, in the unit of account:

${markdownTable(['asset', 'kind', 'as written'], values)}${
    struck.length === 0
      ? 'There are no shocks.\n\n'
      : `Shocks:\n\n${markdownTable(['shock', 'at', 'plugin', 'what it does', 'parameters'], struck)}`
  }`;
}
