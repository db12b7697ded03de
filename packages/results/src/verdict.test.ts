import type { MetricValue } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { fakeResult } from '../test/fake-result.ts';
import { START_US } from '../test/fake-run.ts';
import { summarise } from './summary.ts';
import { verdictOf } from './verdict.ts';

const at = (minute: number): number => START_US + minute * 60_000_000;

function market(id: string, fall: number, minute = 48): MetricValue[] {
  return [
    { subject: id, name: 'first', value: 4, unit: 'USDT' },
    { subject: id, name: 'low', value: 4 * (1 - fall), unit: 'USDT', atUs: at(minute) },
    { subject: id, name: 'last', value: 3.9, unit: 'USDT' },
    { subject: id, name: 'fall', value: fall, unit: 'fraction', atUs: at(minute) },
    { subject: id, name: 'volume', value: 1_234_567, unit: 'ATOM' },
  ];
}

function venue(subject: string, changes: Readonly<Record<string, number>> = {}, unit = 'USDT'): MetricValue[] {
  const numbers = {
    ...{ liquidatedAccounts: 0, liquidatedNotional: 0, firstLiquidation: NaN, peakMinute: NaN, takeoverNotional: 0 },
    ...{ deleveragedNotional: 0, insuranceStart: 5_000_000, insuranceLeft: 5_000_000, badDebt: 0 },
    ...changes,
  };
  return Object.entries(numbers).map(([name, value]) => ({
    subject,
    name,
    value,
    unit: name === 'liquidatedAccounts' ? 'accounts' : unit,
    ...(name === 'firstLiquidation' || name === 'peakMinute' ? (Number.isNaN(value) ? {} : { atUs: at(45) }) : {}),
  }));
}

const done = fakeResult().manifest;
const markets = [
  ...market('ATOM/USDT:USDT@alpha', 0.345),
  ...market('ATOM/USDT@beta', 0.12),
  ...market('BTC/USDT@beta', 0.5),
];

describe('the verdict', () => {
  test.each<[string, readonly MetricValue[], string]>([
    ['of nothing', [], 'Nothing was traded.'],
    [
      'of a calm run',
      [...market('ATOM/USDT:USDT@alpha', 0.0123), ...venue('alpha')],
      'Calm: the deepest fall was 1.2 % (ATOM/USDT:USDT@alpha) and no account was liquidated.',
    ],
    [
      'of a calm run without leverage',
      market('ATOM/USDT@beta', 0.01),
      'Calm: the deepest fall was 1.0 % (ATOM/USDT@beta).',
    ],
    [
      'of a fall that liquidated nobody',
      [...markets, ...venue('alpha')],
      'ATOM/USDT:USDT@alpha fell 34.5 % by 21:18:00 UTC against 12.0 % on beta; no account was liquidated.',
    ],
    [
      'of a fall where there is no leverage',
      market('BTC/USDT@beta', 0.5),
      'BTC/USDT@beta fell 50.0 % by 21:18:00 UTC.',
    ],
    [
      'of a crash that the fund survived',
      [
        ...markets,
        ...venue('alpha', { liquidatedAccounts: 1604, liquidatedNotional: 12_437_000, insuranceLeft: 3_200_000 }),
      ],
      'ATOM/USDT:USDT@alpha fell 34.5 % by 21:18:00 UTC against 12.0 % on beta; 1,604 accounts were liquidated for 12.4 M USDT; ' +
        'the insurance fund held 3.20 M USDT of 5.00 M USDT; no bad debt.',
    ],
    [
      'of a crash that the fund did not survive',
      [
        ...markets,
        ...venue('alpha', {
          ...{ liquidatedAccounts: 1, liquidatedNotional: 900, insuranceLeft: 0 },
          ...{ deleveragedNotional: 850_000, badDebt: 120.4 },
        }),
      ],
      'ATOM/USDT:USDT@alpha fell 34.5 % by 21:18:00 UTC against 12.0 % on beta; 1 account was liquidated for 900 USDT; ' +
        'the insurance fund of 5.00 M USDT was spent; 850 k USDT of winning positions were deleveraged; 120 USDT of bad debt is left.',
    ],
    [
      'of two venues, of which one earned by it',
      [
        ...market('ATOM/USDT:USDT@alpha', 0.345),
        ...venue('alpha', { liquidatedAccounts: 3, liquidatedNotional: 1000, insuranceLeft: 10 }),
        ...venue('gamma', { liquidatedAccounts: 2, liquidatedNotional: 500, insuranceLeft: 5_100_000 }, 'USDC'),
      ],
      'ATOM/USDT:USDT@alpha fell 34.5 % by 21:18:00 UTC; 5 accounts were liquidated for 1.00 k USDT and 500 USDC; ' +
        'the insurance fund of alpha of 5.00 M USDT was spent, the insurance fund of gamma grew to 5.10 M USDC; no bad debt.',
    ],
  ])('%s', (_what, metrics, sentence) => expect(verdictOf(done, metrics)).toBe(sentence));

  test('says first that a run did not end', () => {
    const calm = market('ATOM/USDT@beta', 0.01);
    const broken = { ...done, simulatedUntilUs: at(40) };
    const fault = { plugin: 'panic-seller', instance: 'holders[17]', timeUs: at(40), seq: 9, seed: '1' };
    expect(verdictOf({ ...broken, status: 'failed', fault: { ...fault, message: 'no\n at x' } }, calm)).toBe(
      'Failed at 21:10:00 UTC in panic-seller (holders[17]): no',
    );
    expect(verdictOf({ ...broken, status: 'interrupted' }, calm)).toBe(
      'Interrupted at 21:10:00 UTC; until then: Calm: the deepest fall was 1.0 % (ATOM/USDT@beta).',
    );
  });
});

describe('the summary', () => {
  test('tells markets, venues and classes in tables of equal rows', () => {
    const classes: MetricValue[] = [
      { subject: 'makers', name: 'accounts', value: 4, unit: 'accounts' },
      { subject: 'makers', name: 'profit', value: 12_000, unit: 'unit of account' },
      { subject: 'holders', name: 'accounts', value: 20_000, unit: 'accounts' },
      { subject: 'holders', name: 'profit', value: -4_210_000, unit: 'unit of account' },
      { subject: 'holders', name: 'refusedOrders', value: 1_234, unit: 'orders' },
    ];
    const crash = { liquidatedAccounts: 1604, liquidatedNotional: 12_437_000, firstLiquidation: 60, peakMinute: 0.41 };
    const tables = summarise({ metrics: [...markets, ...venue('alpha', crash), ...classes] });
    expect(tables.map(({ title }) => title)).toEqual(['What happened', 'Liquidations', 'Who lost (unit of account)']);
    for (const { columns, rows } of tables) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
    expect(tables.map(({ rows }) => rows[0])).toEqual([
      ['ATOM/USDT:USDT', 'alpha', '4', '2.62', '21:18:00', '34.5 %', '3.9', '12.0 % beta', '1.23 M ATOM'],
      [
        ...['alpha', '1,604', '12.4 M USDT', '21:15:00', '41 % 21:15', '0 USDT', '0 USDT'],
        ...['5.00 M → 5.00 M USDT', '0 USDT'],
      ],
      ['holders', '20,000', '−4.21 M', '−211', '1,234'],
    ]);
    expect(tables[0].columns[0]).toEqual({ title: 'market', align: 'left' });
    expect(tables[0].columns[2]).toEqual({ title: 'first', align: 'right' });
  });

  test('tells the classes that lost and gained most, and the many between them together', () => {
    const classes = Array.from({ length: 20 }, (_, i): MetricValue[] => [
      { subject: `c${i}`, name: 'accounts', value: 10, unit: 'accounts' },
      { subject: `c${i}`, name: 'profit', value: 100 * (i - 10), unit: 'USD' },
      { subject: `c${i}`, name: 'refusedOrders', value: i, unit: 'orders' },
    ]).flat();
    const [{ rows }] = summarise({ metrics: classes });
    expect(rows.map(([name]) => name)).toEqual([
      ...['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', '8 others', 'c16', 'c17', 'c18', 'c19'],
    ]);
    expect(rows[8]).toEqual(['8 others', '80', '1.20 k', '15', '92']);
  });

  test('tells how low venues counted collateral, against its value outside', () => {
    const [table] = summarise({
      metrics: [
        { subject: 'USDe@alpha', name: 'lowestCollateralPrice', value: 0.6567, unit: 'USDT', atUs: at(46) },
        { subject: 'USDe@alpha', name: 'outsideThen', value: 0.9998, unit: 'USDT', atUs: at(46) },
        { subject: 'ODD@beta', name: 'lowestCollateralPrice', value: 12, unit: 'USD', atUs: at(40) },
        { subject: 'ODD@beta', name: 'outsideThen', value: NaN, unit: 'USD', atUs: at(40) },
      ],
    });
    expect([table.title, ...table.columns.map(({ title }) => title)]).toEqual([
      ...['Collateral', 'venue', 'asset', 'low', 'at', 'outside then'],
    ]);
    expect(table.rows).toEqual([
      ['alpha', 'USDe', '0.6567 USDT', '21:16:00', '0.9998'],
      ['beta', 'ODD', '12 USD', '21:10:00', '–'],
    ]);
  });

  test('tells how coins kept to par, what stood behind them, and what became of redemptions', () => {
    const id = 'ATOM/USDT@beta';
    const [table] = summarise({
      metrics: [
        { subject: id, name: 'worstDeviation', value: -0.0825, unit: 'fraction', atUs: at(46) },
        { subject: id, name: 'below99', value: 900, unit: 's' },
        { subject: id, name: 'recovery', value: NaN, unit: 's' },
        { subject: 'ATOM/USD@beta', name: 'worstDeviation', value: NaN, unit: 'fraction' },
        { subject: 'ATOM', name: 'backingMin', value: 0.98, unit: 'fraction' },
        { subject: 'ATOM', name: 'redemptionsAsked', value: 12_400_000, unit: 'ATOM' },
        { subject: 'ATOM', name: 'redemptionsPaid', value: 3_100_000, unit: 'ATOM' },
        { subject: 'ATOM', name: 'redemptionsWaiting', value: 9_300_000, unit: 'ATOM' },
      ],
    });
    expect([table.title, ...table.columns.map(({ title }) => title)]).toEqual([
      ...['Pegs', 'coin', 'market', 'worst', 'at', 'below 0.99', 'recovered after', 'backing min'],
      'asked / paid / waiting',
    ]);
    expect(table.rows).toEqual([
      ['ATOM', id, '−8.25 %', '21:16:00', '15 min', '–', '98.0 %', '12.4 M / 3.10 M / 9.30 M'],
    ]);
  });

  test('leaves out what there is nothing to say about', () => {
    expect(summarise({ metrics: [] })).toEqual([]);
    expect(summarise({ metrics: market('BTC/USDT@beta', 0.5) })[0].rows[0][7]).toBe('–');
  });
});
