import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ebb, play } from './test/command.ts';
import type { Played } from './test/command.ts';

jest.setTimeout(120_000);

const folder = import.meta.dirname;
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => path.basename(file, '.yaml'))
  .sort();

/** Trace hashes of seed 1, some of a shortened run. One that changes needs a sentence in CHANGELOG.md that says why. */
const golden = JSON.parse(readFileSync(path.join(folder, 'golden-traces.json'), 'utf8')) as {
  readonly [name: string]: { readonly set: readonly string[]; readonly traceHash: string };
};

const completed = { status: 'completed', fault: null, conservation: { balanced: true } };

test('every scenario has a page and a golden trace', () => {
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
  expect(pages.sort()).toEqual(names.map((name) => `${name}.md`));
  expect(Object.keys(golden).sort()).toEqual(names);
});

describe.each(names)('%s', (name) => {
  test('passes the check', async () => {
    expect(await ebb(['check', `${name}.yaml`])).not.toBe('');
  });

  test('balances, and has the same trace and metrics each time, audited and recorded or not', async () => {
    const { set, traceHash } = golden[name];
    const audited = await play(name, set, ['--audit', '--record', 'all']);
    expect(audited).toMatchObject(completed);
    const plain = await play(name, set, ['--record', 'none']);
    expect(plain.traceHash).toBe(audited.traceHash);
    expect(plain.metrics).toEqual(audited.metrics);
    expect({ [name]: audited.traceHash }).toEqual({ [name]: traceHash });
  });
});

describe('oct-10, with half of its crowd and until the low', () => {
  const coins = ['SOL', 'LINK', 'AVAX', 'ATOM'];
  let run: Played;
  const minuteOf = (time: string): number =>
    (Date.parse(`2025-10-10T${time}Z`) - Date.parse('2025-10-10T20:15Z')) / 6e4;
  beforeAll(async () => {
    const set = ['scale=0.5', 'until=21:20', 'metrics.depth={use: depth-by-minute}'];
    run = await play('oct-10', set, ['--audit', '--record', 'none', '--plugin', 'test/depth-by-minute.ts']);
  });

  test('is played to its end, and balances', () => {
    expect(run).toMatchObject(completed);
  });

  test('follows the outside value of BTC on both venues', () => {
    for (const market of ['BTC/USD@usd', 'BTC/USDT:USDT@alpha']) {
      expect(run.metrics[`${market}.fall`]).toBeGreaterThan(0.065);
      expect(run.metrics[`${market}.fall`]).toBeLessThan(0.1);
    }
  });

  test.each(coins)('lets %s fall half as deep again where accounts are leveraged', (coin) => {
    const fallOnUsd = run.metrics[`${coin}/USD@usd.fall`];
    expect(fallOnUsd).toBeGreaterThan(0.05);
    expect(run.metrics[`${coin}/USDT:USDT@alpha.fall`]).toBeGreaterThan(1.5 * fallOnUsd);
  });

  test.each(coins)('thins the book of %s where accounts are leveraged to less than a quarter', (coin) => {
    const depths = (from: string, to: string): number[] =>
      Array.from(
        { length: minuteOf(to) - minuteOf(from) },
        (_, i) => run.metrics[`${coin}/USDT:USDT@alpha.depth${minuteOf(from) + i}`],
      );
    const calm = Math.min(...depths('20:35', '20:50'));
    const worst = Math.min(...depths('20:50', '21:20'));
    expect(worst).toBeLessThan(calm / 4);
  });

  test('sells accounts by force, none of them before the fall', () => {
    expect(run.metrics['alpha.liquidatedAccounts']).toBeGreaterThan(50);
    const warmupEnds = minuteOf('20:30');
    const firstMinute = warmupEnds + run.metrics['alpha.firstLiquidation'] / 60;
    expect(firstMinute).toBeGreaterThan(minuteOf('20:50'));
  });
});

describe('dai-2020, a whole day', () => {
  let run: Played;
  beforeAll(async () => {
    run = await play('dai-2020', [], ['--record', 'none']);
  });

  test('is played to its end', () => {
    expect(run).toMatchObject({ status: 'completed', fault: null });
  });

  test('the coin goes above par while fewer of it are left, though collateral loses two fifths', () => {
    expect(run.metrics['ETH/USDC@mainnet.fall']).toBeGreaterThan(0.4);
    expect(run.metrics['DAI/USDC@mainnet.highestRatio']).toBeGreaterThan(1.04);
    expect(run.metrics['DAI.supplyEnd']).toBeLessThan(0.9 * run.metrics['DAI.supplyStart']);
  });

  test('lots go for nothing, and leave coins that nobody owes', () => {
    expect(run.metrics['DAI.lotsForNothing']).toBeGreaterThan(0.1);
    expect(run.metrics['DAI.owedByNobody']).toBeGreaterThan(50_000);
    expect(run.metrics['zero-bidders.profit']).toBeGreaterThan(100_000);
  });
});

describe('terra-2022, five days', () => {
  let run: Played;
  beforeAll(async () => {
    run = await play('terra-2022', [], ['--record', 'none']);
  });

  test('is played to its end', () => {
    expect(run).toMatchObject({ status: 'completed', fault: null });
  });

  test('the coin breaks on the second day, and takes what it is swapped for with it', () => {
    expect(run.metrics['UST/USDT@exchange.below97'] / 3600).toBeGreaterThan(60);
    expect(run.metrics['UST/USDT@exchange.below97'] / 3600).toBeLessThan(90);
    expect(run.metrics['UST/USDT@exchange.lowestRatio']).toBeLessThan(0.7);
    expect(run.metrics['LUNA/USDT@exchange.fall']).toBeGreaterThan(0.98);
    expect(run.metrics['UST.supplyEnd']).toBeLessThan(0.75 * run.metrics['UST.supplyStart']);
  });

  test('does not break without the two sales', async () => {
    const set = ['until=2022-05-10T00:00:00Z', 'agents.first-seller=null', 'agents.second-seller=null'];
    const { metrics } = await play('terra-2022', set, ['--record', 'none']);
    expect(metrics['UST/USDT@exchange.lowestRatio']).toBeGreaterThan(0.95);
  });
});
