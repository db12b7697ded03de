import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FundView } from '@ebb/sdk';
import { fund, long } from '../test/position.ts';
import plugin, { InsuranceFundFirst, params } from './insurance-fund.ts';

const make = (raw: object = {}): InsuranceFundFirst => new InsuranceFundFirst(params.parse(raw));
const answer = (policy: InsuranceFundFirst, view: Partial<FundView>, position = long): string =>
  policy.absorb(position, { fund: { ...fund, ...view }, vault: null });

describe('insurance-fund', () => {
  test('is a loss-absorption policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'lossAbsorption', name: 'insurance-fund', use: InsuranceFundFirst });
  });

  test("takes a position over while it can, as in Binance's FAQ 'Auto-Deleveraging' (360033525471)", () => {
    expect(answer(make(), {})).toBe('fund');
    expect(answer(make(), { equityAtoms: 249 })).toBe('deleverage');
  });

  test('counts what the takeover itself costs', () => {
    const below = { ...long, bankruptcyTicks: 110 };
    expect(answer(make(), { equityAtoms: 750 }, below)).toBe('fund');
    expect(answer(make(), { equityAtoms: 749 }, below)).toBe('deleverage');
  });

  test('asks no vault', () => {
    const vault = { ...fund, equityAtoms: 1_000_000 };
    expect(make().absorb(long, { fund: { ...fund, equityAtoms: 0 }, vault })).toBe('deleverage');
  });

  test('a richer fund takes whatever a poorer one takes', () => {
    const atoms = fc.integer({ min: -10_000, max: 100_000 });
    fc.assert(
      fc.property(
        atoms,
        fc.nat(50_000),
        fc.nat(20_000),
        fc.integer({ min: 50, max: 150 }),
        (equity, more, maintenanceAtoms, bankruptcyTicks) => {
          const policy = make({ floor: '20%', cover: 1.5 });
          const at = (equityAtoms: number): string =>
            answer(policy, { equityAtoms, maintenanceAtoms }, { ...long, bankruptcyTicks });
          if (at(equity) === 'fund') expect(at(equity + more)).toBe('fund');
          else expect(at(equity - more)).toBe('deleverage');
        },
      ),
    );
  });
});
