import { lendingBadDebt, lendingChanged, lendingHealth, lendingKinds, lendingLiquidation, lendingRate } from '@ebb/sdk';
import { lendingRefusals } from '@ebb/sdk';
import { expect, test } from '@jest/globals';
import { FakeRun, MemorySink, SECOND_US, START_US } from '../../test/fake-run.ts';
import { record } from '../record.ts';

/** Records one thing told of the first lending market two seconds after the start and returns the rows of a table. */
function rowsOf(table: string, type: { readonly name: string }, ...numbers: number[]): object[] {
  const run = new FakeRun();
  const sink = new MemorySink();
  const recorder = record(run.context, sink, 'default', SECOND_US);
  run.tell(type, 2, 0, ...numbers);
  recorder.finish();
  return sink.rows(table);
}

const head = { seq: 1, time: START_US + 2 * SECOND_US, cause: 0, origin: 1, lender: 'aave' };
const [USDT, ATOM] = [0, 1];

test('the table lending has what became of an order, in units and atoms', () => {
  const { overCap } = lendingRefusals;
  expect(rowsOf('lending', lendingChanged, 12, 99, lendingKinds.supply, ATOM, 0, overCap, 2_500_000, 0)).toEqual([
    {
      ...head,
      ...{ account: 12, class: 'makers', order: 99, kind: 'supply', asset: 'ATOM', amount: 0, refusal: 'overCap' },
      ...{ supplied: 2.5, borrowed: 0, amount_atoms: 0 },
    },
  ]);
});

test('the tables of liquidations and bad debts have who lost what to whom', () => {
  const numbers = [7, 12, USDT, 100_000, ATOM, 2_625_000, 12_500, 0.97, 10, 10.5, 1];
  expect(rowsOf('lending_liquidations', lendingLiquidation, ...numbers)).toEqual([
    {
      ...head,
      ...{ account: 7, class: 'holders', keeper: 'makers', debt: 'USDT', repaid: 10, collateral: 'ATOM' },
      ...{ seized: 2.625, fee: 0.0125, health: 0.97, repaid_value: 10, seized_value: 10.5, flash: 1 },
      ...{ repaid_atoms: 100_000, seized_atoms: 2_625_000, fee_atoms: 12_500 },
    },
  ]);
  expect(rowsOf('lending_bad_debts', lendingBadDebt, 7, USDT, 50_000, 20_000, 0, 30_000)).toEqual([
    {
      ...head,
      ...{ account: 7, class: 'holders', asset: 'USDT', amount: 5 },
      ...{ from_reserve: 2, from_suppliers: 0, left: 3, amount_atoms: 50_000 },
    },
  ]);
});

test('the tables of rates and health have how the market stands', () => {
  const numbers = [USDT, 0.8, 0.04, 0.0288, 1, 20_000, 100_000, 80_000, 500, 0];
  expect(rowsOf('lending_rates', lendingRate, ...numbers)).toEqual([
    {
      ...{ ...head, asset: 'USDT', utilisation: 0.8, borrow_rate: 0.04, supply_rate: 0.0288, price: 1 },
      ...{ cash: 2, supplied: 10, borrowed: 8, reserve: 0.05, deficit: 0 },
    },
  ]);
  expect(rowsOf('lending_health', lendingHealth, 3, 1, 0.97, 120, 90)).toEqual([
    { ...head, borrowers: 3, unhealthy: 1, lowest_health: 0.97, collateral: 120, debt: 90 },
  ]);
});
