import { formatInstant } from '@ebb/engine';
import type { InstrumentSpec, VenueSpec } from '@ebb/engine';
import { formatCount, formatSpan } from '@ebb/results';
import { markdownTable } from './markdown-table.ts';
import { mapAt, writtenCode } from './written-value.ts';
import type { Described } from './described.ts';

/** Writes the second element: who and what there is, what each is described by, and the scales of time and number. */
export function entities(described: Described): string {
  const { plan } = described;
  const total = plan.agents.reduce((sum, { spec }) => sum + spec.count, 0);
  return `## 2. Entities, state variables and scales

### Assets

${assets(described)}### Venues and markets

${venues(described)}${lenders(described)}### Agents

${formatCount(total)} in ${formatCount(plan.agents.length)} blocks. Those of a block follow one rule, each with its own account, its own draws of what is
given as a distribution, and its own luck.

${agents(described)}### State variables

${STATE}### Scales

${scales(described)}`;
}

const STATE = markdownTable(
  ['entity', 'state variables'],
  [
    [
      'account',
      'balances by wallet and asset (free, held), positions with their cost, open orders, margin mode, debts',
    ],
    ['order', 'side, price in ticks, lots left, time in force, place in the queue'],
    ['market', 'book of resting orders or reserves of a pool, last trade, halted or not'],
    [
      'perpetual',
      'the same, and index price, mark price, funding rate, open interest, insurance fund where it has one',
    ],
    [
      'venue',
      'insurance fund, vault, clearing account, messages that wait, transfers under way, withdrawals open or halted',
    ],
    ['issuer', 'coins in circulation, requests that wait, pots and wallets, backing as reported and as it is'],
    ['lending market', 'cash, supplied and borrowed amounts, rates, reserve, deficit, by asset'],
    ['outside world', 'the value of each asset in the unit of account'],
    ['agent', 'its drawn parameters, and what its behaviour remembers (see the submodels)'],
  ],
);

function assets({ plan: { scenario }, loaded: { raw } }: Described): string {
  const rows = Object.entries(scenario.assets).map(([asset, { decimals, issuer }]) => [
    `\`${asset}\``,
    `10⁻${superscript(decimals)}`,
    scenario.values[asset] === undefined ? 'none' : 'yes (6. Input data)',
    issuer === undefined ? 'nobody' : `\`${issuer.peg.use}\` ${writtenCode(mapAt(raw, ['assets', asset, 'issuer']))}`,
  ]);
  return markdownTable(['asset', 'smallest amount', 'outside value', 'issued by'], rows);
}

function superscript(digits: number): string {
  return [...String(digits)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}

function venues({ plan: { venues } }: Described): string {
  const rows = venues.flatMap(({ name, spec }) =>
    Object.entries(spec.instruments).map(([symbol, market]) => [
      `\`${symbol}@${name}\``,
      kindOf(market),
      `${market.tick} ${market.quote}`,
      `${market.lot} ${market.multiplier === 1 ? market.base : `contracts of ${market.multiplier}`}`,
    ]),
  );
  const rules = venues.map(({ name, spec, policies, circuitBreakers, marginModes, collateral }) => {
    const used = [
      ...Object.entries(policies).map(([slot, { plugin }]) => `${slot} \`${plugin.name}\``),
      ...circuitBreakers.map((each) => `circuit breaker ${each.name} \`${each.plugin.name}\``),
      ...marginModes.map((each) => `margin mode ${each.name} \`${each.plugin.name}\``),
      ...collateral.map((each) => `price of ${each.name} as collateral \`${each.plugin.name}\``),
    ];
    return `- \`${name}\`: ${used.length === 0 ? 'no rules of its own' : used.join(', ')}. ${termsOf(spec)}\n`;
  });
  const table = markdownTable(['market', 'kind', 'tick', 'lot'], rows);
  return `${table}Rules of the venues (each is explained under 7. Submodels; a rule that is absent is not played):\n\n${rules.join('')}\n`;
}

function kindOf({ kind, pool, settle, fundingIntervalUs }: InstrumentSpec): string {
  if (pool !== undefined) return `pool on the curve \`${pool.curve.use}\``;
  if (kind === 'spot') return 'spot, a book of orders';
  const funding = fundingIntervalUs === undefined ? '' : `, funding every ${formatSpan(fundingIntervalUs / 1e6)}`;
  return `perpetual, settled in ${settle ?? 'its quote'}${funding}`;
}

function termsOf({ settle, rateLimit, capacity, markIntervalUs }: VenueSpec): string {
  const terms = [
    ...(settle === '' ? [] : [`reckons in ${settle}`]),
    `samples marks every ${formatSpan(markIntervalUs / 1e6)}`,
    ...(rateLimit === undefined
      ? []
      : [`takes ${rateLimit.orders} orders of an account in ${formatSpan(rateLimit.perUs / 1e6)}`]),
    ...(capacity === undefined
      ? []
      : [
          `serves ${capacity.messages} messages in ${formatSpan(capacity.perUs / 1e6)}, while at most ${capacity.queue} wait`,
        ]),
  ];
  return `It ${terms.join(', ')}.`;
}

function lenders({ plan, loaded: { raw } }: Described): string {
  if (plan.lenders.length === 0) return '';
  const rows = plan.lenders.flatMap(({ name, spec }) =>
    Object.keys(spec.assets).map((asset) => [
      `\`${name}\` at \`${spec.at}\``,
      `\`${asset}\``,
      writtenCode(mapAt(raw, ['lenders', name, 'assets', asset])),
    ]),
  );
  return `### Lending markets\n\n${markdownTable(['market', 'asset', 'terms'], rows)}`;
}

function agents({ plan: { agents }, loaded: { raw } }: Described): string {
  const rows = agents.map(({ name, spec, plugin }) => [
    `\`${name}\``,
    formatCount(spec.count),
    `\`${plugin.name}\`${plugin.cohort === true ? ' (one object for all)' : ''}`,
    writtenCode(mapAt(raw, ['agents', name, 'wallets'])),
    Object.entries(spec.marginMode)
      .map(([venue, mode]) => `${mode} at ${venue}`)
      .join(', '),
  ]);
  return markdownTable(['block', 'count', 'behaviour', 'wallets of each', 'margin mode'], rows);
}

function scales({ plan: { scenario } }: Described): string {
  const { startUs, untilUs, warmupUs, valueStepUs, scale } = scenario;
  return `- **Time** is a whole number of microseconds; there are no steps, every event has its instant. From ${formatInstant(startUs)} to
  ${formatInstant(untilUs)} (${formatSpan((untilUs - startUs) / 1e6)}), of which the first ${formatSpan(warmupUs / 1e6)} are not scored. Outside values move
  every ${formatSpan(valueStepUs / 1e6)}.
- **Number**: prices are whole ticks, sizes whole lots, amounts whole atoms of an asset; nothing is created or lost but by
  issuers and what enters with the agents.
- **Population**: the factor \`scale\` is ${scale}.
- **Space**: there is none; a venue is a place, and distance is the latency of messages and the time of transfers.

`;
}
