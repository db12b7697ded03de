import Table from 'cli-table3';
import { formatAmount, formatCount, summarise, withoutCascades } from '@ebb/results';
import type { RunResult, SummaryTable } from '@ebb/results';

/** What a person reads after a run: the title, the verdict, the tables, where the files are and how long it took. */
export function runText(result: RunResult, folder: string): string {
  const { manifest, verdict, timings } = result;
  const { scenario, title, seed, events } = manifest;
  const head = title === undefined || title === scenario ? scenario : `${scenario}: ${title}`;
  const speed = `${formatAmount(timings.eventsPerSecond)} events/s`;
  const quiet = result.cascades === undefined ? undefined : withoutCascades(result.cascades);
  const audited = result.conservation === undefined ? [] : [`audit: ${result.conservation.sentence}`];
  return [
    `${head} (seed ${seed})`,
    verdict,
    '',
    ...summarise(result).map((table) => `${tableText(table)}\n`),
    ...(quiet === undefined ? [] : [`${quiet}\n`]),
    ...audited,
    `${formatCount(events)} events in ${timings.wallSeconds.toFixed(1)} s (${speed}), trace ${manifest.traceHash}`,
    `files: ${folder}`,
    '',
  ].join('\n');
}

/** A table of the summary, as lines. */
export function tableText({ title, columns, rows }: SummaryTable): string {
  const table = new Table({
    head: columns.map((column) => column.title),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}`;
}
