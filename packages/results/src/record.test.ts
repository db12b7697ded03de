import { readFileSync } from 'node:fs';
import {
  amendOrder,
  assetTakeover,
  auctionClosed,
  auctionOpened,
  auctionWon,
  backing,
  cancelAllOrders,
  cancelOrder,
  collateralPrice,
  deleveraging,
  fill,
  forcedOrder,
  forcedPrint,
  funding,
  halt,
  insurance,
  interestPaid,
  lendingBadDebt,
  lendingChanged,
  lendingHealth,
  lendingLiquidation,
  lendingRate,
  liquidity,
  issuance,
  issuanceRefusals,
  liquidation,
  lotOffered,
  lotSold,
  lossShared,
  mark,
  marketHalt,
  marketStates,
  news,
  orderStates,
  orderUpdate,
  placeOrder,
  quote,
  refusals,
  requestKinds,
  requestStates,
  shortfall,
  takeover,
  trade,
  transfer,
  transferHalt,
  transferRefusals,
  transferStates,
  transferWays,
} from '@ebb/sdk';
import type { FactHead, FactType } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { FakeRun, MemorySink, SECOND_US, START_US, inverseMarket } from '../test/fake-run.ts';
import { record } from './record.ts';

/** Records one thing told two seconds after the start and returns the rows of a table. */
function rowsOf(table: string, type: { readonly name: string }, place: number, ...numbers: number[]): object[] {
  const run = new FakeRun();
  run.markets.push(inverseMarket);
  const sink = new MemorySink();
  const recorder = record(run.context, sink, 'all', SECOND_US);
  run.tell(type, 2, place, ...numbers);
  recorder.finish();
  return sink.rows(table);
}

const head = { seq: 1, time: START_US + 2 * SECOND_US, cause: 0, origin: 1 };

describe('a table of facts has the row of', () => {
  test('a liquidation', () => {
    expect(rowsOf('liquidations', liquidation, 0, 7, -12_345, 50_000, 88, 620_000)).toEqual([
      {
        ...head,
        ...{ venue: 'alpha', account: 7, class: 'holders', equity: -1.2345, maintenance: 5 },
        ...{ parent: 88, share: 0.62, share_ppm: 620_000 },
        ...{ equity_atoms: -12_345, maintenance_atoms: 50_000 },
      },
    ]);
  });

  test('a forced order, which has no limit at 0 ticks', () => {
    expect(rowsOf('forced_orders', forcedOrder, 0, 12, -30, 20, 81_000, 0)).toEqual([
      {
        ...head,
        ...{ market: 'ATOM/USDT:USDT@alpha', account: 12, class: 'makers' },
        ...{ size: -3, filled: 2, notional: 8.1, limit: NaN },
        ...{ signed_lots: -30, filled_lots: 20, notional_atoms: 81_000, limit_ticks: 0 },
      },
    ]);
  });

  test('a forced order of an inverse perpetual, whose contracts are worth so many quote units at any price', () => {
    const [row] = rowsOf('forced_orders', forcedOrder, 3, 12, -30, 20, 1_700_000, 0);
    expect(row).toMatchObject({ market: 'BTC/USD:BTC@alpha', filled: 20, notional: 2000, notional_atoms: 1_700_000 });
  });

  test('a takeover', () => {
    expect(rowsOf('takeovers', takeover, 2, 3, -1500, 1_169_905, 21)).toEqual([
      {
        ...head,
        ...{ market: 'BTC/USDT:USDT@alpha', account: 3, class: 'holders', size: -1.5, price: 116_990.5 },
        ...{ by: 'vault@alpha', signed_lots: -1500, price_ticks: 1_169_905 },
      },
    ]);
  });

  test('a takeover of what an account owes in an asset', () => {
    const atom = 1;
    expect(rowsOf('asset_takeovers', assetTakeover, 0, 3, atom, -2_500_000, -81_000, 20)).toEqual([
      {
        ...head,
        ...{ venue: 'alpha', account: 3, class: 'holders', asset: 'ATOM', amount: -2.5, value: -8.1 },
        ...{ by: 'insurance@alpha', amount_atoms: -2_500_000, value_atoms: -81_000 },
      },
    ]);
  });

  test('a deleveraging', () => {
    expect(rowsOf('deleveragings', deleveraging, 0, 3, 4, 15, 39_000, 20_000, -5000, 70_000)).toEqual([
      {
        ...head,
        ...{ market: 'ATOM/USDT:USDT@alpha', account: 3, class: 'holders', bankrupt: 4 },
        ...{ size: 1.5, price: 3.9, realised: 2, signed_lots: 15, price_ticks: 39_000, realised_atoms: 20_000 },
        ...{ lost: -0.5, deficit: 7, lost_atoms: -5000, deficit_atoms: 70_000 },
      },
    ]);
    const [inverse] = rowsOf('deleveragings', deleveraging, 3, 3, 4, 15, 39_000, 20_000_000, 1_000_000, 70_000);
    expect(inverse).toMatchObject({ realised: 0.2, lost: 0.01, deficit: 7 });
  });

  test('a change of the insurance fund', () => {
    expect(rowsOf('insurance', insurance, 0, 4, -20_000, 49_980_000, 2)).toEqual([
      {
        ...head,
        ...{ venue: 'alpha', account: 4, change: -2, balance: 4998, reason: 'deficit' },
        ...{ change_atoms: -20_000, balance_atoms: 49_980_000 },
      },
    ]);
  });

  test('a shortfall', () => {
    expect(rowsOf('shortfalls', shortfall, 0, 4, 20_000)).toEqual([
      { ...head, venue: 'alpha', account: 4, class: 'holders', deficit: 2, deficit_atoms: 20_000 },
    ]);
  });

  test('a part of a deficit that another account was charged', () => {
    expect(rowsOf('loss_shares', lossShared, 0, 12, 4, 20_000)).toEqual([
      { ...head, venue: 'alpha', account: 12, class: 'makers', bankrupt: 4, amount: 2, amount_atoms: 20_000 },
    ]);
  });

  test('an auction that opens, finds a keeper and closes', () => {
    const about = { ...head, market: 'ATOM/USDT:USDT@alpha', auction: 7 };
    const [debtor, keeper] = [
      { account: 3, class: 'holders' },
      { account: 12, class: 'makers' },
    ];
    const none = { price: NaN, price_ticks: NaN, seconds: NaN };
    const endsMs = (START_US + 32 * SECOND_US) / 1000;
    expect(rowsOf('auctions', auctionOpened, 0, 7, 3, -25, endsMs)).toEqual([
      { ...about, ...debtor, ...none, event: 'opened', size: -2.5, lots: -25, seconds: 30 },
    ]);
    expect(rowsOf('auctions', auctionWon, 0, 7, 12, -15, 41_000)).toEqual([
      { ...about, ...keeper, ...none, event: 'won', size: -1.5, lots: -15, price: 4.1, price_ticks: 41_000 },
    ]);
    expect(rowsOf('auctions', auctionClosed, 0, 7, 3, 15)).toEqual([
      { ...about, ...debtor, ...none, event: 'closed', size: 1.5, lots: 15 },
    ]);
  });

  test('a collateral price, and interest on what is owed in an asset', () => {
    const atom = 1;
    expect(rowsOf('collateral_prices', collateralPrice, 0, atom, 3.25)).toEqual([
      { ...head, venue: 'alpha', asset: 'ATOM', price: 3.25 },
    ]);
    expect(rowsOf('interest', interestPaid, 0, 12, atom, 2_500)).toEqual([
      {
        ...head,
        ...{ venue: 'alpha', account: 12, class: 'makers', asset: 'ATOM', amount: 0.0025, amount_atoms: 2_500 },
      },
    ]);
  });

  test('a halt of one market, which is to last so long, and its end', () => {
    const about = { ...head, market: 'ATOM/USDT@beta' };
    const untilUs = START_US + 122 * SECOND_US;
    expect(rowsOf('market_halts', marketHalt, 1, marketStates.auction, untilUs)).toEqual([
      { ...about, state: 'auction', seconds: 120 },
    ]);
    expect(rowsOf('market_halts', marketHalt, 1, marketStates.open, 0)).toEqual([
      { ...about, state: 'open', seconds: NaN },
    ]);
  });

  test('a forced order that the public was shown later', () => {
    const met = START_US + SECOND_US;
    expect(rowsOf('forced_prints', forcedPrint, 2, -1, 1500, 175_000.5, met)).toEqual([
      {
        ...head,
        ...{ market: 'BTC/USDT:USDT@alpha', side: 'sell', size: 1.5, notional: 175_000.5, met, size_lots: 1500 },
      },
    ]);
  });

  test('funding, a halt and news', () => {
    expect(rowsOf('funding', funding, 0, -0.0001, 41_000)).toEqual([
      { ...head, market: 'ATOM/USDT:USDT@alpha', rate: -0.0001, mark: 4.1, mark_ticks: 41_000 },
    ]);
    expect(rowsOf('halts', halt, 1, 1)).toEqual([{ ...head, venue: 'beta', state: 'cancelOnly' }]);
    expect(rowsOf('news', news, 3, -1)).toEqual([{ ...head, shock: 3, tone: -1 }]);
  });

  test('a transfer that is refused, and a suspension of transfers', () => {
    const [spot, earn] = [1, 2];
    const { refused } = transferStates;
    const { noCapacity } = transferRefusals;
    expect(rowsOf('transfers', transfer, 1, 12, 99, 1, 2_500_000, spot, earn, refused, noCapacity, 0, 500_000)).toEqual(
      [
        {
          ...head,
          ...{ venue: 'beta', account: 12, class: 'makers', transfer: 99, asset: 'ATOM', amount: 2.5 },
          ...{ from: 'beta/spot', to: 'alpha/earn', state: 'refused', refusal: 'noCapacity', to_venue: 'alpha' },
          ...{ fee: 0.5, amount_atoms: 2_500_000, fee_atoms: 500_000 },
        },
      ],
    );
    const halted = { ...head, venue: 'alpha', open: 0, kind: 'withdrawals', asset: 'ATOM' };
    expect(rowsOf('transfer_halts', transferHalt, 0, 0, transferWays.withdrawals, 1)).toEqual([halted]);
  });

  test('a redemption, what stands behind a coin, and a lot that is offered and sold', () => {
    const [usdt, atom] = [0, 1];
    const { executed } = requestStates;
    const { none } = issuanceRefusals;
    const told = [12, 99, requestKinds.redeem, executed, none, -2_500_000, usdt, 100_000];
    expect(rowsOf('issuance', issuance, atom, ...told)).toEqual([
      {
        ...head,
        ...{ coin: 'ATOM', account: 12, class: 'makers', request: 99, kind: 'redeem', state: 'executed' },
        ...{ refusal: 'none', coins: -2.5, asset: 'USDT', amount: 10, coin_atoms: -2_500_000, asset_atoms: 100_000 },
      },
    ]);
    expect(rowsOf('backing', backing, atom, 90, 30, 120, 4, 30_000_000, 2_000_000, 3)).toEqual([
      {
        ...head,
        ...{ coin: 'ATOM', assets: 90, liquid: 30, liabilities: 120, ratio: 0.75, parity: 4 },
        ...{ circulating: 30, waiting: 2, requests: 3 },
      },
    ]);
    const lot = { ...head, coin: 'ATOM', lot: 7, asset: 'USDT', amount: 5 };
    const endsMs = (START_US + 62 * SECOND_US) / 1000;
    expect(rowsOf('lots', lotOffered, atom, 7, usdt, 50_000, 3_000_000, endsMs)).toEqual([
      { ...lot, event: 'offered', account: NaN, class: '', coins: 3, seconds: 60 },
    ]);
    expect(rowsOf('lots', lotSold, atom, 12, 7, usdt, 50_000, 2_000_000, 1)).toEqual([
      { ...lot, event: 'closed', account: 12, class: 'makers', coins: 2, seconds: NaN },
    ]);
  });

  test('a trade, a quote with one side and a mark', () => {
    expect(rowsOf('trades', trade, 1, 41_000, 5, -1, 11, 2, 1)).toEqual([
      {
        ...head,
        ...{ market: 'ATOM/USDT@beta', price: 4.1, size: 0.5, side: 'sell', forced: 1, maker: 11, taker: 2 },
        ...{ price_ticks: 41_000, size_lots: 5 },
      },
    ]);
    expect(rowsOf('quotes', quote, 1, 0, 0, 41_000, 3)).toEqual([
      {
        ...head,
        ...{ market: 'ATOM/USDT@beta', bid: NaN, bid_size: 0, ask: 4.1, ask_size: 0.3 },
        ...{ bid_ticks: 0, bid_lots: 0, ask_ticks: 41_000, ask_lots: 3 },
      },
    ]);
    expect(rowsOf('marks', mark, 0, 40_000, 41_000)).toEqual([
      { ...head, market: 'ATOM/USDT:USDT@alpha', mark: 4, index: 4.1, mark_ticks: 40_000, index_ticks: 41_000 },
    ]);
  });

  test('a fill, whose fee is told in units where the venue settles in the quote asset', () => {
    const row = {
      ...head,
      ...{ account: 12, class: 'makers', order: 99, side: 'buy', price: 4.1, size: 0.5, left: 0.2 },
      ...{ maker: 1, forced: 0, price_ticks: 41_000, size_lots: 5, left_lots: 2, fee_atoms: -25 },
    };
    const numbers = [12, 99, 1, 41_000, 5, 2, -25, 1, 0];
    expect(rowsOf('fills', fill, 0, ...numbers)).toEqual([{ ...row, market: 'ATOM/USDT:USDT@alpha', fee: -0.0025 }]);
    expect(rowsOf('fills', fill, 1, ...numbers)).toEqual([{ ...row, market: 'ATOM/USDT@beta', fee: NaN }]);
  });

  test('an order that changed its state', () => {
    expect(
      rowsOf('order_updates', orderUpdate, 0, 12, 99, orderStates.refused, refusals.insufficientMargin, 5),
    ).toEqual([
      {
        ...head,
        ...{ market: 'ATOM/USDT:USDT@alpha', account: 12, class: 'makers', order: 99 },
        ...{ state: 'refused', refusal: 'insufficientMargin', left: 0.5, left_lots: 5 },
      },
    ]);
  });

  test('each intent', () => {
    const about = { ...head, venue: 'alpha', market: 'BTC/USDT:USDT@alpha', account: 12, class: 'makers', order: 99 };
    const nothing = { time_in_force: NaN, reduce_only: NaN, trigger: NaN, trigger_ticks: NaN };
    const noTerms = { side: '', price: NaN, size: NaN, price_ticks: NaN, size_lots: NaN };
    expect(rowsOf('intents', placeOrder, 2, 12, 99, -1, 1_170_000, 250, 1, 1, 0)).toEqual([
      {
        ...about,
        ...{ intent: 'place', side: 'sell', price: 117_000, size: 0.25, time_in_force: 1, reduce_only: 1 },
        ...{ trigger: NaN, price_ticks: 1_170_000, size_lots: 250, trigger_ticks: 0 },
      },
    ]);
    expect(rowsOf('intents', amendOrder, 2, 12, 99, 1_160_000, 100)).toEqual([
      {
        ...about,
        ...nothing,
        ...{ intent: 'amend', side: '', price: 116_000, size: 0.1, price_ticks: 1_160_000, size_lots: 100 },
      },
    ]);
    expect(rowsOf('intents', cancelOrder, 2, 12, 99)).toEqual([{ ...about, ...nothing, ...noTerms, intent: 'cancel' }]);
    expect(rowsOf('intents', cancelAllOrders, 0, 12, 2)).toEqual([
      { ...about, ...nothing, ...noTerms, intent: 'cancel_all', order: NaN },
    ]);
    expect(rowsOf('intents', cancelAllOrders, 1, 12, -1)).toEqual([
      { ...about, ...nothing, ...noTerms, intent: 'cancel_all', venue: 'beta', market: '', order: NaN },
    ]);
  });
});

describe('a recording', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const documented = (text: string): string[] =>
    [...text.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(
      ([, table, columns]) => `${table}: ${columns.replace('_fact_', '`seq`, `time`, `cause`, `origin`')}`,
    );
  const recorded = (what: 'default' | 'all'): string[] => {
    const sink = new MemorySink();
    record(new FakeRun().context, sink, what, SECOND_US).finish();
    return sink.chunks.map(
      ({ table, columns }) =>
        `${table}: ${columns
          .map(({ name, kind, unit }) =>
            unit === undefined || kind === 'time' ? `\`${name}\`` : `\`${name}\` (${unit})`,
          )
          .join(', ')}`,
    );
  };

  test('has the tables and columns that the README tells, empty ones too', () => {
    const [usual = '', extra = ''] = readme.split('and with `record: all`');
    const more = extra.split('## Metrics')[0];
    expect(recorded('default')).toEqual(documented(usual));
    expect(recorded('all')).toEqual([...documented(usual), ...documented(more)]);
  });

  test('listens to what it records and no more', () => {
    const run = new FakeRun();
    record(run.context, new MemorySink(), 'default', SECOND_US);
    const types: readonly FactType<never, never, FactHead>[] = [
      ...[deleveraging, forcedOrder, funding, halt, insurance, liquidation, mark, news, quote, shortfall, takeover],
      ...[auctionClosed, auctionOpened, auctionWon, collateralPrice, forcedPrint, interestPaid, lossShared, marketHalt],
      ...[lendingBadDebt, lendingChanged, lendingHealth, lendingLiquidation, lendingRate],
      ...[assetTakeover, backing, issuance, liquidity, lotOffered, lotSold, trade, transfer, transferHalt],
    ];
    expect(run.heard).toEqual([...types.map(({ name }) => name), 'value'].sort());
  });

  test('counts its rows', () => {
    const run = new FakeRun();
    const recorder = record(run.context, new MemorySink(), 'all', SECOND_US);
    run.tell(trade, 1.5, 0, 41_000, 5, 1, 1, 2, 0);
    recorder.finish();
    const rows = Object.fromEntries(recorder.tables().map(({ name, rows: count }) => [name, count]));
    expect(rows).toMatchObject({ bars: 6, trades: 1, quotes: 0 });
  });
});
