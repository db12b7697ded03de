import { lendingBadDebt, lendingChanged, lendingHealth, lendingLiquidation, lendingRate } from '@ebb/sdk';
import type { LendingPlace, RunContext } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records what became of orders to lending markets, their liquidations and bad debts, and how they and their borrowers stand. */
export function recordLending(recording: Recording): void {
  recordOrders(recording);
  recordLiquidations(recording);
  recordBadDebts(recording);
  recordRates(recording);
  recordHealth(recording);
}

function recordOrders(recording: Recording): void {
  const { context } = recording;
  const placeAt = placesOf(context);
  const table = recording.table('lending');
  const head = recording.factColumns(table);
  const lender = table.text('lender');
  const account = table.integer('account');
  const owner = table.text('class');
  const order = table.integer('order');
  const kind = table.text('kind');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const refusal = table.text('refusal');
  const supplied = table.number('supplied', 'asset');
  const borrowed = table.number('borrowed', 'asset');
  const amountInt = table.integer('amount_atoms', 'atoms');
  context.listen(lendingChanged, (seq, timeUs, cause, origin, place, who, ...numbers) => {
    const fact = lendingChanged.make(seq, timeUs, cause, origin, placeAt(place), who, ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    lender.put(row, fact.lender);
    account.put(row, who);
    owner.put(row, recording.className(who));
    order.put(row, fact.order);
    kind.put(row, fact.kind);
    asset.put(row, fact.asset);
    amount.put(row, fact.amount);
    refusal.put(row, fact.refusal);
    supplied.put(row, fact.supplied);
    borrowed.put(row, fact.borrowed);
    amountInt.put(row, fact.amountAtoms);
  });
}

function recordLiquidations(recording: Recording): void {
  const { context } = recording;
  const placeAt = placesOf(context);
  const table = recording.table('lending_liquidations');
  const head = recording.factColumns(table);
  const lender = table.text('lender');
  const account = table.integer('account');
  const owner = table.text('class');
  const keeper = table.text('keeper');
  const debt = table.text('debt');
  const repaid = table.number('repaid', 'debt');
  const collateral = table.text('collateral');
  const seized = table.number('seized', 'collateral');
  const fee = table.number('fee', 'collateral');
  const health = table.number('health', 'fraction');
  const repaidValue = table.number('repaid_value', 'reference');
  const seizedValue = table.number('seized_value', 'reference');
  const flash = table.integer('flash');
  const repaidInt = table.integer('repaid_atoms', 'atoms');
  const seizedInt = table.integer('seized_atoms', 'atoms');
  const feeInt = table.integer('fee_atoms', 'atoms');
  context.listen(lendingLiquidation, (seq, timeUs, cause, origin, place, who, by, ...numbers) => {
    const fact = lendingLiquidation.make(seq, timeUs, cause, origin, placeAt(place), who, by, ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    lender.put(row, fact.lender);
    account.put(row, who);
    owner.put(row, recording.className(who));
    keeper.put(row, recording.className(by));
    debt.put(row, fact.debt);
    repaid.put(row, fact.repaid);
    collateral.put(row, fact.collateral);
    seized.put(row, fact.seized);
    fee.put(row, fact.fee);
    health.put(row, fact.health);
    repaidValue.put(row, fact.repaidValue);
    seizedValue.put(row, fact.seizedValue);
    flash.put(row, fact.flash ? 1 : 0);
    repaidInt.put(row, fact.repaidAtoms);
    seizedInt.put(row, fact.seizedAtoms);
    feeInt.put(row, fact.feeAtoms);
  });
}

function recordBadDebts(recording: Recording): void {
  const { context } = recording;
  const placeAt = placesOf(context);
  const table = recording.table('lending_bad_debts');
  const head = recording.factColumns(table);
  const lender = table.text('lender');
  const account = table.integer('account');
  const owner = table.text('class');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const fromReserve = table.number('from_reserve', 'asset');
  const fromSuppliers = table.number('from_suppliers', 'asset');
  const left = table.number('left', 'asset');
  const amountInt = table.integer('amount_atoms', 'atoms');
  context.listen(lendingBadDebt, (seq, timeUs, cause, origin, place, who, ...numbers) => {
    const fact = lendingBadDebt.make(seq, timeUs, cause, origin, placeAt(place), who, ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    lender.put(row, fact.lender);
    account.put(row, who);
    owner.put(row, recording.className(who));
    asset.put(row, fact.asset);
    amount.put(row, fact.amount);
    fromReserve.put(row, fact.fromReserve);
    fromSuppliers.put(row, fact.fromSuppliers);
    left.put(row, fact.left);
    amountInt.put(row, fact.amountAtoms);
  });
}

function recordRates(recording: Recording): void {
  const { context } = recording;
  const placeAt = placesOf(context);
  const table = recording.table('lending_rates');
  const head = recording.factColumns(table);
  const lender = table.text('lender');
  const asset = table.text('asset');
  const columns = [
    ...(['utilisation', 'borrow_rate', 'supply_rate'] as const).map((name) => table.number(name, 'fraction')),
    table.number('price', 'reference'),
    ...(['cash', 'supplied', 'borrowed', 'reserve', 'deficit'] as const).map((name) => table.number(name, 'asset')),
  ];
  context.listen(lendingRate, (seq, timeUs, cause, origin, place, ...numbers) => {
    const fact = lendingRate.make(seq, timeUs, cause, origin, placeAt(place), ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    lender.put(row, fact.lender);
    asset.put(row, fact.asset);
    const { utilisation, borrowRate, supplyRate, price, cash, supplied, borrowed, reserve, deficit } = fact;
    const told = [utilisation, borrowRate, supplyRate, price, cash, supplied, borrowed, reserve, deficit];
    told.forEach((number, at) => columns[at].put(row, number));
  });
}

function recordHealth(recording: Recording): void {
  const { context } = recording;
  const { lenders } = context.view;
  const table = recording.table('lending_health');
  const head = recording.factColumns(table);
  const lender = table.text('lender');
  const borrowers = table.integer('borrowers');
  const unhealthy = table.integer('unhealthy');
  const lowest = table.number('lowest_health', 'fraction');
  const collateral = table.number('collateral', 'reference');
  const debt = table.number('debt', 'reference');
  context.listen(lendingHealth, (seq, timeUs, cause, origin, place, count, below, health, pledged, owed) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    lender.put(row, lenders[place].name);
    borrowers.put(row, count);
    unhealthy.put(row, below);
    lowest.put(row, health);
    collateral.put(row, pledged);
    debt.put(row, owed);
  });
}

/** What facts about lending are about, by the index of the market. */
function placesOf({ assets, assetScales, view }: RunContext): (index: number) => LendingPlace {
  const all = assets.map((symbol, index) => ({ index, symbol, decimals: 0, atomsPerUnit: assetScales[index] }));
  return (index) => ({ index, lender: view.lenders[index].name, assets: all });
}
