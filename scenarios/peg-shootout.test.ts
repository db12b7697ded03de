import { describe, expect, jest, test } from '@jest/globals';
import { play } from './test/command.ts';
import type { Played } from './test/command.ts';

jest.setTimeout(120_000);

const POOL = 'COIN/USDT@chain';

/** The shoot-out until five minutes after the last of the leavers has left, with another mechanism by one line. */
const shootOut = (mechanism: string): Promise<Played> =>
  play('peg-shootout', [`assets.COIN.peg.use=${mechanism}`, 'until=105 min'], ['--audit', '--record', 'none']);

describe.each(['fiat-reserve', 'synthetic-dollar', 'staked-token'])('%s in the shoot-out', (mechanism) => {
  test('is asked to redeem by the rush, pays what it can at once, and holds within a few per cent', async () => {
    const { conservation, metrics, status } = await shootOut(mechanism);
    expect([status, conservation?.balanced]).toEqual(['completed', true]);
    expect(metrics['COIN.supplyStart']).toBeCloseTo(4_950_002, 0);
    expect(metrics['COIN.redemptionsAsked']).toBeGreaterThan(500_000);
    expect(metrics['COIN.redemptionsPaid']).toBeGreaterThan(200_000);
    expect(metrics['COIN.backingMin']).toBeGreaterThan(0.99);
    expect(metrics[`${POOL}.lowestRatio`]).toBeGreaterThan(0.95);
    expect(metrics[`${POOL}.lowestRatio`]).toBeLessThan(0.999);
  });
});

describe.each(['vault-backed', 'soft-liquidation'])('%s in the shoot-out', (mechanism) => {
  test('redeems for debtors alone, who buy their debts back below par', async () => {
    const { conservation, metrics, status } = await shootOut(mechanism);
    expect([status, conservation?.balanced]).toEqual(['completed', true]);
    expect(metrics['COIN.supplyStart']).toBeCloseTo(4_950_002, 0);
    expect(metrics['COIN.backingMin']).toBeGreaterThan(1.8);
    expect(metrics[`${POOL}.lowestRatio`]).toBeLessThan(0.995);
    expect(metrics['COIN.redemptionsPaid']).toBeGreaterThan(100_000);
    expect(metrics['redeemers.profit']).toBeLessThan(0);
  });
});

test('algorithmic in the shoot-out pays with LUNA, whose price falls for it', async () => {
  const { conservation, metrics, status } = await shootOut('algorithmic');
  expect([status, conservation?.balanced]).toEqual(['completed', true]);
  expect(metrics[`${POOL}.lowestRatio`]).toBeLessThan(0.985);
  expect(metrics['LUNA/USDT@alpha.fall']).toBeGreaterThan(0.05);
  expect(metrics['pool LUNA/USDT@alpha.profit']).toBeLessThan(-500_000);
});
