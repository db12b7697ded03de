import { describe, expect, test } from '@jest/globals';
import { nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  test.each([
    ['parms', ['use', 'count', 'params'], 'params'],
    ['alfa', ['alpha', 'beta'], 'alpha'],
    ['BCT', ['USDT', 'BTC'], 'BTC'],
    ['usdt', ['USDT', 'USDe'], 'USDT'],
    ['marketmaker', ['market-maker', 'panic-seller'], 'market-maker'],
    ['panic-sellers', ['market-maker', 'panic-seller'], 'panic-seller'],
    ['zzz', ['USDT', 'BTC'], undefined],
    ['ETH', ['BTC', 'USDT'], undefined],
    ['x', [], undefined],
  ])('%s among %j is %p', (written, known, nearest) => {
    expect(nearestName(written, known)).toBe(nearest);
  });
});
