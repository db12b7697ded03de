import { formatInstant } from '@ebb/engine';
import type { Plan } from '@ebb/engine';
import { formatCount, formatSpan } from '@ebb/results';
import { bandOf } from './odd/purpose.ts';
import type { Described } from './odd/described.ts';

/** Describes a scenario in a page of plain words: when, where, who, what comes from outside, and what it is judged by. */
export function describeScenario({ plan }: Pick<Described, 'plan'>): string {
  const { scenario } = plan;
  const { startUs, untilUs, warmupUs, description } = scenario;
  const parts = [
    `${scenario.name}: ${scenario.title}\n`,
    description === '' ? '' : `${description.trim()}\n`,
    `It plays ${formatSpan((untilUs - startUs) / 1e6)} from ${formatInstant(startUs)}; the first ${formatSpan(warmupUs / 1e6)} are not scored.\n`,
    section('Venues', venues(plan)),
    section(
      'Issuers',
      plan.issuers.map(({ coin, plugin }) => [coin, `${plugin.name}: ${plugin.summary}`]),
    ),
    section(
      'Lending markets',
      plan.lenders.map(({ name, spec }) => [name, Object.keys(spec.assets).join(', ')]),
    ),
    section('Agents', agents(plan)),
    section('From outside', outside(plan)),
    section('Judged by', targets(plan)),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\nebb describe --odd writes the whole model down.\n`;
}

type Row = readonly [string, string];

function section(title: string, rows: readonly Row[]): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.length === 0
    ? ''
    : `${title}\n${rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('')}`;
}

function venues({ venues }: Plan): readonly Row[] {
  return venues.map(({ name, spec, policies }) => {
    const rules = Object.entries(policies).map(([slot, { plugin }]) => `${slot} ${plugin.name}`);
    return [name, [Object.keys(spec.instruments).join(', '), ...rules].join('; ')];
  });
}

function agents({ agents }: Plan): readonly Row[] {
  return agents.map(({ name, spec, plugin }) => [
    name,
    `${formatCount(spec.count)} × ${plugin.name}: ${plugin.summary}`,
  ]);
}

function outside({ scenario, shocks }: Plan): readonly Row[] {
  return [
    ...Object.entries(scenario.values).map(([asset, value]): Row => {
      if ('path' in value) return [asset, `a path of ${value.path.length} knots`];
      const moves = [
        ...(value.follows === undefined ? [] : [`follows ${value.follows.asset} ${value.follows.beta} times`]),
        ...(value.noise === undefined ? [] : ['with noise']),
        ...(value.jumps.length === 0 ? [] : [`jumps ${value.jumps.length} times`]),
        ...(value.revert === undefined ? [] : ['comes back']),
      ];
      return [asset, `begins at ${value.start}${moves.length === 0 ? ' and stays' : `, ${moves.join(', ')}`}`];
    }),
    ...shocks.map(({ name, spec, plugin }): Row => {
      return [name, `${plugin.name} at ${formatInstant(spec.atUs)}: ${plugin.summary}`];
    }),
  ];
}

function targets({ scenario }: Plan): readonly Row[] {
  return Object.entries(scenario.targets).map(([name, target]) => [name, `${target.metric}: ${bandOf(target)}`]);
}
