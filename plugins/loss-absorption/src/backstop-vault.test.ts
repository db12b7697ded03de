import { describe, expect, test } from '@jest/globals';
import { fund, long } from '../test/position.ts';
import plugin, { BackstopVault, params } from './backstop-vault.ts';

const make = (raw: object = {}): BackstopVault => new BackstopVault(params.parse(raw));
const rich = { ...fund, equityAtoms: 10_000 };
const poor = { ...fund, equityAtoms: 100 };

describe('backstop-vault', () => {
  test('is a loss-absorption policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'lossAbsorption', name: 'backstop-vault', use: BackstopVault });
  });

  test("hands positions to the vault while it can bear them, as Hyperliquid's 'Liquidations' says", () => {
    expect(make().absorb(long, { fund: rich, vault: { ...fund, equityAtoms: 250 } })).toBe('vault');
    expect(make().absorb(long, { fund: rich, vault: { ...fund, equityAtoms: 249 } })).toBe('deleverage');
    expect(make({ cover: 2 }).absorb(long, { fund: rich, vault: { ...fund, equityAtoms: 499 } })).toBe('deleverage');
  });

  test('stops the vault at its floor', () => {
    const vault = { ...fund, initialBalanceAtoms: 20_000, equityAtoms: 10_000 };
    expect(make({ floor: '50%' }).absorb(long, { fund: rich, vault })).toBe('vault');
    expect(make({ floor: '50.01%' }).absorb(long, { fund: rich, vault })).toBe('deleverage');
  });

  test.each([
    ['a rich fund comes after it', rich, poor, 'fund'],
    ['a poor fund does not', poor, poor, 'deleverage'],
    ['and stands in where there is no vault', rich, null, 'fund'],
  ])('can have a fund behind it: %s', (_title, behind, vault, answer) => {
    expect(make({ otherwise: 'fund', floor: '1%' }).absorb(long, { fund: behind, vault })).toBe(answer);
  });

  test('without a vault the other side is closed', () => {
    expect(make().absorb(long, { fund: rich, vault: null })).toBe('deleverage');
  });
});
