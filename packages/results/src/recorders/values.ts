import { value } from '@ebb/sdk';
import { Intervals } from '../intervals.ts';
import type { Recording } from './recording.ts';

/**
 * Records the outside value of each asset at the end of every interval, for assets that have had one. Returns what ends
 * the table.
 */
export function recordValues(recording: Recording, intervalUs: number): (endUs: number) => void {
  const { context } = recording;
  const table = recording.table('values');
  const time = table.time('time');
  const asset = table.text('asset');
  const amount = table.number('value', 'unit of account');
  const last = new Float64Array(context.assets.length).fill(NaN);

  const intervals = new Intervals(context.startUs, context.untilUs, intervalUs, (fromUs) => {
    for (let i = 0; i < last.length; i++) {
      if (Number.isNaN(last[i])) continue;
      const row = table.row();
      time.put(row, fromUs);
      asset.put(row, context.assets[i]);
      amount.put(row, last[i]);
    }
  });
  context.listen(value, (_seq, timeUs, _cause, _origin, place, now) => {
    intervals.touch(timeUs);
    last[place] = now;
  });
  return (endUs) => intervals.finish(endUs);
}
