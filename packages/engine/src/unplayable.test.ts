import { describe, expect, jest, test } from '@jest/globals';
import { definePlugin, parameters } from '@ebb/sdk';
import type { Plugin, TimedEffect } from '@ebb/sdk';
import { BadInput, Catalogue, gatherPlugins, makePlan, simulate } from './index.ts';
import type { Columns } from '@ebb/sdk';
import { idleHost } from './host/host.ts';
import { tinyPlugins } from '../test/tiny-plugins.ts';
import { rule } from '../test/tiny-rules.ts';
import { TINY, loadTiny } from '../test/tiny-world.ts';

jest.setTimeout(30_000);

type Change = readonly [string, string];

/** What is said of a scenario that cannot be played: by the check before a run, and by the run itself, which writes nothing. */
async function saidOf(changes: readonly Change[], plugins: readonly Plugin[] = []): Promise<string> {
  const loaded = await loadTiny(...changes);
  const all = [...tinyPlugins(), ...plugins];
  const rows: Columns[] = [];
  const host = { sink: { write: (chunk: Columns) => void rows.push(chunk) } };
  const played = await simulate(loaded, { seed: 1, plugins: all, host }).then(() => null, sentenceOf);
  expect(rows).toEqual([]);
  const checked = await gatherPlugins(loaded, { plugins: all }, idleHost)
    .then((catalogue) => makePlan(loaded, catalogue))
    .then(() => null, sentenceOf);
  expect(checked).toBe(played);
  return played ?? 'nothing';
}

function sentenceOf(error: unknown): string {
  if (error instanceof BadInput) return error.message;
  throw error;
}

/** The line of the tiny scenario that holds a text, counted from 1. */
const lineOf = (text: string): number => TINY.slice(0, TINY.indexOf(text)).split('\n').length;

const PERP = 'SOL/USD:USD: {kind: perp, tick: 0.01, lot: 0.01';

describe('what no world can be built of is bad input, in its line', () => {
  test.each<[string, Change, string, string]>([
    [
      'steps that are not whole atoms',
      ['tick: 0.01, lot: 0.01, fund', 'tick: 0.001, lot: 0.0001, fund'],
      PERP,
      'is not a whole number of USD atoms',
    ],
    [
      'a tick too fine for the price',
      ['SOL: {start: 200', 'SOL: {start: 30000000'],
      PERP,
      'begins near 30000000, which is more ticks of 0.01 than the 2147483647',
    ],
    ['a wallet past the safe integers', ['{alpha: {USD: 1 M}}', '{alpha: {USD: 9e9}}'], 'zealots', 'hands out 18'],
    [
      'wallets past them together',
      ['mob: {use: crowd, count: 30', 'mob: {use: crowd, count: 200 M'],
      'mob',
      'under 2^53 atoms',
    ],
    ['an insurance fund past them', ['insurance: {USD: 40}', 'insurance: {USD: 1e10}'], 'insurance', 'hands out 1000'],
    [
      'an insurance fund in another asset',
      ['insurance: {USD: 40}', 'insurance: {SOL: 40}'],
      'insurance',
      'pays in USD',
    ],
    [
      'an insurance fund without perpetuals',
      ['latency: {use', 'insurance: {USD: 1}\n    latency: {use'],
      'latency: {use',
      "'insurance' is for venues with perpetuals",
    ],
    [
      'a vault without perpetuals',
      ['latency: {use', 'vault: {USD: 1}\n    latency: {use'],
      'latency: {use',
      "'vault' is for venues with perpetuals",
    ],
    [
      'collateral without perpetuals',
      ['latency: {use', 'collateral: {SOL: index-outside}\n    latency: {use'],
      'latency: {use',
      "'collateral' is for venues with perpetuals",
    ],
    [
      'a rule that nothing plays',
      ['latency: {use', 'margin: half-margin\n    latency: {use'],
      'latency: {use',
      "'margin' is for venues with perpetuals",
    ],
    ['a rule that is missing', ['    mark: index-mark\n', ''], 'alpha:', "needs the rule 'mark'"],
  ])('%s', async (_, change, at, sentence) => {
    const said = await saidOf([change]);
    expect(said).toContain(`tiny.yaml:${lineOf(at)}:`);
    expect(said).toContain(sentence);
  });

  test('a wallet that was drawn past the safe integers', async () => {
    const loaded = await loadTiny(['median: 2000', 'median: 2e10']);
    const failed = simulate(loaded, { seed: 1, plugins: tinyPlugins() });
    await expect(failed).rejects.toThrow(BadInput);
    await expect(failed).rejects.toThrow(/agents\.bulls\.wallets\.alpha\.USD: a wallet of .* USD was drawn/);
  });

  test('all of it at once', async () => {
    const said = await saidOf([
      ['insurance: {USD: 40}', 'insurance: {SOL: 40}'],
      ['    mark: index-mark\n', ''],
    ]);
    expect(said.split('\n').length).toBe(2);
  });
});

describe('a rule', () => {
  test('that refuses its parameters is bad input where it is used', async () => {
    class Strict {
      constructor() {
        throw new RangeError('the tiers name a market that the venue does not list');
      }
    }
    const said = await saidOf([['margin: half-margin', 'margin: strict']], [rule('margin', 'strict', Strict)]);
    expect(said).toContain(`tiny.yaml:${lineOf('margin: half-margin')}:`);
    expect(said).toContain("venues.alpha.margin: 'strict' refuses its parameters: the tiers name a market");
  });

  test('without the methods of its kind is bad input, too', async () => {
    const said = await saidOf([['mark: index-mark', 'mark: hollow']], [rule('mark', 'hollow', class {})]);
    expect(said).toContain("'hollow' has no method price(), which a mark rule needs");
  });
});

describe('a shock', () => {
  const shocked: Change = ['agents:', 'shocks: {bang: {use: odd, at: 10 s}}\nagents:'];
  const shock = (use: Plugin['use']): Plugin =>
    definePlugin({
      kind: 'shock',
      name: 'odd',
      version: '1.0.0',
      summary: 'Does odd things.',
      params: parameters({}),
      use,
    });
  const shockOf = (timed: unknown): Plugin =>
    shock(
      class {
        effects(): readonly TimedEffect[] {
          return [timed as TimedEffect];
        }
      },
    );

  test.each<[object, string]>([
    [{ afterMs: -10_001, effect: { kind: 'news', tone: 0 } }, 'an effect 1 ms before the start'],
    [{ afterMs: NaN, effect: { kind: 'news', tone: 0 } }, 'an effect after NaN ms'],
    [{ afterMs: 0, effect: { kind: 'news', tone: -2 } }, 'news of tone -2'],
    [{ afterMs: 0, effect: { kind: 'venue', venue: 'alhpa', state: 'down' } }, "did you mean 'alpha'?"],
    [{ afterMs: 0, effect: { kind: 'venue', venue: 'alpha', state: 'shut' } }, "sets alpha to 'shut'"],
    [{ afterMs: 0, effect: { kind: 'value', asset: 'SOLL', factor: 0.9 } }, "did you mean 'SOL'?"],
    [{ afterMs: 0, effect: { kind: 'value', asset: 'USD', factor: 0.9 } }, "the value of 'USD', which has none"],
    [{ afterMs: 0, effect: { kind: 'value', asset: 'SOL', factor: 0 } }, 'multiplies the value of SOL by 0'],
    [{ afterMs: 0, effect: { kind: 'value', asset: 'SOL', factor: 2, overMs: -1 } }, 'over -1 ms'],
    [{ afterMs: 0, effect: { kind: 'transfers', venue: 'alhpa', open: false } }, "did you mean 'alpha'?"],
    [{ afterMs: 0, effect: { kind: 'transfers', venue: 'alpha', open: 'no' } }, "sets transfers of alpha to 'no'"],
    [{ afterMs: 0, effect: { kind: 'flood' } }, "of the kind 'flood'"],
  ])('with an effect that nothing can play is bad input: %j', async (timed, sentence) => {
    const said = await saidOf([shocked], [shockOf(timed)]);
    expect(said).toContain('shocks.bang');
    expect(said).toContain(sentence);
  });

  test('that refuses its parameters, or has no effects, is bad input', async () => {
    const strict = class {
      constructor() {
        throw new RangeError('no asset');
      }
    };
    expect(await saidOf([shocked], [shock(strict)])).toContain("'odd' refuses its parameters: no asset");
    expect(await saidOf([shocked], [shock(class {})])).toContain("'odd' has no method effects()");
  });
});

describe('plugins', () => {
  const twin = (): Plugin => rule('fees', 'twin', class {});

  test('of one name are bad input that names where both came from', () => {
    const [one, other] = [twin(), twin()];
    const loaded = (plugin: Plugin, from: string) => ({ plugin, from, hash: from });
    expect(() => new Catalogue([loaded(one, 'a.ts'), loaded(other, 'b.ts')])).toThrow(BadInput);
    expect(() => new Catalogue([loaded(one, 'a.ts'), loaded(other, 'b.ts')])).toThrow(
      "b.ts: two plugins of kind fees policy are called 'twin': one from a.ts, one from b.ts",
    );
    expect(new Catalogue([loaded(one, 'a.ts'), loaded(one, 'b.ts')]).all).toHaveLength(1);
    expect(new Catalogue([loaded(one, 'a.ts'), loaded(rule('latency', 'twin', class {}), 'b.ts')]).all).toHaveLength(2);
  });

  test('that are to be loaded where nothing can be loaded are bad input', async () => {
    await expect(
      simulate(await loadTiny(['agents:', 'plugins: [./mine.ts]\nagents:']), { seed: 1, plugins: tinyPlugins() }),
    ).rejects.toThrow("tiny.yaml: plugins: the plugin './mine.ts' cannot be loaded here");
  });

  test('that are not there are bad input with the nearest name', async () => {
    const said = await saidOf([['bulls: {use: trader', 'bulls: {use: tradre']]);
    expect(said).toContain("there is no agent plugin called 'tradre' (did you mean 'trader'?)");
  });
});

describe('small worlds', () => {
  const AGENTS = TINY.slice(TINY.indexOf('agents:'));

  test('without agents play to their end and say that nothing was traded', async () => {
    const loaded = await loadTiny([AGENTS, 'agents: {}\n']);
    const { manifest, verdict, conservation } = await simulate(loaded, {
      seed: 1,
      plugins: tinyPlugins(),
      audit: true,
    });
    expect(manifest).toMatchObject({ status: 'completed', simulatedUntilUs: manifest.untilUs });
    expect(verdict).toBe('Nothing was traded.');
    expect(conservation).toEqual({ balanced: true, sentence: 'every atom and every lot is accounted for' });
  });

  test('with blocks of none show them with no accounts', async () => {
    const none = AGENTS.replaceAll(/count: \d+/g, 'count: 0');
    const { manifest, metrics } = await simulate(await loadTiny([AGENTS, none]), { seed: 1, plugins: tinyPlugins() });
    expect(manifest.status).toBe('completed');
    expect(metrics.filter(({ name }) => name === 'accounts')).toEqual(
      ['insurance@alpha', 'bulls', 'mob', 'spotters', 'zealots'].map((subject, i) => ({
        subject,
        name: 'accounts',
        value: i === 0 ? 1 : 0,
        unit: 'accounts',
      })),
    );
  });

  test('of no length, or all warm-up, are bad input', async () => {
    await expect(loadTiny(['until: 60 s', 'until: 0 s'])).rejects.toThrow(
      /tiny\.yaml:4:8: until: expected a time after the start/,
    );
    await expect(loadTiny(['warmup: 5 s', 'warmup: 60 s'])).rejects.toThrow(
      /warmup: expected a warmup shorter than the run/,
    );
  });
});
