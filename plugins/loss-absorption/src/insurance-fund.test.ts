import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FundView, PerpInstrument, PositionView } from '@ebb/sdk';
import plugin, { InsuranceFundFirst, equityAfterTakeover, params } from './insurance-fund.ts';

const instrument = { kind: 'perp', index: 0, symbol: 'BTC/USDT:USDT', atomsPerTickLot: 10 } as PerpInstrument;
/** A long of 5 lots at a mark of 100 ticks: worth 5,000 atoms. */
const long: PositionView = {
  instrument,
  sizeLots: 5,
  markTicks: 100,
  bankruptcyTicks: 100,
  notionalAtoms: 5_000,
  unrealisedAtoms: -900,
  maintenanceAtoms: 250,
};
const fund: FundView = { balanceAtoms: 1_000, equityAtoms: 1_000, maintenanceAtoms: 0, initialBalanceAtoms: 1_000 };

const make = (raw: object = {}): InsuranceFundFirst => new InsuranceFundFirst(params.parse(raw));

describe('insurance-fund', () => {
  test('is a loss-absorption policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'lossAbsorption', name: 'insurance-fund', use: InsuranceFundFirst });
  });

  test("takes a position over while it can, as in Binance's FAQ 'Auto-Deleveraging' (360033525471)", () => {
    expect(make().absorb(long, fund)).toBe('fund');
    expect(make().absorb(long, { ...fund, equityAtoms: 249 })).toBe('deleverage');
  });

  test('counts what the takeover itself costs: a long bankrupt at 110 with the mark at 100 loses 500 atoms at once', () => {
    const below = { ...long, bankruptcyTicks: 110 };
    expect(equityAfterTakeover(below, fund)).toBe(500);
    expect(make().absorb(below, fund)).toBe('fund');
    expect(make().absorb(below, { ...fund, equityAtoms: 749 })).toBe('deleverage');
    const short = { ...long, sizeLots: -5, bankruptcyTicks: 90 };
    expect(equityAfterTakeover(short, fund)).toBe(500);
  });

  test('counts what the fund holds already', () => {
    expect(make().absorb(long, { ...fund, maintenanceAtoms: 750 })).toBe('fund');
    expect(make().absorb(long, { ...fund, maintenanceAtoms: 751 })).toBe('deleverage');
  });

  test("stops at 70 % of its first balance, as in OKX's rule of a fund down by 30 %", () => {
    const policy = make({ floor: '70%' });
    expect(policy.absorb(long, { ...fund, equityAtoms: 700 })).toBe('fund');
    expect(policy.absorb(long, { ...fund, equityAtoms: 699 })).toBe('deleverage');
  });

  test('an empty fund takes nothing, whatever it may carry', () => {
    const empty = { balanceAtoms: 0, equityAtoms: 0, maintenanceAtoms: 0, initialBalanceAtoms: 0 };
    expect(make({ cover: 0 }).absorb(long, empty)).toBe('deleverage');
  });

  test('a richer fund takes whatever a poorer one takes', () => {
    const atoms = fc.integer({ min: -10_000, max: 100_000 });
    fc.assert(
      fc.property(
        atoms,
        fc.nat(50_000),
        fc.nat(20_000),
        fc.integer({ min: 50, max: 150 }),
        (equity, more, held, ticks) => {
          const policy = make({ floor: '20%', cover: 1.5 });
          const position = { ...long, bankruptcyTicks: ticks };
          const at = (equityAtoms: number): string =>
            policy.absorb(position, { ...fund, equityAtoms, maintenanceAtoms: held });
          if (at(equity) === 'fund') expect(at(equity + more)).toBe('fund');
          else expect(at(equity - more)).toBe('deleverage');
        },
      ),
    );
  });
});
