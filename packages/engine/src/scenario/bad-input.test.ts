import { describe, expect, test } from '@jest/globals';
import { loadScenarioText } from './load-scenario.ts';
import { BadInput } from './problem.ts';

const good = `version: 1
start: 2025-10-10T20:30:00Z
until: 150 min
constants: {half: 0.5}
assets:
  USDT: {decimals: 4}
  BTC: {decimals: 8}
venues:
  alpha:
    instruments:
      BTC/USDT:USDT: {kind: perp, tick: 0.1, lot: 0.001}
    fees: flat
agents:
  makers: {use: market-maker, count: 20}
`;

async function complaint(before: string, after: string): Promise<string> {
  if (!good.includes(before)) throw new Error(`the good scenario has no '${before}'`);
  try {
    await loadScenarioText(good.replace(before, after), 'x.yaml');
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'accepted';
}

const agentKeys = 'use, params, count, wallets, marginMode';
const rootKeys =
  'extends, patch, version, $schema, name, title, description, plugins, start, until, warmup, constants, scale, ' +
  'assets, values, valueStep, venues, lenders, agents, shocks, metrics, targets, record, barInterval';
const time = 'a time such as 20:50, 2025-10-10T20:50:00Z or 15 min after the start';
const perp = 'venues.alpha.instruments.BTC/USDT:USDT';
const allowed = '+ - * / ^, parentheses, comparisons, a ? b : c, min, max, abs, round, floor, ceil, sqrt';

/** What is changed in the good scenario, into what, and what is said about it. */
const table: readonly (readonly [string, string, string])[] = [
  // Keys and names.
  [
    'count: 20',
    'parms: {a: 1}',
    `x.yaml:14:31: agents.makers: unknown key 'parms'; expected one of ${agentKeys} (did you mean 'params'?)`,
  ],
  [
    'version: 1',
    'recrod: all\nversion: 1',
    `x.yaml:1:1: unknown key 'recrod'; expected one of ${rootKeys} (did you mean 'record'?)`,
  ],
  ['version: 1', '<<: {a: 1}\nversion: 1', `x.yaml:1:1: unknown key '<<'; expected one of ${rootKeys}`],
  [
    'fees: flat',
    'fees: {use: flat, param: {taker: 5 bp}}',
    "x.yaml:12:23: venues.alpha.fees: unknown key 'param'; expected one of use, params (did you mean 'params'?)",
  ],
  [
    'fees: flat',
    'fees: {params: {taker: 5 bp}}',
    "x.yaml:12:5: venues.alpha.fees.use: expected a plugin's name such as market-maker, found nothing",
  ],
  ['fees: flat', 'fees: 3', "x.yaml:12:11: venues.alpha.fees: expected a plugin's name such as market-maker, found 3"],
  ['until: 150 min\n', '', `x.yaml:1:1: until: expected ${time}, found nothing`],
  [
    '  makers:',
    '  mak.ers:',
    'x.yaml:14:3: agents.mak.ers: expected a name of letters, digits, - and _ that starts with a letter, ' +
      "found 'mak.ers'",
  ],
  [
    'count: 20',
    'wallets: {alfa: {USDT: 5}}',
    "x.yaml:14:41: agents.makers.wallets.alfa: there is no venue 'alfa'; known are alpha (did you mean 'alpha'?)",
  ],
  [
    'count: 20',
    'wallets: {alpha/sopt: {USDT: 5}}',
    "x.yaml:14:41: agents.makers.wallets.alpha/sopt: there is no wallet 'alpha/sopt'; known are alpha, alpha/spot, " +
      "alpha/earn (did you mean 'alpha/spot'?)",
  ],
  [
    'count: 20',
    'wallets: {alpha: {USDX: 5}}',
    "x.yaml:14:49: agents.makers.wallets.alpha.USDX: there is no asset 'USDX'; known are USDT, BTC " +
      "(did you mean 'USDT'?)",
  ],
  [
    'agents:\n',
    'values: {BCT: {start: 1}}\nagents:\n',
    "x.yaml:13:10: values.BCT: there is no asset 'BCT'; known are USDT, BTC (did you mean 'BTC'?)",
  ],
  // YAML.
  [
    '  BTC: {decimals: 8}',
    '  BTC: {decimals: 8}\n  BTC: {decimals: 6}',
    "x.yaml:8:3: duplicate key 'BTC'; each key stands once in a map",
  ],
  [
    '  BTC: {decimals: 8}',
    '  BTC: {decimals: 8',
    'x.yaml:8:1: the YAML cannot be read: Flow map in block collection must be sufficiently indented and end with a }',
  ],
  ['version: 1', 'a: &a [*a]\nversion: 1', "x.yaml:1:8: the YAML cannot be read: the alias '*a' contains itself"],
  ['version: 1', 'a: *b\nversion: 1', "x.yaml:1:4: the YAML cannot be read: there is no anchor '&b' above this alias"],
  ['version: 1', 'a: !set b\nversion: 1', 'x.yaml:1:4: the YAML cannot be read: Unresolved tag: !set'],
  // Shapes.
  ['  BTC: {decimals: 8}', '  BTC: [decimals, 8]', 'x.yaml:7:8: assets.BTC: expected a map, found a list'],
  ['version: 1', 'plugins: ./x.ts\nversion: 1', "x.yaml:1:10: plugins: expected a list, found './x.ts'"],
  ['version: 1', 'version: 2', 'x.yaml:1:10: version: expected 1, found 2'],
  ['version: 1', 'record: some\nversion: 1', "x.yaml:1:9: record: expected one of default, all, found 'some'"],
  [
    'kind: perp',
    'kind: prp',
    `x.yaml:11:29: ${perp}.kind: expected one of spot, perp, found 'prp' (did you mean 'perp'?)`,
  ],
  // Numbers and units.
  ['tick: 0.1', 'tick: -0.1', `x.yaml:11:41: ${perp}.tick: expected a number above 0, found -0.1`],
  ['tick: 0.1', 'tick: .nan', `x.yaml:11:41: ${perp}.tick: expected a number such as 2.5 or 1.5 k, found '.nan'`],
  ['lot: 0.001', 'lot: .inf', `x.yaml:11:51: ${perp}.lot: expected a number such as 2.5 or 1.5 k, found '.inf'`],
  [
    'count: 20',
    'count: 1e30',
    "x.yaml:14:38: agents.makers.count: expected a number no larger than 9007199254740991 (2^53 - 1), found '1e30'",
  ],
  [
    'count: 20',
    'count: 9007199254740993',
    'x.yaml:14:38: agents.makers.count: expected a number no larger than 9007199254740991 (2^53 - 1), ' +
      "found '9007199254740993'",
  ],
  [
    'count: 20',
    'count: 1.5',
    'x.yaml:14:38: agents.makers.count: expected a whole number such as 12 or 3 k, found 1.5',
  ],
  ['count: 20', 'count: -1', 'x.yaml:14:38: agents.makers.count: expected a whole number of at least 0, found -1'],
  ['decimals: 8', 'decimals: 16', 'x.yaml:7:19: assets.BTC.decimals: expected a whole number from 0 to 15, found 16'],
  [
    'until: 150 min',
    'until: 150 min\nwarmup: 250',
    'x.yaml:4:9: warmup: expected a duration with its unit (us, ms, s, min, h or d), such as 250 ms, found 250',
  ],
  [
    'count: 20',
    'wallets: {alpha: {USDT: 5 ms}}',
    "x.yaml:14:55: agents.makers.wallets.alpha.USDT: expected a number such as 2.5 or 1.5 k, found '5 ms'",
  ],
  [
    'count: 20',
    'wallets: {alpha: {USDT: {lognorml: {median: 3, sigma: 1}}}}',
    "x.yaml:14:56: agents.makers.wallets.alpha.USDT: unknown key 'lognorml'; expected one of uniform, normal, " +
      "lognormal, exponential, pareto, poisson, choice, min, max (did you mean 'lognormal'?)",
  ],
  // Times.
  ['until: 150 min', 'until: 5 bp', `x.yaml:3:8: until: expected ${time}, found '5 bp'`],
  [
    'until: 150 min',
    'until: 2025-10-10T20:00:00Z',
    'x.yaml:3:8: until: expected a time after the start, 2025-10-10T20:30:00Z, found 2025-10-10T20:00:00Z',
  ],
  [
    'start: 2025-10-10T20:30:00Z',
    'start: 2025-02-30T20:30:00Z',
    'x.yaml:2:8: start: expected an instant in UTC such as 2025-10-10T20:30:00Z, found ' + "'2025-02-30T20:30:00Z'",
  ],
  [
    'until: 150 min',
    'until: 150 min\nwarmup: 3 h',
    'x.yaml:4:9: warmup: expected a warmup shorter than the run, found 10800000 ms',
  ],
  [
    'agents:\n',
    'shocks: {boom: {use: news, at: 20:61}}\nagents:\n',
    `x.yaml:13:32: shocks.boom.at: expected ${time}, found '20:61'`,
  ],
  [
    'agents:\n',
    'shocks: {boom: {use: news, at: 2024-10-10}}\nagents:\n',
    'x.yaml:13:32: shocks.boom.at: expected a time from the start, 2025-10-10T20:30:00Z, found 2024-10-10T00:00:00Z',
  ],
  // Markets.
  [
    'BTC/USDT:USDT:',
    'BTCUSDT:',
    'x.yaml:11:7: venues.alpha.instruments.BTCUSDT: expected a symbol of a perpetual such as BTC/USDT:USDT, ' +
      "found 'BTCUSDT'",
  ],
  [
    'BTC/USDT:USDT: {kind: perp, ',
    'BTC/USDT: {kind: spot, multiplier: 2, ',
    "x.yaml:11:30: venues.alpha.instruments.BTC/USDT.multiplier: 'multiplier' is for perpetuals, and BTC/USDT is a " +
      'spot market',
  ],
  [
    'fees: flat',
    'settle: BTC',
    "x.yaml:12:13: venues.alpha.settle: expected USDT, in which its perpetuals settle, found 'BTC'",
  ],
  // Names that would lead elsewhere, and chains without an end in sight.
  [
    'version: 1',
    'version: 1\nname: ../../elsewhere',
    "x.yaml:2:7: name: expected a short name of letters, digits, dots, hyphens and underscores, found '../../elsewhere'",
  ],
  [
    'constants: {half: 0.5}',
    `scale: = a200\nconstants: {a0: 1, ${Array.from({ length: 200 }, (_, i) => `a${i + 1}: = a${i}`).join(', ')}}`,
    "x.yaml:4:8: scale: the expression '= a200' reads a chain of more than 100 constants, one from another",
  ],
  // Outside values.
  [
    'agents:\n',
    'values: {BTC: {path: [[20:30, 1], [20:50, 2], [20:40, 3]]}}\nagents:\n',
    'x.yaml:13:48: values.BTC.path.2.0: expected a time after 2025-10-10T20:50:00Z, found 2025-10-10T20:40:00Z',
  ],
  [
    'agents:\n',
    'values: {BTC: {start: 1, follows: {asset: USDT, beta: 1}}, USDT: {start: 1, follows: {asset: BTC, beta: 1}}}\n' +
      'agents:\n',
    'x.yaml:13:43: values.BTC.follows.asset: values follow each other in a loop: BTC → USDT → BTC\n' +
      'x.yaml:13:94: values.USDT.follows.asset: values follow each other in a loop: USDT → BTC → USDT',
  ],
  [
    'agents:\n',
    'values: {BTC: {start: 1, path: [[20:30, 1]]}}\nagents:\n',
    "x.yaml:13:15: values.BTC: expected either 'path' or 'start', found both",
  ],
  // Expressions.
  [
    'count: 20',
    'count: = 3 * haalf',
    "x.yaml:14:38: agents.makers.count: the expression '= 3 * haalf' reads the unknown name 'haalf'; " +
      "known are half, scale (did you mean 'half'?)",
  ],
  [
    'count: 20',
    'count: = 3 * half',
    'x.yaml:14:38: agents.makers.count: expected a whole number such as 12 or 3 k, found 1.5',
  ],
  [
    'count: 20',
    'count: = random(2)',
    `x.yaml:14:38: agents.makers.count: the expression '= random(2)' may not call 'random'; it may hold ${allowed}`,
  ],
  [
    'half: 0.5',
    'half: = 2 * other, other: = half',
    "x.yaml:4:19: constants.half: the expression '= 2 * other' goes in a loop: other → half → other\n" +
      "x.yaml:4:39: constants.other: the expression '= half' goes in a loop: half → other → half",
  ],
  // Files and patches.
  [
    'version: 1',
    'extends: other\nversion: 1',
    "x.yaml:1:10: extends: 'other' cannot be extended: this text comes without files",
  ],
  [
    'version: 1',
    'patch: {venues.alfa.fees.use: x}\nversion: 1',
    "x.yaml:1:9: venues.alfa.fees.use: 'venues' has no 'alfa'; it has alpha (did you mean 'alpha'?)",
  ],
  [
    'version: 1',
    'patch: {start.x: 1}\nversion: 1',
    "x.yaml:1:9: start.x: expected a map or a list at 'start', found '2025-10-10T20:30:00Z'",
  ],
];

describe('a scenario with one mistake', () => {
  test('is accepted without it', async () => {
    expect(await complaint('version: 1', 'version: 1')).toBe('accepted');
  });

  test.each(table)('%j changed into %j', async (before, after, sentences) => {
    expect(await complaint(before, after)).toBe(sentences);
  });
});

describe('a scenario with several mistakes', () => {
  test('tells all of one stage at once', async () => {
    const text = good.replace('tick: 0.1', 'tick: 0').replace('count: 20', 'count: many').replace('fees:', 'fes:');
    const error: unknown = await loadScenarioText(text, 'x.yaml').catch((thrown: unknown) => thrown);
    const problems = error instanceof BadInput ? error.problems : [];
    expect(problems.map(({ line, column, path }) => [line, column, path])).toEqual([
      [11, 41, `${perp}.tick`],
      [12, 5, 'venues.alpha'],
      [14, 38, 'agents.makers.count'],
    ]);
  });
});
