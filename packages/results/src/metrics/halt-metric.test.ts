import { marketHalt, marketStates } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { HaltMetric } from './halt-metric.ts';

const { auction, cancelOnly, open } = marketStates;
const perp = 'ATOM/USDT:USDT@alpha';
const spot = 'ATOM/USDT@beta';

describe('the metric of halts', () => {
  test('counts those that began after the warm-up, and times what of all of them lies after it', () => {
    const found = measured(new HaltMetric(), (run) => {
      run.tell(marketHalt, 50, 0, auction, 1);
      run.tell(marketHalt, 63, 0, open, 0);
      run.tell(marketHalt, 70, 0, cancelOnly, 1);
      run.tell(marketHalt, 72.5, 0, open, 0);
      run.tell(marketHalt, 80, 0, auction, 1);
      run.tell(marketHalt, 90, 0, open, 0);
      run.passTo(100);
    });
    expect(found).toMatchObject({ [`${perp}.halts`]: '2 halts', [`${perp}.halted`]: '15.5 s' });
    expect(found).toMatchObject({ [`${spot}.halts`]: '0 halts', [`${spot}.halted`]: '0 s' });
  });

  test('takes a halt that changes its kind for one, and one that the run cut short until its end', () => {
    const found = measured(new HaltMetric(), (run) => {
      run.tell(marketHalt, 70, 1, auction, 1);
      run.tell(marketHalt, 75, 1, cancelOnly, 1);
      run.passTo(82);
    });
    expect(found).toMatchObject({ [`${spot}.halts`]: '1 halts', [`${spot}.halted`]: '12 s' });
  });
});
