import { describe, expect, test } from '@jest/globals';
import { fund, inverse, long } from '../test/position.ts';
import { bears, equityAfterTakeover } from './bearing.ts';

describe('equityAfterTakeover', () => {
  test.each([
    ['a long bankrupt at 110 with the mark at 100 loses 500 atoms at once', 5, 110, 100, 500],
    ['a short bankrupt at 90 with the mark at 100 does too', -5, 90, 100, 500],
    ['a long bankrupt below the mark is a gain', 5, 90, 100, 1_500],
  ])('counts what the takeover itself costs: %s', (_title, sizeLots, bankruptcyTicks, markTicks, equity) => {
    expect(equityAfterTakeover({ ...long, sizeLots, bankruptcyTicks, markTicks }, fund)).toBe(equity);
  });

  test('values inverse contracts by their turned-over prices: 3 lots at 2e6 and 1e6 ticks are 1,500 and 3,000 atoms', () => {
    const held = { ...long, instrument: inverse, sizeLots: 3, bankruptcyTicks: 2_000_000, markTicks: 1_000_000 };
    expect(equityAfterTakeover(held, { ...fund, equityAtoms: 5_000 })).toBe(3_500);
    expect(equityAfterTakeover({ ...held, sizeLots: -3 }, { ...fund, equityAtoms: 5_000 })).toBe(6_500);
  });
});

describe('bears', () => {
  test.each([
    ['covers the margin of all it would hold', { maintenanceAtoms: 250, equityAtoms: 500 }, true],
    ['does not', { maintenanceAtoms: 250, equityAtoms: 499 }, false],
    ['keeps a tenth of its first balance', { equityAtoms: 250, initialBalanceAtoms: 2_500 }, true],
    ['does not', { equityAtoms: 250, initialBalanceAtoms: 2_501 }, false],
  ])('says whether the fund %s', (_title, view, answer) => {
    expect(bears(long, { ...fund, ...view }, { floor: 0.1, cover: 1 })).toBe(answer);
  });

  test('wants equity above 0, whatever it need not cover', () => {
    expect(bears(long, { ...fund, equityAtoms: 0, initialBalanceAtoms: 0 }, { floor: 0, cover: 0 })).toBe(false);
    expect(bears(long, { ...fund, equityAtoms: 1, initialBalanceAtoms: 0 }, { floor: 0, cover: 0 })).toBe(true);
  });
});
