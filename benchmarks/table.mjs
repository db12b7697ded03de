/** A group of results as text for a terminal, in columns. */
export function textTable(group) {
  const lines = [head(group), ...group.rows.map((row) => cells(group, row))];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const line = (texts) =>
    texts.map((text, column) => (isText(column) ? text.padEnd(widths[column]) : text.padStart(widths[column])));
  return `${group.title}\n${lines.map((texts) => `  ${line(texts).join('  ').trimEnd()}\n`).join('')}`;
}

/** All results as a page of Markdown. */
export function markdownPage(machine, rounds, groups) {
  const tables = groups.map((group) => {
    const [first, ...rest] = [head(group), ...group.rows.map((row) => cells(group, row))];
    const rule = first.map((_, column) => (isText(column) ? '---' : '---:'));
    return `## ${group.title}\n\n${[first, rule, ...rest].map((texts) => `| ${texts.join(' | ')} |\n`).join('')}`;
  });
  const heading = `# Results\n\nWritten by \`npm run bench -- --write\`; see README.md. Median of ${rounds} rounds. ${machine}.`;
  return `${heading}\n\n${tables.join('\n')}`;
}

const isText = (column) => column === 0 || column === 4;

function head({ unit }) {
  return ['', unit === 'ms' ? 'median, ms' : 'median', 'min – max', 'of the yardstick', ''];
}

function cells({ unit, yardstick }, row) {
  const name = row.name === yardstick ? `${row.name} (yardstick)` : row.name;
  if (row.failed) return [name, '', '', '', row.note];
  const tell = unit === 'ms' ? (x) => x.toFixed(0) : rateText;
  const ratio = row.ratio === undefined ? '1' : row.ratio < 0.01 ? row.ratio.toPrecision(1) : row.ratio.toFixed(2);
  return [name, tell(row.median), `${tell(row.least)} – ${tell(row.most)}`, ratio, row.note];
}

/** A rate with three figures: 12.3 M, 456 k. */
function rateText(rate) {
  const [scale, unit] = rate >= 1e6 ? [1e6, ' M'] : rate >= 1e3 ? [1e3, ' k'] : [1, ''];
  const scaled = rate / scale;
  return scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2) + unit;
}
