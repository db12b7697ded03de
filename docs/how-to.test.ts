import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadScenarioText, readPatch, scenarioJsonSchema } from '@ebb/engine';
import { query } from '@ebb/results/store';
import { p, parameters } from '@ebb/sdk';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { markedBlocks } from './marked-blocks.ts';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

const pageOf = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const blocksOf = (name: string, mark: string): readonly string[] =>
  markedBlocks(pageOf(name)).flatMap((block) => (block.mark === mark ? [block.text] : []));

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.begin();
  await reader.run('ln -s ../ebb/node_modules node_modules');
});
afterAll(() => reader.end());

describe('someone who writes one plugin of each kind', () => {
  let ran: readonly Ran[];
  beforeAll(async () => {
    ran = await reader.follow(pageOf('how-to/write-a-plugin.md'));
  }, 60_000);

  test('has each of them play its part', () => {
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    const { metrics } = JSON.parse(ran.at(-1)!.stdout) as { readonly metrics: Readonly<Record<string, number>> };
    expect(metrics['COIN/USD@usd.largestTrade']).toBeGreaterThan(1);
    for (const block of ['iceberg', 'herd', 'savers', 'topped'])
      expect(Math.abs(metrics[`${block}.profit`])).toBeGreaterThan(0);
  });

  test('gets no complaint of the compiler, here or in the other pages', async () => {
    const pages = ['../README.md', 'tutorial.md'].flatMap((name) => markedBlocks(pageOf(name)));
    for (const { language, file, text } of pages) if (language === 'ts' && file) await reader.write(file, text);
    const options = {
      strict: true,
      noEmit: true,
      experimentalDecorators: true,
      module: 'nodenext',
      skipLibCheck: true,
    };
    const compilerOptions = { ...options, target: 'es2022', lib: ['es2023'], types: [], noUnusedLocals: true };
    const include = ['*.ts', 'plugins/*.ts'];
    await reader.write('package.json', '{"type": "module"}');
    await reader.write('tsconfig.json', JSON.stringify({ compilerOptions, include }));
    const { stdout, code } = await reader.run('node_modules/.bin/tsc -p .');
    expect([code, stdout]).toEqual([0, '']);
  }, 60_000);
});

describe('someone who swaps a rule', () => {
  test('sees by one line of a scenario what a ranking of thirty lines does', async () => {
    const page = pageOf('how-to/swap-a-rule.md');
    const [ranking] = markedBlocks(page).filter(({ language }) => language === 'ts');
    expect(ranking.text.trim().split('\n').length).toBeLessThanOrEqual(30);
    const ran = await reader.follow(page);
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    const [house, own] = ran.map(({ stdout }) => (JSON.parse(stdout) as { metrics: Record<string, number> }).metrics);
    expect(own['alpha.deleveragedNotional']).toBeCloseTo(house['alpha.deleveragedNotional'], 2);
    const hit = [house, own].map((metrics) => metrics['alpha.deleveragedAccounts']);
    expect(page).toContain(`takes it from ${hit[0]} accounts, ours from ${hit[1]}`);
  }, 120_000);
});

describe('the page on scenarios', () => {
  const valuesOf = async (list: string): Promise<unknown> => {
    const params = list.replace(/^- /gm, '        - ');
    const loaded = await loadScenarioText(
      `${BARE}agents:\n  a:\n    use: x\n    params:\n      list:\n${params}`,
      'page',
    );
    return (loaded.raw as { agents: { a: { params: { list: unknown } } } }).agents.a.params.list;
  };

  test('shows a scenario that loads, and a patch whose every path leads somewhere', async () => {
    const [text] = blocksOf('how-to/scenarios.md', 'loads');
    const [changes] = blocksOf('how-to/scenarios.md', 'patch');
    const patch = await readPatch('variant', { read: () => Promise.resolve(changes) });
    const { scenario } = await loadScenarioText(text, 'page', { patches: [patch] });
    expect(scenario.agents['crowd'].count).toBe(120);
    expect(scenario.venues['alpha'].insurance).toEqual({ USDT: 2_000_000 });
    expect(scenario.shocks).toEqual({});
    await reader.write('page.yaml', text);
    const { code, stdout } = await reader.run('npx ebb check page.yaml');
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 venues, 2 markets, 60 agents in 1 block, 1 shock')]);
  }, 60_000);

  test('names every key of the form', () => {
    const page = pageOf('how-to/scenarios.md');
    const { properties } = scenarioJsonSchema();
    for (const key of Object.keys(properties as object))
      expect(page).toMatch(new RegExp(`\\b${key.replace('$', '')}\\b`));
  });

  test('shows distributions that a duration takes, and expressions with their units', async () => {
    const [drawn] = blocksOf('how-to/scenarios.md', 'distributions');
    const react = parameters({ react: p.duration({ describe: 'Waits.' }) });
    const written = (await valuesOf(drawn)) as readonly unknown[];
    expect(written).toHaveLength(7);
    for (const each of written) expect(react.safeParse({ react: each }).error).toBeUndefined();
    const [expressions] = blocksOf('how-to/scenarios.md', 'expressions');
    expect(await valuesOf(expressions)).toEqual([3, '250 ms', '20 %']);
  });

  test('tells how to write the schema', async () => {
    const [{ code }] = await reader.follow(pageOf('how-to/scenarios.md'));
    expect(code).toBe(0);
    const schema = JSON.parse(readFileSync(path.join(reader.folder, 'ebb.schema.json'), 'utf8')) as object;
    expect(schema).toHaveProperty('$defs');
  });
});

describe('someone who validates a scenario', () => {
  test('sees all its targets pass, in the form that the page shows', async () => {
    const page = pageOf('how-to/validate-a-scenario.md');
    const [table, json] = await reader.follow(page);
    expect([table!.code, json!.code]).toEqual([0, 0]);
    expect(table!.stdout).toMatch(/^judged: 5 replicates, seeds 1 to 5\n[\s\S]*\n3 of 3 targets pass\n$/);
    const [, shown] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const [told, kept] = [json!.stdout, shown!].map((text) => JSON.parse(text) as Judged);
    expect(Object.keys(told!)).toEqual(Object.keys(kept!));
    expect(Object.keys(told!.targets[0]!)).toEqual(Object.keys(kept!.targets[0]!));
  }, 60_000);
});

interface Judged {
  readonly targets: readonly object[];
}

describe('the page on results', () => {
  test('asks questions that have answers', async () => {
    const short = ['headline.at=2 min', 'rebound=null', 'outage=null'].map((change) => `--set 'shocks.${change}'`);
    const few = ['count=400', "params.entryWindow='30 s'"].map((change) => `--set agents.borrowers.${change}`);
    const span = "--set until='3 min' --set warmup='1 min' --out run --record all";
    await reader.run(`npx ebb run ../ebb/scenarios/flash-crash.yaml ${[...short, ...few, span].join(' ')}`);
    const questions = blocksOf('how-to/read-results.md', 'query');
    for (const sql of questions) {
      const { rows } = await query(path.join(reader.folder, 'run'), sql);
      expect([sql, rows.length > 0]).toEqual([sql, true]);
    }
    expect(questions).toHaveLength(9);
    await reader.follow(pageOf('how-to/read-results.md'));
    const { stdout } = await reader.run('node ask.mjs run "select count(*) as liquidated from liquidations"');
    expect(stdout).toMatch(/liquidated/);
  }, 60_000);
});

const BARE = `
version: 1
start: 2025-10-10T20:00:00Z
until: 1 h
assets: { USD: { decimals: 2 }, BTC: { decimals: 4 } }
venues: { usd: { instruments: { BTC/USD: { kind: spot, tick: 0.1, lot: 0.1 } } } }
`;
