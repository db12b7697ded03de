/**
 * What is said of each rule of a venue above its plugins: a title, a sentence, and where a scenario names it in a venue (or
 * in `lenders`), `USE` standing for the plugin. In the order of the table of contents.
 */
export const RULES = {
  margin: [
    'Margin',
    'How much margin positions, loans and collateral need and give, and when an account is in trouble.',
  ],
  index: [
    'Index prices',
    'What an asset is worth by its markets: the index of a perpetual, or the price of collateral.',
  ],
  mark: ['Mark prices', 'The price at which positions are valued.'],
  funding: ['Funding', 'What longs pay shorts, or shorts longs, to keep a perpetual near its index.'],
  liquidation: ['Liquidation', 'What is sent to the book when an account is liquidated, step by step.'],
  liquidationPriority: ['Order of liquidation', 'Which position or asset of a pool is reduced or sold first.'],
  disposal: ['Disposal', 'How the fund gets rid of what it took over.'],
  lossAbsorption: ['Loss absorption', 'Who bears what a bankrupt account leaves behind.'],
  deleveraging: ['Deleveraging', 'Whose winning positions are closed when nobody else can take the losing ones.'],
  circuitBreaker: ['Circuit breakers', 'When a market may not go on as usual.', 'circuitBreakers: { guard: USE }'],
  observation: ['Observation', 'Which forced orders the public sees, and when.'],
  transfer: ['Transfers', 'How long transfers between wallets of a venue take, and how many it can carry.'],
  curve: [
    'Curves',
    'What a spot market that is a pool trades by.',
    'instruments: { BTC/USDT: { kind: spot, tick: 0.1, lot: 0.001, curve: USE, liquidity: { BTC: 10, USDT: 1 M } } }',
  ],
  fees: ['Fees', 'What trading costs.'],
  latency: ['Latency', 'How long an intent travels to the venue.'],
  lendingRate: [
    'Lending rates',
    'What borrowing an asset of a lending market costs.',
    'lenders: { aave: { assets: { USDT: { rate: USE } } } }',
  ],
};

/**
 * The pages of the policies by file name, in Markdown: one a rule that has plugins, and README.md that lists them. `described`
 * are plugins with their `family` (the folder's name) and their `parameters` in words.
 */
export function policyPages(described) {
  const pages = Object.entries(RULES).flatMap(([rule, [title, sentence, key = `${rule}: USE`]]) => {
    const members = described.filter(({ plugin }) => plugin.policy === rule).sort(byName);
    return members.length === 0 ? [] : [{ file: `${fileOf(rule)}.md`, title, sentence, rule, key, members }];
  });
  const notes = `${GENERATED}\n\n`;
  return new Map([
    [
      'README.md',
      `# Policies\n\nThe rules of venues and of lending markets, each a plugin: what it computes, where that comes from, and what can be set.\n${notes}${contents(pages)}`,
    ],
    ...pages.map((page) => [page.file, pageText(page, notes)]),
  ]);
}

/**
 * The pages of the mechanisms behind coins by file name, one each: what the plugin says of itself in a sentence, and its section
 * of the family's README.
 */
export function pegPages(described) {
  const pages = described.map(({ plugin: { name, summary }, family, readme }) => {
    const [section] = readme.split(/^## /m).filter((part) => part.startsWith(`\`${name}\`\n`));
    const text = section?.slice(name.length + 3).trim() ?? '';
    return [`${name}.md`, `# ${titleOf(name)}\n\n${summary} ${notesOf(family)}\n\n${text}\n`];
  });
  return new Map(pages);
}

const notesOf = (family) =>
  `[All pegs](README.md). Written by \`npm run docs:policies\` from [plugins/${family}](../../plugins/${family}/README.md).`;

const titleOf = (name) => `${name[0].toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

const GENERATED = 'Written by `npm run docs:policies` from what the plugins declare.';

const byName = (a, b) => (a.plugin.name < b.plugin.name ? -1 : 1);
const fileOf = (rule) => rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const anchored = (file, { plugin }) => `[${plugin.name}](${file}#${plugin.name})`;

function contents(pages) {
  const rows = pages.map(({ file, title, sentence, members }) => {
    return [`[${title}](${file})`, sentence, members.map((member) => anchored(file, member)).join(', ')];
  });
  return table(['rule', 'what it decides', 'plugins'], rows);
}

function pageText({ title, sentence, rule, key, members }, notes) {
  const head = `# ${title}\n\n${sentence} The rule is called \`${rule}\`. ${notes}`;
  return head + members.map((member) => sectionText(member, key)).join('\n');
}

function sectionText({ plugin, family, parameters }, key) {
  const { name, summary, formula, sources = [] } = plugin;
  const parts = [`## \`${name}\`\n`, `${summary}\n`];
  if (formula !== undefined) parts.push(`${blockOf(formula)}\n`);
  parts.push(`\`\`\`yaml\n${exampleOf(plugin, parameters, key)}\n\`\`\`\n`);
  if (sources.length > 0) parts.push(`Sources:\n\n${sources.map((source) => `- ${source}`).join('\n')}\n`);
  if (parameters.length === 0) parts.push('It has no parameters.\n');
  else {
    const rows = parameters.map(({ name, unit, range, default: fallback, summary }) => {
      return [`\`${name}\``, unit, range, fallback ?? 'must be given', summary];
    });
    parts.push(table(['parameter', 'unit', 'range', 'default', 'what it does'], rows));
  }
  parts.push(`More, and what it cannot show: [plugins/${family}](../../plugins/${family}/README.md).\n`);
  return parts.join('\n');
}

/** A formula as a block of code, each of its parts on a line of its own. */
function blockOf(formula) {
  return formula
    .split(/;\s+|\n/)
    .map((line) => `    ${line}`)
    .join('\n');
}

/** One line of a scenario; parameters that must be given are named. */
function exampleOf({ name }, parameters, key) {
  const needed = parameters.filter((row) => row.default === undefined && !/[.[]/.test(row.name));
  const params = needed.length === 0 ? '' : `, params: { ${needed.map((row) => `${row.name}: …`).join(', ')} }`;
  const named = key.replace('USE', `{ use: ${name}${params} }`);
  return key.startsWith('lenders:') ? named : `venues: { alpha: { ${named} } }`;
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replace(/ {2,}/g, ' ');
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line), ''].join('\n');
}
