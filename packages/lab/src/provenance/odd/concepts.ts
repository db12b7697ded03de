import type { PlannedPlugin } from '@ebb/engine';
import { formatSpan } from '@ebb/results';
import { randomParts } from './random-parts.ts';
import { writtenCode } from './written-value.ts';
import type { Described } from './described.ts';

/** Writes the fourth element: the eleven design concepts, as they stand in this scenario. */
export function concepts(described: Described): string {
  return `## 4. Design concepts

### Basic principles

A crash is taken as a loop: falling prices break leveraged accounts, their forced orders meet a book that those who quote may leave, and
prices fall further. Rules of venues and behaviour of agents are plugins with formulas and sources of their own:

${list(principles(described))}### Emergence

What emerges: ${emerges(described).join('; ')}. What is imposed: ${imposed(described).join('; ')}.

### Adaptation

Agents react to what they see by the rule of their block:

${list(behaviours(described))}### Objectives

No behaviour declares a function that it maximises; each follows the rule above, with the thresholds and sizes that are its parameters.
What a block gained or lost is measured, and the run depends on it through balances alone.

### Learning

Parameters are drawn once, before time begins, and stay. What a behaviour remembers from what it saw is told in its submodel.

### Prediction

Nobody is told what will be. An agent that expects something reckons it from the past by the rule in its submodel.

### Sensing

${sensing(described)}
### Interaction

${interaction(described)}
### Stochasticity

${stochasticity(described)}
### Collectives

${collectives(described)}
### Observation

${observation(described)}`;
}

function principles({ plan: { used } }: Described): readonly string[] {
  const told = used.filter(({ plugin }) => (plugin.sources ?? []).length > 0);
  return told.map(({ plugin }) => `\`${plugin.name}\`: ${plugin.sources!.join('; ')}`);
}

function emerges({ plan: { venues, issuers, lenders } }: Described): readonly string[] {
  const markets = venues.flatMap(({ name, spec }) =>
    Object.keys(spec.instruments).map((each) => `\`${each}@${name}\``),
  );
  const perps = venues.filter(({ listsPerps }) => listsPerps).map(({ name }) => name);
  return [
    `prices, spreads and depth of ${markets.join(', ')}`,
    ...(perps.length === 0 ? [] : [`liquidations, deleveraging and losses that reach funds on ${perps.join(', ')}`]),
    ...(issuers.length === 0
      ? []
      : [`supply, backing and distance from par of ${issuers.map(({ coin }) => coin).join(', ')}`]),
    ...(lenders.length === 0
      ? []
      : [`rates, liquidations and bad debt on ${lenders.map(({ name }) => name).join(', ')}`]),
    'gains and losses of every block of agents',
  ];
}

function imposed({ plan: { scenario, shocks, agents } }: Described): readonly string[] {
  const values = Object.keys(scenario.values);
  return [
    ...(values.length === 0 ? [] : [`outside values of ${values.join(', ')}`]),
    ...(shocks.length === 0 ? ['no shocks'] : [`the shocks ${shocks.map(({ name }) => `\`${name}\``).join(', ')}`]),
    `number, wealth and parameters of ${agents.length} blocks of agents`,
    'the rules of the venues',
  ];
}

function behaviours({ plan: { agents } }: Described): readonly string[] {
  return grouped(agents).map(([name, uses]) => {
    return `\`${name}\` (${uses.map((each) => each.path.at(-1)).join(', ')}): ${uses[0]!.plugin.summary}`;
  });
}

function sensing({ plan: { venues, issuers } }: Described): string {
  const feeds = venues.map(({ name, policies: { observation, latency } }) => {
    const seen =
      observation === undefined
        ? 'every forced order is public'
        : `forced orders are shown by \`${observation.plugin.name}\``;
    return `\`${name}\`: ${seen}; messages to it take ${latency === undefined ? 'no time' : `a latency by \`${latency.plugin.name}\``}`;
  });
  const told = issuers.map(({ coin, spec: { report } }) => {
    if (report.hidden) return `what stands behind \`${coin}\` is not told`;
    const late = report.delayUs === 0 ? '' : `, ${formatSpan(report.delayUs / 1e6)} late`;
    return `what stands behind \`${coin}\` is told every ${formatSpan(report.everyUs / 1e6)}${late}`;
  });
  return `Agents see what is public (quotes, depth, trades, index and mark prices, funding, halts, news, outside values) and their own accounts, never
those of others, and all of it without error. A behaviour uses of it what its submodel says.

${list([...feeds, ...told])}`;
}

function interaction({ plan: { venues, issuers, lenders } }: Described): string {
  return `Agents meet in markets alone: through orders on books${venues.some(({ curves }) => curves.length > 0) ? ' and reserves of pools' : ''}, and so through prices. They also share what
stands behind all of a venue:

${list([
  ...venues.map(({ name, policies }) => {
    const rules = Object.entries(policies).map(([slot, { plugin }]) => `${slot} \`${plugin.name}\``);
    return `\`${name}\`: ${rules.length === 0 ? 'no shared rules' : rules.join(', ')}`;
  }),
  ...issuers.map(({ coin, plugin }) => `the queue and the assets of the issuer of \`${coin}\` (\`${plugin.name}\`)`),
  ...lenders.map(({ name }) => `cash and collateral of the lending market \`${name}\``),
])}`;
}

function stochasticity(described: Described): string {
  const { scenario, venues } = described.plan;
  const noisy = Object.entries(scenario.values).filter(([, value]) => 'noise' in value && value.noise !== undefined);
  const drawn = randomParts(described).map(({ place, written }) => `\`${place}\`: ${writtenCode(written)}`);
  return `All randomness comes from one seed by named streams: a stream is a function of seed, instance and purpose, so that another rule or a larger
block leaves the luck of all others as it was, and runs of one seed can be compared in pairs. Behaviours draw from streams of
their own where their submodel says so. Besides:

${list([
  ...noisy.map(([asset]) => `the outside value of \`${asset}\` has noise`),
  ...venues.flatMap(({ name, policies: { latency } }) =>
    latency === undefined ? [] : [`latency of messages to \`${name}\`, by \`${latency.plugin.name}\``],
  ),
  ...(drawn.length === 0 ? ['no parameter and no wallet is given as a distribution'] : drawn),
])}`;
}

function collectives({ plan: { agents, venues, issuers, lenders } }: Described): string {
  const cohorts = agents.filter(({ plugin }) => plugin.cohort === true).map(({ name }) => `\`${name}\``);
  const funds = venues.flatMap(({ name, spec }) => [
    ...(Object.keys(spec.insurance).length === 0 ? [] : [`the insurance fund of \`${name}\``]),
    ...(spec.vault === undefined ? [] : [`the vault of \`${name}\``]),
  ]);
  const shared = [
    ...funds,
    ...issuers.map(({ coin }) => `the holders of \`${coin}\`, through its backing`),
    ...lenders.map(({ name }) => `the suppliers of \`${name}\``),
  ];
  const bound = shared.length === 0 ? '' : ` Bound by what they share: ${shared.join(', ')}.`;
  const one =
    cohorts.length === 0
      ? ''
      : ` One object steers all accounts of ${cohorts.join(', ')}; each account still stands alone.`;
  return `A block is a way to write many agents down; its members do not know each other.${bound}${one}\n`;
}

function observation({ plan: { metrics, scenario } }: Described): string {
  const own = metrics.map(({ name, plugin }) => `\`${name}\` (\`${plugin.name}\`): ${plugin.summary}`);
  return `Every fact is seen by recorders and metrics, which cannot act. Bars and outside values are taken every
${formatSpan(scenario.barIntervalUs / 1e6)}; the first ${formatSpan(scenario.warmupUs / 1e6)} are not scored. The trace hash of a run folds in every fact and intent. Metrics besides
those of every run:

${list(own.length === 0 ? ['none'] : own)}`;
}

/** Uses by the names of their plugins. */
function grouped<Use extends PlannedPlugin>(uses: readonly Use[]): readonly (readonly [string, readonly Use[]])[] {
  const groups = new Map<string, Use[]>();
  for (const use of uses) groups.set(use.plugin.name, [...(groups.get(use.plugin.name) ?? []), use]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function list(items: readonly string[]): string {
  return `${items.map((item) => `- ${item.replaceAll(/\s*\n\s*/g, ' ')}\n`).join('')}\n`;
}
