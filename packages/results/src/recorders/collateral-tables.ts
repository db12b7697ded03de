import { collateralPrice, interestPaid } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records at what prices venues counted collateral, and what accounts paid in interest on what they owe. */
export function recordCollateral(recording: Recording): void {
  recordPrices(recording);
  recordInterest(recording);
}

function recordPrices(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('collateral_prices');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const asset = table.text('asset');
  const price = table.number('price', 'settle');
  context.listen(collateralPrice, (seq, timeUs, cause, origin, place, which, now) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, context.venues[place].name);
    asset.put(row, context.assets[which]);
    price.put(row, now);
  });
}

function recordInterest(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('interest');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const owner = table.text('class');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const amountInt = table.integer('amount_atoms', 'atoms');
  context.listen(interestPaid, (seq, timeUs, cause, origin, place, who, which, atoms) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, context.venues[place].name);
    account.put(row, who);
    owner.put(row, recording.className(who));
    asset.put(row, context.assets[which]);
    amount.put(row, atoms / context.assetScales[which]);
    amountInt.put(row, atoms);
  });
}
