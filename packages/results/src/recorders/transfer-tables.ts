import { transfer, transferHalt } from '@ebb/sdk';
import type { RunContext, Transfer, TransferPlace } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records what became of transfers between wallets, and when venues suspended them and took them up again. */
export function recordTransfers(recording: Recording): void {
  recordMoves(recording);
  recordSuspensions(recording);
}

function recordMoves(recording: Recording): void {
  const { context } = recording;
  const placeAt = placesOf(context);
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
  const toVenue = table.text('to_venue');
  const fee = table.number('fee', 'asset');
  const amountInt = table.integer('amount_atoms', 'atoms');
  const feeInt = table.integer('fee_atoms', 'atoms');
  context.listen(transfer, (seq, timeUs, cause, origin, place, who, ...numbers) => {
    const fact: Transfer = transfer.make(seq, timeUs, cause, origin, placeAt(place), who, ...numbers);
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
    toVenue.put(row, fact.toVenue);
    fee.put(row, fact.fee);
    amountInt.put(row, fact.amountAtoms);
    feeInt.put(row, fact.feeAtoms);
  });
}

function recordSuspensions(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('transfer_halts');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const open = table.integer('open');
  const kind = table.text('kind');
  const asset = table.text('asset');
  const placeAt = placesOf(context);
  context.listen(transferHalt, (seq, timeUs, cause, origin, place, ...numbers) => {
    const fact = transferHalt.make(seq, timeUs, cause, origin, placeAt(place), ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, fact.venue);
    open.put(row, numbers[0]);
    kind.put(row, fact.kind);
    asset.put(row, fact.asset);
  });
}

/** What facts about transfers are about, by the index of the venue. */
function placesOf({ assets, assetScales, venues }: RunContext): (index: number) => TransferPlace {
  const all = assets.map((symbol, index) => ({ index, symbol, decimals: 0, atomsPerUnit: assetScales[index] }));
  const names = venues.map(({ name }) => name);
  return (index) => ({ venue: names[index], venues: names, assets: all });
}
