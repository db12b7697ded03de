import { transfer, transferHalt } from '@ebb/sdk';
import type { Transfer } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records what became of transfers between wallets, and when venues suspended them and took them up again. */
export function recordTransfers(recording: Recording): void {
  recordMoves(recording);
  recordSuspensions(recording);
}

function recordMoves(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('transfers');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const owner = table.text('class');
  const number = table.integer('transfer');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const from = table.text('from');
  const to = table.text('to');
  const state = table.text('state');
  const refusal = table.text('refusal');
  const amountInt = table.integer('amount_atoms', 'atoms');
  const assets = context.assets.map((symbol, at) => ({
    ...{ index: at, symbol, decimals: 0, atomsPerUnit: context.assetScales[at] },
  }));
  context.listen(transfer, (seq, timeUs, cause, origin, place, who, ...numbers) => {
    const on = { venue: context.venues[place].name, assets };
    const fact: Transfer = transfer.make(seq, timeUs, cause, origin, on, who, ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, fact.venue);
    account.put(row, who);
    owner.put(row, recording.className(who));
    number.put(row, fact.transfer);
    asset.put(row, fact.asset);
    amount.put(row, fact.amount);
    from.put(row, fact.from);
    to.put(row, fact.to);
    state.put(row, fact.state);
    refusal.put(row, fact.refusal);
    amountInt.put(row, fact.amountAtoms);
  });
}

function recordSuspensions(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('transfer_halts');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const open = table.integer('open');
  context.listen(transferHalt, (seq, timeUs, cause, origin, place, isOpen) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, context.venues[place].name);
    open.put(row, isOpen);
  });
}
