import { backing, issuance, lotOffered, lotSold } from '@ebb/sdk';
import type { RunContext } from '@ebb/sdk';
import type { Recording } from './recording.ts';

type IssuerName = Parameters<typeof issuance.make>[4];

/** Records what became of requests to issuers, what stood behind their coins, and the lots that they sold. */
export function recordIssuance(recording: Recording): void {
  recordRequests(recording);
  recordBacking(recording);
  recordLots(recording);
}

function recordRequests(recording: Recording): void {
  const { context } = recording;
  const nameAt = namesOf(context);
  const table = recording.table('issuance');
  const head = recording.factColumns(table);
  const coin = table.text('coin');
  const account = table.integer('account');
  const owner = table.text('class');
  const request = table.integer('request');
  const kind = table.text('kind');
  const state = table.text('state');
  const refusal = table.text('refusal');
  const coins = table.number('coins', 'coin');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const coinInt = table.integer('coin_atoms', 'atoms');
  const assetInt = table.integer('asset_atoms', 'atoms');
  context.listen(issuance, (seq, timeUs, cause, origin, place, ...numbers) => {
    const fact = issuance.make(seq, timeUs, cause, origin, nameAt(place), ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    coin.put(row, fact.coin);
    account.put(row, fact.account);
    owner.put(row, recording.className(fact.account));
    request.put(row, fact.request);
    kind.put(row, fact.kind);
    state.put(row, fact.state);
    refusal.put(row, fact.refusal);
    coins.put(row, fact.coins);
    asset.put(row, fact.asset);
    amount.put(row, fact.amount);
    coinInt.put(row, fact.coinAtoms);
    assetInt.put(row, fact.assetAtoms);
  });
}

function recordBacking(recording: Recording): void {
  const { context } = recording;
  const nameAt = namesOf(context);
  const table = recording.table('backing');
  const head = recording.factColumns(table);
  const coin = table.text('coin');
  const assets = table.number('assets', 'reference');
  const liquid = table.number('liquid', 'reference');
  const liabilities = table.number('liabilities', 'reference');
  const ratio = table.number('ratio', 'fraction');
  const parity = table.number('parity', 'reference');
  const circulating = table.number('circulating', 'coin');
  const waiting = table.number('waiting', 'coin');
  const requests = table.integer('requests');
  context.listen(backing, (seq, timeUs, cause, origin, place, ...numbers) => {
    const fact = backing.make(seq, timeUs, cause, origin, nameAt(place), ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    coin.put(row, fact.coin);
    assets.put(row, fact.assets);
    liquid.put(row, fact.liquid);
    liabilities.put(row, fact.liabilities);
    ratio.put(row, fact.liabilities > 0 ? fact.assets / fact.liabilities : NaN);
    parity.put(row, fact.parity);
    circulating.put(row, fact.circulating);
    waiting.put(row, fact.waiting);
    requests.put(row, fact.requests);
  });
}

function recordLots(recording: Recording): void {
  const { context } = recording;
  const nameAt = namesOf(context);
  const table = recording.table('lots');
  const head = recording.factColumns(table);
  const coin = table.text('coin');
  const lot = table.integer('lot');
  const event = table.text('event');
  const account = table.integer('account');
  const owner = table.text('class');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const coins = table.number('coins', 'coin');
  const duration = table.number('seconds', 's');
  context.listen(lotOffered, (seq, timeUs, cause, origin, place, ...numbers) => {
    const fact = lotOffered.make(seq, timeUs, cause, origin, nameAt(place), ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    coin.put(row, fact.coin);
    lot.put(row, fact.lot);
    event.put(row, 'offered');
    account.put(row, NaN);
    owner.put(row, '');
    asset.put(row, fact.asset);
    amount.put(row, fact.amount);
    coins.put(row, fact.debt);
    duration.put(row, (Math.round(fact.endsMs * 1000) - timeUs) / 1_000_000);
  });
  context.listen(lotSold, (seq, timeUs, cause, origin, place, ...numbers) => {
    const fact = lotSold.make(seq, timeUs, cause, origin, nameAt(place), ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    coin.put(row, fact.coin);
    lot.put(row, fact.lot);
    event.put(row, fact.closed ? 'closed' : 'sold');
    account.put(row, fact.account);
    owner.put(row, recording.className(fact.account));
    asset.put(row, fact.asset);
    amount.put(row, fact.amount);
    coins.put(row, fact.paid);
    duration.put(row, NaN);
  });
}

/** What facts about issuers are about, by the index of the coin. */
function namesOf({ assets: symbols, assetScales }: RunContext): (index: number) => IssuerName {
  const assets = symbols.map((symbol, index) => ({ index, symbol, decimals: 0, atomsPerUnit: assetScales[index] }));
  return (index) => ({ index, coin: symbols[index], assets });
}
