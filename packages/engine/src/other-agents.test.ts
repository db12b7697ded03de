import { describe, expect, jest, test } from '@jest/globals';
import { fill, orderUpdate, placeOrder, quote, trade, value } from '@ebb/sdk';
import { definePlugin, injectable, parameters } from '@ebb/sdk';
import type { Metric, MetricValue, Plugin, RunContext } from '@ebb/sdk';
import { simulate } from './index.ts';
import { crowdPlugin, idlerPlugin, traderPlugin } from '../test/tiny-agents.ts';
import type { Notes } from '../test/tiny-agents.ts';
import { rulePlugins } from '../test/tiny-rules.ts';
import { loadTiny } from '../test/tiny-world.ts';

jest.setTimeout(30_000);

type Change = readonly [string, string];

/** Writes down facts and intents with their accounts by name, as someone would who knows them. */
function witness(told: string[]): Plugin {
  @injectable()
  class Witness implements Metric {
    start(context: RunContext): void {
      const seen = new Map<number, number>();
      const name = (account: number): string => {
        const place = seen.get(account) ?? placeOf(context, account);
        seen.set(account, place);
        return `${context.classes[context.classOf(account)]}[${place}]`;
      };
      context.listen(trade, (...n) => told.push(['trade', ...n.slice(0, 8), name(n[8]), name(n[9])].join(' ')));
      context.listen(fill, (...n) => told.push(['fill', ...n.slice(0, 5), name(n[5]), ...n.slice(6, 14)].join(' ')));
      for (const type of [orderUpdate, placeOrder] as const) {
        context.listen(type, (...n) =>
          told.push([type.name, ...n.slice(0, 5), name(n[5]), ...n.slice(6, 12)].join(' ')),
        );
      }
      for (const type of [quote, value] as const)
        context.listen(type, (...n) => told.push([type.name, ...n].join(' ')));
    }
    values(): readonly MetricValue[] {
      return [];
    }
  }
  const summary = 'Writes down what happens.';
  return definePlugin({
    kind: 'metric',
    name: 'witness',
    version: '1.0.0',
    summary,
    params: parameters({}),
    use: Witness,
  });
}

/** An account's place in its class: how many of the class come before it. */
function placeOf(context: RunContext, account: number): number {
  const own = context.classOf(account);
  return Array.from({ length: account }, (_, other) => context.classOf(other)).filter((each) => each === own).length;
}

async function play(...changes: Change[]) {
  const notes = new Map<string, Notes>();
  const columns: Float64Array[] = [];
  const told: string[] = [];
  const plugins = [traderPlugin(notes), crowdPlugin(columns), idlerPlugin, witness(told), ...rulePlugins];
  const loaded = await loadTiny(['agents:', 'metrics: {seen: {use: witness}}\nagents:'], ...changes);
  const { manifest } = await simulate(loaded, { seed: 3, plugins, record: 'none' });
  expect(manifest.fault).toBeUndefined();
  return { notes, columns, told, hash: manifest.traceHash, events: manifest.events };
}

/** The scenario as it is, played once for all comparisons. */
let plain: ReturnType<typeof play> | undefined;
const playPlain = () => (plain ??= play());

/** That the values of one list go on in another as they were, and that there were some. */
function expectPrefix(before: readonly number[], after: readonly number[], atLeast: number): void {
  const both = Math.min(before.length, after.length);
  expect(both).toBeGreaterThanOrEqual(atLeast);
  expect(after.slice(0, both)).toEqual(before.slice(0, both));
}

describe('an agent that sends nothing', () => {
  test.each(['aardvark', 'middle', 'zebra'])('changes no fact of another: %s', async (name) => {
    const alone = await playPlain();
    const watched = await play([
      'agents:',
      `agents:\n  ${name}: {use: idler, count: 3, wallets: {alpha: {USD: 10}, spot: {SOL: 1}}}`,
    ]);
    expect(alone.told.length).toBeGreaterThan(2000);
    expect(watched.told).toEqual(alone.told);
    expect(watched.hash).toBe(alone.hash);
  });

  test('changes nothing either when there are none of it', async () => {
    const none = await play(['agents:', 'agents:\n  none: {use: trader, count: 0, params: {market: SOL/USD@spot}}']);
    expect(none.hash).toBe((await playPlain()).hash);
  });
});

describe('more agents', () => {
  const changes: [string, Change][] = [
    [
      'an active newcomer',
      [
        'agents:',
        'agents:\n  able: {use: trader, count: 2, wallets: {alpha: {USD: 9 k}}, params: {market: SOL/USD:USD@alpha}}',
      ],
    ],
    ['a larger count', ['bulls: {use: trader, count: 4', 'bulls: {use: trader, count: 7']],
    ['another latency', ['params: {mean: 5 ms}', 'params: {mean: 6 ms}']],
    ['a larger crowd', ['mob: {use: crowd, count: 30', 'mob: {use: crowd, count: 50']],
  ];

  test.each(changes)('leave every other stream value for value as it was: %s', async (_, change) => {
    const before = await playPlain();
    const after = await play(change);
    expect(after.hash).not.toBe(before.hash);
    expect(before.notes.size).toBe(10);
    for (const [name, { draws, params, balance }] of before.notes) {
      const now = after.notes.get(name)!;
      expectPrefix(draws, now.draws, 50);
      expect(now.params).toEqual(params);
      expect(now.balance).toBe(balance);
    }
    expectPrefix([...before.columns[0]], [...after.columns[0]], 30);
  });
});

test('parameters and wallets are drawn for each agent, and as columns for a cohort', async () => {
  const { notes, columns } = await playPlain();
  const bulls = [0, 1, 2, 3].map((place) => notes.get(`bulls[${place}]`)!);
  const sizes = bulls.map(({ params }) => params.size as number);
  expect(new Set(sizes).size).toBe(4);
  for (const size of sizes) expect(size >= 5 && size <= 20).toBe(true);
  expect(new Set(bulls.map(({ balance }) => balance)).size).toBe(4);
  expect(new Set(columns[0]).size).toBe(30);
  for (const nerve of columns[0]) expect(nerve >= 0.4 && nerve < 0.73).toBe(true);
});
