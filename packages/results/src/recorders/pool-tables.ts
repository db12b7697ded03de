import { liquidity } from '@ebb/sdk';
import type { Liquidity, PoolPlace, RunContext } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records what accounts put into pools and took out, and what was refused. */
export function recordPools(recording: Recording): void {
  const { context } = recording;
  const places = placesOf(context);
  const table = recording.table('liquidity');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const account = table.integer('account');
  const owner = table.text('class');
  const request = table.integer('request');
  const state = table.text('state');
  const refusal = table.text('refusal');
  const base = table.number('base', 'base');
  const quote = table.number('quote', 'quote');
  const low = table.number('low', 'quote');
  const high = table.number('high', 'quote');
  const reserveBase = table.number('reserve_base', 'base');
  const reserveQuote = table.number('reserve_quote', 'quote');
  const baseInt = table.integer('base_atoms', 'atoms');
  const quoteInt = table.integer('quote_atoms', 'atoms');
  context.listen(liquidity, (seq, timeUs, cause, origin, place, who, ...numbers) => {
    const fact: Liquidity = liquidity.make(seq, timeUs, cause, origin, places[place], who, ...numbers);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, fact.market);
    account.put(row, who);
    owner.put(row, recording.className(who));
    request.put(row, fact.request);
    state.put(row, fact.state);
    refusal.put(row, fact.refusal);
    base.put(row, fact.base);
    quote.put(row, fact.quote);
    low.put(row, fact.low === 0 ? NaN : fact.low);
    high.put(row, fact.high === 0 ? NaN : fact.high);
    reserveBase.put(row, fact.reserveBase);
    reserveQuote.put(row, fact.reserveQuote);
    baseInt.put(row, fact.baseAtoms);
    quoteInt.put(row, fact.quoteAtoms);
  });
}

/** What facts about pools are about, by the place of the market. */
function placesOf({ assets, assetScales, view }: RunContext): readonly PoolPlace[] {
  const scaleOf = (asset: string): number => assetScales[assets.indexOf(asset)];
  return view.markets.map(({ id, base, quote }) => ({ id, baseScale: scaleOf(base), quoteScale: scaleOf(quote) }));
}
