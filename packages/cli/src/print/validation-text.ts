import Table from 'cli-table3';
import type { JudgedTarget, Validation } from '@ebb/lab';
import { measuredText, rangeText } from './measured-text.ts';

const SOURCE_WIDTH = 44;

/** What a person reads after a validation: each target with its band and what the replicates came to, and the count. */
export function validationText({ scenario, seeds, targets, passed, total }: Validation): string {
  const [first = '', last = ''] = [seeds[0], seeds.at(-1)];
  const played = seeds.length === 1 ? `seed ${first}` : `${seeds.length} replicates, seeds ${first} to ${last}`;
  const table = new Table({
    head: ['target', 'band', 'median', '90 % interval', 'reached', 'is', 'verdict', 'source'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left', 'left', 'left'],
    colWidths: [null, null, null, null, null, null, null, SOURCE_WIDTH],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  table.push(...targets.map((target) => rowOf(target, seeds.length)));
  return `${scenario}: ${played}\n${table.toString()}\n${passed} of ${total} targets pass\n`;
}

function rowOf(target: JudgedTarget, replicates: number): string[] {
  const { name, unit, median, interval, reached, fitted, pass, source, note } = target;
  return [
    name,
    bandText(target),
    measuredText(median ?? NaN, unit),
    interval === null ? measuredText(NaN, unit) : rangeText([interval[0], interval[1] ?? NaN], unit),
    `${reached} of ${replicates}`,
    fitted ? 'fitted' : 'predicted',
    pass ? 'pass' : 'fail',
    note === undefined ? source : `${source}; ${note}`,
  ];
}

function bandText({ low, high, unit }: JudgedTarget): string {
  if (low === null) return `at most ${measuredText(high ?? NaN, unit)}`;
  if (high === null) return `at least ${measuredText(low, unit)}`;
  return rangeText([low, high], unit);
}
