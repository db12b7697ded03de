import {
  assetTakeover,
  deleveraging,
  forcedOrder,
  insurance,
  insuranceReasons,
  liquidation,
  lossShared,
  shortfall,
  takeover,
} from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Shares are told in so many parts of one. */
const PARTS = 1_000_000;

const reasonNames = new Map<number, string>(Object.entries(insuranceReasons).map(([name, code]) => [code, name]));

/** Records what clearing did to accounts in trouble and to the insurance fund, one table for each type of fact. */
export function recordClearing(recording: Recording): void {
  recordLiquidations(recording);
  recordForcedOrders(recording);
  recordTakeovers(recording);
  recordAssetTakeovers(recording);
  recordDeleveragings(recording);
  recordInsurance(recording);
  recordShortfalls(recording);
  recordLossShares(recording);
}

function recordLiquidations(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('liquidations');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const owner = table.text('class');
  const equity = table.number('equity', 'settle');
  const maintenance = table.number('maintenance', 'settle');
  const parent = table.integer('parent');
  const share = table.number('share', 'fraction');
  const equityInt = table.integer('equity_atoms', 'atoms');
  const maintenanceInt = table.integer('maintenance_atoms', 'atoms');
  const shareInt = table.integer('share_ppm', 'ppm');
  context.listen(liquidation, (seq, timeUs, cause, origin, place, who, equityAtoms, maintenanceAtoms, by, sharePpm) => {
    const { name, settleScale } = context.venues[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, name);
    account.put(row, who);
    owner.put(row, recording.className(who));
    equity.put(row, equityAtoms / settleScale);
    maintenance.put(row, maintenanceAtoms / settleScale);
    parent.put(row, by);
    share.put(row, sharePpm / PARTS);
    equityInt.put(row, equityAtoms);
    maintenanceInt.put(row, maintenanceAtoms);
    shareInt.put(row, sharePpm);
  });
}

function recordForcedOrders(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('forced_orders');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const size = table.number('size', 'base');
  const filled = table.number('filled', 'base');
  const notional = table.number('notional', 'quote');
  const limit = table.number('limit', 'quote');
  const signed = table.integer('signed_lots', 'lots');
  const filledInt = table.integer('filled_lots', 'lots');
  const notionalInt = table.integer('notional_atoms', 'atoms');
  const limitInt = table.integer('limit_ticks', 'ticks');
  context.listen(forcedOrder, (seq, timeUs, cause, origin, place, who, signedLots, filledLots, atoms, limitTicks) => {
    const grid = grids[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grid.id);
    account.put(row, who);
    owner.put(row, recording.className(who));
    size.put(row, grid.size(signedLots));
    filled.put(row, grid.size(filledLots));
    notional.put(row, grid.toldNotional(filledLots, atoms));
    limit.put(row, grid.price(limitTicks));
    signed.put(row, signedLots);
    filledInt.put(row, filledLots);
    notionalInt.put(row, atoms);
    limitInt.put(row, limitTicks);
  });
}

function recordTakeovers(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('takeovers');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const size = table.number('size', 'base');
  const price = table.number('price', 'quote');
  const taker = table.text('by');
  const signed = table.integer('signed_lots', 'lots');
  const priceInt = table.integer('price_ticks', 'ticks');
  context.listen(takeover, (seq, timeUs, cause, origin, place, who, signedLots, priceTicks, by) => {
    const grid = grids[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grid.id);
    account.put(row, who);
    owner.put(row, recording.className(who));
    size.put(row, grid.size(signedLots));
    price.put(row, grid.price(priceTicks));
    taker.put(row, recording.className(by));
    signed.put(row, signedLots);
    priceInt.put(row, priceTicks);
  });
}

function recordAssetTakeovers(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('asset_takeovers');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const owner = table.text('class');
  const asset = table.text('asset');
  const amount = table.number('amount', 'asset');
  const worth = table.number('value', 'settle');
  const taker = table.text('by');
  const amountInt = table.integer('amount_atoms', 'atoms');
  const worthInt = table.integer('value_atoms', 'atoms');
  context.listen(assetTakeover, (seq, timeUs, cause, origin, place, who, which, atoms, valueAtoms, by) => {
    const { name, settleScale } = context.venues[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, name);
    account.put(row, who);
    owner.put(row, recording.className(who));
    asset.put(row, context.assets[which]);
    amount.put(row, atoms / context.assetScales[which]);
    worth.put(row, valueAtoms / settleScale);
    taker.put(row, recording.className(by));
    amountInt.put(row, atoms);
    worthInt.put(row, valueAtoms);
  });
}

function recordDeleveragings(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('deleveragings');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const bankrupt = table.integer('bankrupt');
  const size = table.number('size', 'base');
  const price = table.number('price', 'quote');
  const realised = table.number('realised', 'settle');
  const lost = table.number('lost', 'settle');
  const deficit = table.number('deficit', 'settle');
  const signed = table.integer('signed_lots', 'lots');
  const priceInt = table.integer('price_ticks', 'ticks');
  const realisedInt = table.integer('realised_atoms', 'atoms');
  const lostInt = table.integer('lost_atoms', 'atoms');
  const deficitInt = table.integer('deficit_atoms', 'atoms');
  context.listen(
    deleveraging,
    (seq, timeUs, cause, origin, place, who, whose, signedLots, priceTicks, atoms, lostAtoms, deficitAtoms) => {
      const grid = grids[place];
      const row = table.row();
      head.put(row, seq, timeUs, cause, origin);
      market.put(row, grid.id);
      account.put(row, who);
      owner.put(row, recording.className(who));
      bankrupt.put(row, whose);
      size.put(row, grid.size(signedLots));
      price.put(row, grid.price(priceTicks));
      realised.put(row, atoms / grid.settleScale);
      lost.put(row, lostAtoms / grid.settleScale);
      deficit.put(row, deficitAtoms / context.venues[grid.venue].settleScale);
      signed.put(row, signedLots);
      priceInt.put(row, priceTicks);
      realisedInt.put(row, atoms);
      lostInt.put(row, lostAtoms);
      deficitInt.put(row, deficitAtoms);
    },
  );
}

function recordInsurance(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('insurance');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const change = table.number('change', 'settle');
  const balance = table.number('balance', 'settle');
  const reason = table.text('reason');
  const changeInt = table.integer('change_atoms', 'atoms');
  const balanceInt = table.integer('balance_atoms', 'atoms');
  context.listen(insurance, (seq, timeUs, cause, origin, place, who, changeAtoms, balanceAtoms, code) => {
    const { name, settleScale } = context.venues[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, name);
    account.put(row, who);
    change.put(row, changeAtoms / settleScale);
    balance.put(row, balanceAtoms / settleScale);
    reason.put(row, reasonNames.get(code) ?? String(code));
    changeInt.put(row, changeAtoms);
    balanceInt.put(row, balanceAtoms);
  });
}

function recordShortfalls(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('shortfalls');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const owner = table.text('class');
  const deficit = table.number('deficit', 'settle');
  const deficitInt = table.integer('deficit_atoms', 'atoms');
  context.listen(shortfall, (seq, timeUs, cause, origin, place, who, deficitAtoms) => {
    const { name, settleScale } = context.venues[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, name);
    account.put(row, who);
    owner.put(row, recording.className(who));
    deficit.put(row, deficitAtoms / settleScale);
    deficitInt.put(row, deficitAtoms);
  });
}

function recordLossShares(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('loss_shares');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const account = table.integer('account');
  const owner = table.text('class');
  const bankrupt = table.integer('bankrupt');
  const amount = table.number('amount', 'settle');
  const amountInt = table.integer('amount_atoms', 'atoms');
  context.listen(lossShared, (seq, timeUs, cause, origin, place, who, whose, atoms) => {
    const { name, settleScale } = context.venues[place];
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, name);
    account.put(row, who);
    owner.put(row, recording.className(who));
    bankrupt.put(row, whose);
    amount.put(row, atoms / settleScale);
    amountInt.put(row, atoms);
  });
}
