import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const house = path.join(import.meta.dirname, '../../../..');
const names = readdirSync(path.join(house, 'scenarios')).filter((file) => file.endsWith('.yaml'));

const HEADINGS = [
  '## 1. Purpose and patterns',
  '## 2. Entities, state variables and scales',
  '### Assets',
  '### Venues and markets',
  '### Agents',
  '### State variables',
  '### Scales',
  '## 3. Process overview and scheduling',
  '## 4. Design concepts',
  ...['Basic principles', 'Emergence', 'Adaptation', 'Objectives', 'Learning', 'Prediction'].map(
    (each) => `### ${each}`,
  ),
  ...['Sensing', 'Interaction', 'Stochasticity', 'Collectives', 'Observation'].map((each) => `### ${each}`),
  '## 5. Initialisation',
  '## 6. Input data',
  '## 7. Submodels',
];

/** What the built house says of a scenario, and what it should have said. */
interface Told {
  readonly odd: string;
  readonly again: string;
  readonly short: string;
  readonly used: readonly string[];
  readonly agents: readonly (readonly [name: string, count: number])[];
  readonly markets: readonly string[];
  readonly words: readonly string[];
  readonly uses: readonly (readonly [place: string, parameters: readonly string[]])[];
}

/** Opens scenarios in a process of its own: under a test runner plugins cannot be loaded side by side. */
const SCRIPT = `
import { openScenario } from '@ebb/engine/node';
import { describeOdd, describeScenario } from '@ebb/lab';
import { pluginUses } from './packages/lab/dist/provenance/odd/plugin-uses.js';
import { mapAt } from './packages/lab/dist/provenance/odd/written-value.js';
const told = [];
for (const request of JSON.parse(process.argv[1])) {
  const { plan, loaded, changes } = await openScenario(request);
  const { scenario, venues, agents, shocks, lenders, issuers } = plan;
  told.push({
    odd: describeOdd({ plan, loaded, changes }),
    again: describeOdd(await openScenario(request)),
    short: describeScenario({ plan }),
    used: plan.used.map(({ plugin }) => plugin.name),
    agents: agents.map(({ name, spec }) => [name, spec.count]),
    markets: venues.flatMap(({ name, spec }) => Object.keys(spec.instruments).map((symbol) => symbol + '@' + name)),
    words: [
      ...['targets', 'values', 'assets'].flatMap((part) => Object.keys(scenario[part])),
      ...[...venues, ...shocks, ...lenders].map(({ name }) => name),
      ...issuers.map(({ coin }) => coin),
    ],
    uses: pluginUses(plan).map(({ path }) => [path.join('.'), Object.keys(mapAt(loaded.raw, [...path, 'params']))]),
  });
}
process.stdout.write(JSON.stringify(told));
`;

function tell(requests: readonly object[]): readonly Told[] {
  const args = ['--input-type=module', '--eval', SCRIPT, JSON.stringify(requests)];
  const options = { cwd: house, env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 64 * 1024 * 1024 };
  return JSON.parse(execFileSync(process.execPath, args, options).toString()) as readonly Told[];
}

const all = tell([
  ...names.map((file) => ({ scenario: `scenarios/${file}` })),
  { scenario: 'scenarios/reference-market.yaml', set: ['agents.arbitrage-btc.count=4321'] },
]);

describe.each(names.map((file, i) => ({ file, told: all[i] })))('$file', ({ told }) => {
  const { odd } = told;

  test('has the seven elements and eleven concepts of Grimm et al. (2020), in their order', () => {
    const headings = odd.split('\n').filter((line) => /^##+ /.test(line));
    const upToSubmodels = headings.slice(0, headings.indexOf('## 7. Submodels') + 1);
    expect(upToSubmodels.filter((line) => line !== '### Lending markets')).toEqual(HEADINGS);
    expect(headings.slice(upToSubmodels.length)).toEqual(told.used.map((name) => `### ${name}`));
  });

  test('names everything that the scenario plays, with every parameter that it sets', () => {
    for (const [name, count] of told.agents) expect(odd).toContain(`| \`${name}\` | ${count.toLocaleString('en')} |`);
    for (const market of told.markets) expect(odd).toContain(`| \`${market}\` |`);
    for (const word of told.words) expect(odd).toContain(`\`${word}\``);
    for (const [place, parameters] of told.uses) {
      const line = odd.split('\n').find((each) => each.startsWith(`- \`${place}\`: `));
      expect([place, line]).toEqual([place, expect.anything()]);
      for (const key of parameters) expect(line).toContain(`\`${key}\` `);
    }
    expect(odd).not.toMatch(/undefined|\[object|NaN/);
    expect(odd).not.toContain(house);
  });

  test('is described in the same words each time, in full and in short', () => {
    expect(told.again).toBe(odd);
    for (const [name] of told.agents) expect(told.short).toContain(`\n  ${name} `);
  });
});

test('a changed parameter is in the description, with the change', () => {
  const before = all[names.indexOf('reference-market.yaml')];
  expect(before.odd).not.toContain('4,321');
  expect(all.at(-1)!.odd).toContain('| `arbitrage-btc` | 4,321 |');
  expect(all.at(-1)!.odd).toContain('`agents.arbitrage-btc.count=4321`');
});
