import Table from 'cli-table3';

/** The places of a table at which lines would stand. */
const LINES = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
];

/** A table without lines or colours, the first column to the left and the others to the right, two spaces apart. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    chars: Object.fromEntries(LINES.map((line) => [line, ''])),
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
