import { formatInstant } from '@ebb/engine';
import type { TargetBound, TargetSpec } from '@ebb/engine';
import { formatSpan } from '@ebb/results';
import { markdownTable } from './markdown-table.ts';
import type { Described } from './described.ts';

/** Writes the first element of the protocol: what the model is for, and by which patterns it is judged. */
export function purpose({ plan: { scenario } }: Described): string {
  const { title, description, targets } = scenario;
  const rows = Object.entries(targets).map(([name, target]) => [
    `\`${name}\``,
    `\`${target.metric}\`${target.at ? ', its moment' : ''}`,
    bandOf(target),
    target.fitted ? 'fitted' : 'held out',
    [target.source, ...(target.note === undefined ? [] : [target.note])].join('; '),
  ]);
  const patterns =
    rows.length === 0
      ? 'The scenario names no targets: it is not judged by any pattern.\n\n'
      : `A run is judged by these bands. Parameters were chosen to meet those that are fitted; the others test the model.\n\n${markdownTable(['target', 'metric', 'band', 'use', 'source'], rows)}`;
  return `## 1. Purpose and patterns

**Purpose.** ${title}.${description === '' ? '' : ` ${description.trim()}`} The model plays a market under stress as a
discrete-event simulation, to tell which rules and which behaviour make losses grow or end: every price is made by orders that meet, every
loss is somebody's.

**Patterns.** ${patterns}`;
}

/** A band in words. */
export function bandOf({ low, high, unit }: TargetSpec): string {
  const behind = unit === undefined ? '' : ` ${unit}`;
  if (low !== undefined && high !== undefined) return `${edge(low)} to ${edge(high)}${behind}`;
  return low === undefined ? `at most ${edge(high!)}${behind}` : `at least ${edge(low)}${behind}`;
}

function edge({ kind, value }: TargetBound): string {
  switch (kind) {
    case 'fraction':
      return Math.abs(value) < 0.01 ? `${plain(value * 1e4)} bp` : `${plain(value * 100)} %`;
    case 'span':
      return formatSpan(value / 1e6);
    case 'instant':
      return formatInstant(value);
    case 'number':
      return plain(value);
  }
}

/** A number with all its figures, but for those that only the binary form of it has. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}
