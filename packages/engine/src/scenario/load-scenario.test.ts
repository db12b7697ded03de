import { describe, expect, test } from '@jest/globals';
import { canonicalScenario } from './canonical-scenario.ts';
import { parseInstant } from './instant.ts';
import { loadScenario, loadScenarioText, readPatch, scenarioFromObject } from './load-scenario.ts';
import { parseSet, patchFromObject } from './patch.ts';
import { BadInput } from './problem.ts';
import { scenarioHash } from './scenario-hash.ts';
import type { ScenarioFiles } from './extend.ts';

const market = `version: 1
name: market
title: A market
plugins: [./maker.ts]
start: 2025-10-10T20:30:00Z
until: 150 min
constants: {crowd: = 400 * scale, taker: 5 bp}
assets: {USDT: {decimals: 4}, BTC: {decimals: 8}}
venues:
  alpha:
    instruments: {'BTC/USDT:USDT': {kind: perp, tick: 0.1, lot: 0.001, fundingInterval: 8 h}}
    margin: tiers
    fees: {use: flat, params: {taker: = taker, maker: 2 bp}}
    rateLimit: {orders: 300, per: 10 s}
    capacity: {messages: 5 k, per: 1 s, queue: 20 k}
    circuitBreakers: {pause: {use: halt, params: {move: 5%}}, collar: band}
    insurance: {USDT: 1 M}
agents:
  makers: {use: market-maker, count: 20, wallets: {alpha: {USDT: {lognormal: {median: 5 k, sigma: 1}}}}}
  crowd: {use: noise-trader, count: = crowd, params: {every: = 2 * scale s}}
values:
  BTC: {path: [[20:30, 117000], [20:49:30, 116900], [2025-10-11T00:30:00Z, 1 k]]}
  USDT: {start: 1, follows: {asset: BTC, beta: 0.1}, noise: {perHour: 0.5%}, jumps: [{at: 10 min, by: -3%}], revert: {halfLife: 10 min}}
shocks: {news: {use: news, at: 20:50, params: {tone: -1}}}
`;

function memory(files: Readonly<Record<string, string>>): ScenarioFiles {
  return {
    read: async (path) => files[path] ?? Promise.reject(new Error('no such file')),
    resolve: (from, relative) => `${from.slice(0, from.lastIndexOf('/') + 1)}${relative.replace(/^\.\//, '')}`,
    list: async () => Object.keys(files),
  };
}

async function problemsOf(loading: Promise<unknown>): Promise<string> {
  const error: unknown = await loading.catch((thrown: unknown) => thrown);
  if (error instanceof BadInput) return error.message;
  throw new Error('it was accepted');
}

describe('loadScenarioText', () => {
  test('resolves units, times, names and expressions', async () => {
    const { scenario } = await loadScenarioText(market, 'scenarios/market.yaml');
    expect(scenario).toMatchObject({
      name: 'market',
      startUs: Date.UTC(2025, 9, 10, 20, 30) * 1_000,
      untilUs: Date.UTC(2025, 9, 10, 23, 0) * 1_000,
      warmupUs: 0,
      constants: { crowd: 400, taker: 0.0005 },
      scale: 1,
      plugins: [{ spec: './maker.ts', file: 'scenarios/market.yaml' }],
      valueStepUs: 1_000_000,
      record: 'default',
    });
    expect(scenario.venues['alpha']).toEqual({
      instruments: {
        'BTC/USDT:USDT': {
          kind: 'perp',
          base: 'BTC',
          quote: 'USDT',
          settle: 'USDT',
          tick: 0.1,
          lot: 0.001,
          multiplier: 1,
          fundingIntervalUs: 28_800_000_000,
        },
      },
      settle: 'USDT',
      policies: {
        margin: { use: 'tiers', params: {} },
        fees: { use: 'flat', params: { taker: 0.0005, maker: '2 bp' } },
      },
      rateLimit: { orders: 300, perUs: 10_000_000 },
      capacity: { messages: 5000, perUs: 1_000_000, queue: 20_000 },
      circuitBreakers: { collar: { use: 'band', params: {} }, pause: { use: 'halt', params: { move: '5%' } } },
      insurance: { USDT: 1_000_000 },
      marginModes: {},
      collateral: {},
      markIntervalUs: 1_000_000,
    });
    expect(scenario.agents['crowd']).toEqual({
      use: 'noise-trader',
      params: { every: '2 s' },
      count: 400,
      wallets: {},
      marginMode: {},
    });
    expect(scenario.agents['makers']?.wallets).toEqual({
      alpha: { USDT: { distribution: 'lognormal', median: 5_000, sigma: 1, min: 0 } },
    });
    expect(scenario.values).toEqual({
      BTC: {
        path: [
          { atUs: parseInstant('2025-10-10T20:30:00Z'), value: 117_000 },
          { atUs: parseInstant('2025-10-10T20:49:30Z'), value: 116_900 },
          { atUs: parseInstant('2025-10-11T00:30:00Z'), value: 1_000 },
        ],
      },
      USDT: {
        start: 1,
        follows: { asset: 'BTC', beta: 0.1 },
        noise: { perHour: 0.005 },
        jumps: [{ atUs: parseInstant('2025-10-10T20:40:00Z'), by: -0.03 }],
        revert: { halfLifeUs: 600_000_000 },
      },
    });
    expect(scenario.shocks['news']).toEqual({
      use: 'news',
      params: { tone: -1 },
      atUs: parseInstant('2025-10-10T20:50:00Z'),
    });
  });

  test('takes the name of the file when the scenario has none', async () => {
    const { scenario } = await loadScenarioText(market.replace('name: market\n', ''), 'scenarios/calm.yaml');
    expect(scenario.name).toBe('calm');
  });

  test('gives the same canonical text whatever the order and the titles', async () => {
    const first = await loadScenarioText(market, 'a.yaml');
    const lines = market
      .replace('A market', 'Another')
      .split(/\n(?=\S)/)
      .map((line) => line.trimEnd());
    const second = await loadScenarioText(`${lines.reverse().join('\n')}\n`, 'elsewhere/b.yaml');
    expect(canonicalScenario(second.scenario)).toBe(canonicalScenario(first.scenario));
    expect(scenarioHash(second.scenario)).toBe(scenarioHash(first.scenario));
    const third = await loadScenarioText(market, 'a.yaml', { patches: [parseSet('agents.makers.count=21')] });
    expect(scenarioHash(third.scenario)).not.toBe(scenarioHash(first.scenario));
  });
});

describe('loadScenario', () => {
  const variant = `extends: market
plugins: [./own.ts]
until: 22:00
agents:
  crowd: null
  late: {use: noise-trader}
patch:
  venues.alpha.fees.params.taker: 7 bp
  agents.makers: {count: 30}
`;

  test('lays a file over what it extends and keeps where each part was written', async () => {
    const host = memory({ 'lib/market.yaml': market, 'lib/late.yaml': variant });
    const { scenario, sources, files } = await loadScenario('lib/late.yaml', host);
    expect(scenario.name).toBe('late');
    expect(scenario.title).toBe('A market');
    expect(scenario.untilUs).toBe(parseInstant('2025-10-10T22:00:00Z'));
    expect(Object.keys(scenario.agents)).toEqual(['late', 'makers']);
    expect(scenario.agents['makers']?.count).toBe(30);
    expect(scenario.venues['alpha']?.policies.fees?.params).toEqual({ taker: '7 bp', maker: '2 bp' });
    expect(scenario.plugins).toEqual([
      { spec: './maker.ts', file: 'lib/market.yaml' },
      { spec: './own.ts', file: 'lib/late.yaml' },
    ]);
    expect(files.map((file) => file.path)).toEqual(['lib/late.yaml', 'lib/market.yaml']);
    const fees = ['venues', 'alpha', 'fees', 'params'];
    expect(sources.at([...fees, 'taker'])).toEqual({ file: 'lib/late.yaml', line: 8, column: 35 });
    expect(sources.at([...fees, 'maker'])).toEqual({ file: 'lib/market.yaml', line: 13, column: 55 });
    expect(sources.keyAt(['agents', 'late', 'use'])).toEqual({ file: 'lib/late.yaml', line: 6, column: 10 });
    expect(sources.keyAt(['agents', 'late', 'count'])).toEqual({ file: 'lib/late.yaml', line: 6, column: 3 });
  });

  test('points a late error to the file that wrote the wrong part', async () => {
    const host = memory({ 'lib/market.yaml': market.replace('per: 10 s', 'per: 10 bp'), 'lib/late.yaml': variant });
    expect(await problemsOf(loadScenario('lib/late.yaml', host))).toBe(
      "lib/market.yaml:14:35: venues.alpha.rateLimit.per: expected a duration such as 250 ms, found '10 bp'",
    );
  });

  test('merges several bases in their order', async () => {
    const host = memory({
      'market.yaml': market,
      'small.yaml': 'scale: 0.5\nagents: {makers: {count: 1}}\n',
      'both.yaml': 'extends: [market.yaml, ./small]\n',
    });
    const { scenario } = await loadScenario('both.yaml', host);
    expect(scenario.agents['makers']?.count).toBe(1);
    expect(scenario.agents['crowd']).toMatchObject({ count: 200, params: { every: '1 s' } });
  });

  test('lets one base serve two files', async () => {
    const host = memory({
      'market.yaml': market,
      'a.yaml': 'extends: market\n',
      'b.yaml': 'extends: market\nuntil: 1 h\n',
      'both.yaml': 'extends: [a, b]\n',
    });
    const { scenario, files } = await loadScenario('both.yaml', host);
    expect(scenario.untilUs - scenario.startUs).toBe(3_600_000_000);
    expect(files.map((file) => file.path)).toEqual(['both.yaml', 'a.yaml', 'market.yaml', 'b.yaml']);
  });

  test('refuses a loop and names the chain', async () => {
    const host = memory({ 'a.yaml': 'extends: b\n', 'b.yaml': 'version: 1\nextends: [c]\n', 'c.yaml': 'extends: b\n' });
    expect(await problemsOf(loadScenario('a.yaml', host))).toBe(
      'c.yaml:1:10: extends: extends goes in a loop: b.yaml → c.yaml → b.yaml',
    );
  });

  test('says which file is missing and which is near', async () => {
    const host = memory({ 'market.yaml': market, 'late.yaml': 'extends: makret\n' });
    expect(await problemsOf(loadScenario('late.yaml', host))).toBe(
      "late.yaml:1:10: extends: there is no file 'makret.yaml' (did you mean 'market.yaml'?)",
    );
    const { read, resolve } = host;
    expect(await problemsOf(loadScenario('lost.yaml', { read, resolve }))).toBe(
      "lost.yaml: there is no file 'lost.yaml'",
    );
  });

  test('refuses an empty file', async () => {
    expect(await problemsOf(loadScenario('e.yaml', memory({ 'e.yaml': '# nothing\n' })))).toBe(
      "e.yaml:1:1: expected a map of a scenario's keys, found nothing",
    );
  });
});

describe('patches', () => {
  const patched = (text: string): Promise<string> =>
    problemsOf(loadScenarioText(market, 'market.yaml', { patches: [parseSet(text)] }));

  test('are laid over in order, before expressions', async () => {
    const patches = [
      parseSet('scale=0.25'),
      patchFromObject({ 'venues.alpha.fees.params': { taker: '9 bp' }, 'agents.makers.count': 3 }, 'study'),
      parseSet('agents.makers.count = = crowd / 10'),
      parseSet('values.BTC.path.1=[20:50, 100000]'),
      parseSet('shocks.news=null'),
      parseSet('venues.alpha.latency={use: fixed, params: {ms: 5}}'),
      parseSet('agents.crowd.wallets.alpha={USDT: 5}'),
      parseSet('agents.crowd.wallets.alpha/spot={USDT: 6}'),
      parseSet('agents.crowd.wallets.alpha/spot.USDT=7'),
    ];
    const { scenario } = await loadScenarioText(market, 'market.yaml', { patches });
    expect(scenario.agents['crowd']).toMatchObject({ count: 100, wallets: { alpha: { USDT: 5 } } });
    expect(scenario.agents['crowd']?.wallets['alpha/spot']).toEqual({ USDT: 7 });
    expect(scenario.agents['makers']?.count).toBe(10);
    expect(scenario.venues['alpha']?.policies.fees?.params).toEqual({ taker: '9 bp', maker: '2 bp' });
    expect(scenario.venues['alpha']?.policies.latency).toEqual({ use: 'fixed', params: { ms: 5 } });
    expect(scenario.values['BTC']).toMatchObject({ path: { 1: { value: 100_000 } } });
    expect(scenario.shocks).toEqual({});
  });

  test('swap a rule by its use alone: the params of the one before go', async () => {
    const patches = [parseSet('venues.alpha.fees.use=none'), parseSet('venues.alpha.fees.params.share=1%')];
    const { scenario } = await loadScenarioText(market, 'market.yaml', { patches });
    expect(scenario.venues['alpha']?.policies.fees).toEqual({ use: 'none', params: { share: '1%' } });
  });

  test('open a bare name of a plugin', async () => {
    const patches = [parseSet('venues.alpha.margin.params.floor=1%')];
    const { scenario } = await loadScenarioText(market, 'market.yaml', { patches });
    expect(scenario.venues['alpha']?.policies.margin).toEqual({ use: 'tiers', params: { floor: '1%' } });
  });

  test('are refused, with their own place, when they lead nowhere', async () => {
    expect(await patched('agents.makres.count=3')).toBe(
      "--set agents.makres.count=3: agents.makres.count: 'agents' has no 'makres'; it has makers, crowd " +
        "(did you mean 'makers'?)",
    );
    expect(await patched('agents.makers.cont=3')).toBe(
      "--set agents.makers.cont=3: agents.makers: unknown key 'cont'; expected one of use, params, count, wallets, " +
        "marginMode (did you mean 'count'?)",
    );
    expect(await patched('agents.makers.count=many')).toBe(
      '--set agents.makers.count=many: agents.makers.count: expected a whole number such as 12 or 3 k, ' +
        "found 'many'",
    );
    expect(await patched('values.BTC.path.7=1')).toBe(
      "--set values.BTC.path.7=1: values.BTC.path.7: expected an index from 0 to 2, found '7'",
    );
    expect(() => parseSet('agents.makers')).toThrow(
      "--set: expected path=value, such as agents.makers.count=20, found 'agents.makers'",
    );
  });

  test('are read from files, as a bare map or under patch', async () => {
    const files = memory({
      'flat.yaml': 'agents.makers.count: 7\n',
      'nested.yaml': 'patch:\n  agents:\n    makers: {count: 8}\n',
      'bad.yaml': 'patch:\n  agents.makers.count: x\n',
      'variant.yaml': 'extends: market\n',
    });
    for (const [file, count] of [
      ['flat.yaml', 7],
      ['nested.yaml', 8],
    ] as const) {
      const patches = [await readPatch(file, files)];
      const { scenario } = await loadScenarioText(market, 'market.yaml', { patches });
      expect(scenario.agents['makers']?.count).toBe(count);
    }
    const patches = [await readPatch('bad.yaml', files)];
    expect(await problemsOf(loadScenarioText(market, 'market.yaml', { patches }))).toBe(
      "bad.yaml:2:24: agents.makers.count: expected a whole number such as 12 or 3 k, found 'x'",
    );
    expect(await problemsOf(readPatch('variant.yaml', files))).toBe(
      "variant.yaml:1:1: extends: a file with 'extends' is a scenario of its own, not a patch",
    );
  });
});

describe('scenarioFromObject', () => {
  test('loads what a script wrote, and names the path of a mistake', async () => {
    const { raw, scenario } = await loadScenarioText(market, 'market.yaml');
    const again = await scenarioFromObject(raw);
    expect(canonicalScenario(again.scenario)).toBe(canonicalScenario(scenario));
    const wrong = { ...raw, until: '5 bp' };
    expect(await problemsOf(scenarioFromObject(wrong, { name: 'mine' }))).toBe(
      "mine: until: expected a time such as 20:50, 2025-10-10T20:50:00Z or 15 min after the start, found '5 bp'",
    );
  });
});
