import { funding, halt, news } from '@ebb/sdk';
import type { Recording } from './recording.ts';

/** Records funding settled, venues that opened or closed, and headlines. */
export function recordVenueEvents(recording: Recording): void {
  recordFunding(recording);
  recordHalts(recording);
  recordNews(recording);
}

function recordFunding(recording: Recording): void {
  const { context, grids } = recording;
  const table = recording.table('funding');
  const head = recording.factColumns(table);
  const market = table.text('market');
  const rate = table.number('rate', 'fraction');
  const markPrice = table.number('mark', 'quote');
  const markInt = table.integer('mark_ticks', 'ticks');
  context.listen(funding, (seq, timeUs, cause, origin, place, settled, markTicks) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    market.put(row, grids[place].id);
    rate.put(row, settled);
    markPrice.put(row, grids[place].price(markTicks));
    markInt.put(row, markTicks);
  });
}

function recordHalts(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('halts');
  const head = recording.factColumns(table);
  const venue = table.text('venue');
  const state = table.text('state');
  context.listen(halt, (seq, timeUs, cause, origin, place, code) => {
    const { name, settleScale } = context.venues[place];
    const fact = halt.make(seq, timeUs, cause, origin, { index: place, venue: name, settleScale }, code);
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    venue.put(row, name);
    state.put(row, fact.state);
  });
}

function recordNews(recording: Recording): void {
  const { context } = recording;
  const table = recording.table('news');
  const head = recording.factColumns(table);
  const shock = table.integer('shock');
  const tone = table.number('tone');
  context.listen(news, (seq, timeUs, cause, origin, place, told) => {
    const row = table.row();
    head.put(row, seq, timeUs, cause, origin);
    shock.put(row, place);
    tone.put(row, told);
  });
}
