import { readFileSync } from 'node:fs';
import { deleveraging, forcedOrder, liquidation, news, takeover } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { fakeResult } from '../../test/fake-result.ts';
import { FakeRun, SECOND_US, START_US, inverseMarket } from '../../test/fake-run.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { metricKey } from '../metric-key.ts';
import { record } from '../record.ts';
import { query } from '../store/query.ts';
import { RunFolder } from '../store/run-folder.ts';
import { CascadeMetric } from './cascade-metric.ts';

const FUND = 20;
const at = (seconds: number): number => START_US + seconds * SECOND_US;

/** A run that a test plays, with a minute of warm-up; facts are told with the origin that they have in a run. */
class Crash {
  readonly run = new FakeRun();
  readonly metric = new CascadeMetric();

  constructor() {
    this.run.markets.push(inverseMarket);
    this.run.scoredFromUs = at(60);
  }

  /** Tells a liquidation on alpha; returns the sequence of its fact. */
  liquidate(seconds: number, account: number, parent: number, sharePpm = 600_000): number {
    this.run.tell(liquidation, seconds, 0, account, -1, 1, parent, sharePpm);
    return this.run.seq;
  }

  /** Tells a forced order that sold 10 lots for so many units, of a liquidation and at its time. */
  sell(origin: number, account: number, notional: number, market = 0): void {
    this.#tellOf(origin, forcedOrder, market, account, -10, 10, notional * 10_000, 0);
  }

  takeOver(origin: number, account: number, market = 0): void {
    this.#tellOf(origin, takeover, market, account, 10, 40_000, FUND);
  }

  deleverage(origin: number, bankrupt: number, market = 0): void {
    this.#tellOf(origin, deleveraging, market, 15, bankrupt, 10, 40_000, 1, 0, 0);
  }

  #tellOf(origin: number, type: { readonly name: string }, market: number, ...numbers: number[]): void {
    this.run.tellOf(origin, type, (this.run.nowUs - START_US) / SECOND_US, market, ...numbers);
  }
}

function numbersOf(crash: Crash): Record<string, string> {
  return Object.fromEntries(crash.metric.values().map((each) => [metricKey(each), `${each.value} ${each.unit}`]));
}

/** A shock, its chain of three with a side branch, a pair of ordinary flow, and one alone. */
function play(crash: Crash): readonly [number, number] {
  crash.run.tell(news, 61, 0, -1);
  const shock = crash.run.seq;
  const first = crash.liquidate(70, 1, shock, 900_000);
  crash.sell(first, 1, 100);
  const second = crash.liquidate(75, 2, first);
  crash.sell(second, 2, 200);
  crash.sell(second, 2, 50, 2);
  crash.liquidate(75, 3, first);
  const last = crash.liquidate(80.5, 4, second);
  crash.sell(last, 4, 50);
  crash.sell(last, FUND, 7_000);
  const pair = crash.liquidate(90, 12, 0);
  crash.sell(pair, 12, 400);
  crash.takeOver(pair, 12, 2);
  crash.liquidate(91, 13, pair);
  crash.sell(crash.liquidate(92, 5, 0), 5, 200);
  return [first, pair];
}

describe('the metric of cascades', () => {
  test('tells its trees by what they sold, with root, place and cause', () => {
    const crash = new Crash();
    crash.metric.start(crash.run.context);
    const [first, pair] = play(crash);
    const { largest, ...all } = crash.metric.report();
    expect(all).toEqual({ unit: 'USDT', liquidations: 7, cascades: 2, notional: 1000 });
    expect(largest).toEqual([
      {
        ...{ seq: first, atUs: at(70), venue: 'alpha', account: 1, class: 'holders', market: 'ATOM/USDT:USDT@alpha' },
        ...{ cause: { kind: 'shock', shock: 'tariffs' }, causeShare: 0.9 },
        ...{ liquidations: 4, depth: 3, notional: 400, share: 0.4, seconds: 10.5, breadths: [1, 2, 1] },
      },
      {
        ...{ seq: pair, atUs: at(90), venue: 'alpha', account: 12, class: 'makers' },
        ...{ cause: { kind: 'flow' }, causeShare: 0.6 },
        ...{ liquidations: 2, depth: 2, notional: 400, share: 0.4, seconds: 1, breadths: [1, 1] },
      },
    ]);
    expect(numbersOf(crash)).toEqual({
      'cascades.count': '2 cascades',
      'cascades.largestNotional': '400 USDT',
      'cascades.largestShare': '0.4 fraction',
      'cascades.depth': '3 liquidations',
      'cascades.branching': `${1 - 3 / 7} fraction`,
    });
    expect(crash.metric.values()[1].atUs).toBe(at(70));
  });

  test('finds the trees that the page on results finds by SQL', async () => {
    const crash = new Crash();
    crash.run.scoredFromUs = START_US;
    const folder = await RunFolder.open(`${temporaryFolder()}/run`);
    const recorder = record(crash.run.context, folder.sink, 'default', SECOND_US);
    crash.metric.start(crash.run.context);
    play(crash);
    recorder.finish();
    await folder.commit(fakeResult());
    const page = readFileSync(new URL('../../../../docs/how-to/read-results.md', import.meta.url), 'utf8');
    const [, sql = ''] = /```sql query\n(with recursive[\s\S]*?)```/.exec(page) ?? [];
    const { rows } = await query(folder.path, sql);
    const trees = crash.metric.report().largest.map(({ seq, atUs, liquidations, depth, notional }) => {
      const time = new Date(atUs / 1000).toISOString().slice(11, 19);
      return [seq, time, liquidations, depth, notional];
    });
    expect(rows.filter(([, , liquidations]) => Number(liquidations) > 1)).toEqual(trees);
    expect(rows).toHaveLength(3);
  });

  test('leaves out what came in the warm-up: who it led to is a root', () => {
    const crash = new Crash();
    crash.metric.start(crash.run.context);
    const early = crash.liquidate(59, 1, 0);
    crash.sell(early, 1, 1000);
    const root = crash.liquidate(60, 2, early);
    crash.sell(early, 1, 1000);
    crash.sell(crash.liquidate(61, 3, root), 3, 10);
    const { largest, notional } = crash.metric.report();
    expect([largest.length, largest[0].seq, largest[0].cause, notional]).toEqual([1, root, { kind: 'flow' }, 10]);
    expect(largest[0]).not.toHaveProperty('market');
  });

  test('knows where a root was closed by deleveraging too, and not by what became of others', () => {
    const crash = new Crash();
    crash.metric.start(crash.run.context);
    const root = crash.liquidate(70, 1, 0);
    crash.deleverage(root, 1, 2);
    crash.deleverage(root, FUND, 0);
    crash.liquidate(71, 2, root);
    const [{ market, notional, share }] = crash.metric.report().largest;
    expect([market, notional, share]).toEqual(['BTC/USDT:USDT@alpha', 0, 0]);
  });

  test('brings inverse perpetuals to the quote asset of the first', () => {
    const crash = new Crash();
    crash.run.values['USDT'] = 0.5;
    crash.metric.start(crash.run.context);
    const root = crash.liquidate(70, 1, 0);
    crash.sell(root, 1, 100, 3);
    crash.sell(crash.liquidate(71, 2, root), 2, 100);
    // Ten contracts of 100 USD, each of these worth two USDT.
    expect(crash.metric.report()).toMatchObject({ unit: 'USDT', notional: 2100 });
  });

  test('has nothing to tell of liquidations that led to none', () => {
    const crash = new Crash();
    crash.metric.start(crash.run.context);
    expect(numbersOf(crash)).toMatchObject({
      'cascades.depth': '0 liquidations',
      'cascades.branching': 'NaN fraction',
    });
    crash.sell(crash.liquidate(70, 1, 0), 1, 100);
    expect(crash.metric.report()).toEqual({ unit: 'USDT', liquidations: 1, cascades: 0, notional: 100, largest: [] });
    expect(numbersOf(crash)).toEqual({
      'cascades.count': '0 cascades',
      'cascades.largestNotional': '0 USDT',
      'cascades.largestShare': '0 fraction',
      'cascades.depth': '1 liquidations',
      'cascades.branching': '0 fraction',
    });
  });
});
