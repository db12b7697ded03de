import Table from 'cli-table3';
import { formatCount } from '@ebb/results';
import type { QueryResult, QueryValue } from '@ebb/results/store';
import { BARE } from './bare-table.ts';

/** Rows that a terminal is given. */
const MOST_ROWS = 200;

/** The answer to a query as a table; of a long one the beginning. */
export function queryText({ columns, rows }: QueryResult): string {
  const isNumber = columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const table = new Table({
    ...BARE,
    head: [...columns],
    colAligns: isNumber.map((each) => (each ? 'right' : 'left')),
  });
  table.push(...rows.slice(0, MOST_ROWS).map((row) => row.map(cellText)));
  const more =
    rows.length > MOST_ROWS
      ? `… and ${formatCount(rows.length - MOST_ROWS)} more rows; --csv and --json give all\n`
      : '';
  return `${table.toString()}\n${more}`;
}

/** The answer as comma-separated values by RFC 4180, with what is absent empty. */
export function queryCsv({ columns, rows }: QueryResult): string {
  const line = (cells: readonly QueryValue[]): string => cells.map(csvCell).join(',');
  return [line(columns), ...rows.map(line), ''].join('\r\n');
}

function cellText(cell: QueryValue): string {
  if (cell === null) return '–';
  return typeof cell === 'number' && !Number.isInteger(cell) ? String(Number(cell.toPrecision(7))) : String(cell);
}

function csvCell(cell: QueryValue): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
