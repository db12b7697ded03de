import { describe, expect, test } from '@jest/globals';
import { Ledger, Positions, defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin, percentUnified } from '../test/plain-policies.ts';
import { AccountWallets } from './account-wallets.ts';
import type { MarginPolicy } from './contracts/margin.ts';
import { MarginUnits } from './margin-units.ts';
import { PoolValues } from './pool-values.ts';

const RICH = 1_000_000;

/** Half a percent for positions, a tenth for loans; coins count at 95 %, money in full. */
const binance: MarginPolicy = {
  mode: 'unified',
  initialAtoms: (_, notional) => Math.ceil(notional / 100),
  maintenanceAtoms: (_, notional) => Math.ceil(notional / 200),
  verdict: (margin, maintenance) => (margin * 100 > maintenance * 105 ? 'free' : 'liquidate'),
  collateralAtoms: (asset, value) => (asset === 0 ? value : Math.floor((value * 95) / 100)),
  loanInitialAtoms: (_, value) => Math.ceil(value / 5),
  loanMaintenanceAtoms: (_, value) => Math.ceil(value / 10),
};

/** One unified account with 4 decimals of USDT and 8 of each coin, and its wallet. */
class FaqAccount {
  readonly values: PoolValues;
  readonly #marks = [40_000, 42_000, 40_000];
  readonly #ledger: Ledger;
  readonly #wallet: number;
  readonly #positions: Positions;
  readonly #other: number;
  readonly #reason: number;

  constructor() {
    const assets = defineAssets([
      { symbol: 'USDT', decimals: 4 },
      { symbol: 'BTC', decimals: 8 },
      { symbol: 'ETH', decimals: 8 },
    ]);
    const instruments = defineInstruments(assets, [
      { kind: 'perp', venue: 0, tick: 1, lot: 0.01, symbol: 'BTC/USDT:USDT' },
      { kind: 'perp', venue: 1, tick: 1, lot: 0.01, symbol: 'BTC/USDT:USDT' },
      { kind: 'perp', venue: 0, tick: 1, lot: 1, multiplier: 100, symbol: 'BTC/USDT:BTC' },
    ]) as readonly PerpInstrument[];
    const wallets = new AccountWallets();
    const ledger = (this.#ledger = new Ledger(assets));
    const open = (owner: number): number => ledger.openWallet({ owner, name: `wallet ${owner}`, mayGoNegative: true });
    this.#wallet = open(0);
    this.#other = open(1);
    this.#reason = ledger.registerReason('test');
    wallets.add(0, this.#wallet);
    const units = new MarginUnits({
      policies: [binance],
      settle: 0,
      wallets,
      accountCount: () => 1,
      openWallet: () => this.#wallet,
    });
    this.#positions = new Positions(instruments);
    this.values = new PoolValues({
      ledger,
      instruments,
      positions: this.#positions,
      units,
      prices: {
        markTicks: ({ index }) => this.#marks[index],
        previousMarkTicks: ({ index }) => this.#marks[index],
        collateralPrice: (asset) => [1, 40_000, 3_000][asset],
      },
      collateral: [0, 1, 2],
    });
  }

  /** Changes a balance by so many units. */
  add(asset: number, amount: number): void {
    const atoms = Math.round(amount * this.#ledger.assets[asset].atomsPerUnit);
    const [from, to] = atoms > 0 ? [this.#other, this.#wallet] : [this.#wallet, this.#other];
    this.#ledger.transfer(from, to, asset, Math.abs(atoms), this.#reason);
  }

  /** Opens a position at a price; nothing is realised. */
  open(perp: number, lots: number, ticks: number): void {
    this.#positions.applyFill(0, perp, lots, ticks);
  }

  /** Equity, margin, maintenance margin and notional in USDT, and margin over maintenance margin. */
  figures(): Record<'equity' | 'margin' | 'maintenance' | 'notional' | 'uniMMR', number> {
    const { values } = this;
    values.assess(0);
    return {
      equity: values.equityAtoms / 10_000,
      margin: values.marginAtoms / 10_000,
      maintenance: values.maintenanceAtoms / 10_000,
      notional: values.notionalAtoms / 10_000,
      uniMMR: values.marginAtoms / values.maintenanceAtoms,
    };
  }
}

describe('the value of a unified pool', () => {
  /** Short 0.05 BTC from 52,000, long 0.04 from 52,350 and 100 contracts of 100 dollars, at 40,000, 42,000 and 40,000. */
  const positioned = (): FaqAccount => {
    const account = new FaqAccount();
    account.open(0, -5, 52_000);
    account.open(1, 4, 52_350);
    account.open(2, 100, 50_000);
    return account;
  };

  test("reckons the account of Binance's FAQ on Portfolio Margin Pro (5e33af8e): results of 600 and −414 USDT and −0.05 BTC, maintenance of 10 and 8.4 USDT and 0.00125 BTC", () => {
    const account = positioned();
    account.add(0, 1_000 + 5_000);
    // What is borrowed comes off what is held: 0.04 BTC of 0.2, 15 ETH of 20. Index prices and rates are ours.
    account.add(1, 0.1 - 0.04 + 0.1);
    account.add(2, 20 - 15);
    const [usdt, btc, eth] = [6_000 + 600 - 414, 0.16 - 0.05, 5];
    const maintenance = 10 + 8.4 + 0.00125 * 40_000;
    const margin = usdt + 0.95 * btc * 40_000 + 0.95 * eth * 3_000;
    expect(account.figures()).toEqual({
      equity: usdt + btc * 40_000 + eth * 3_000,
      margin,
      maintenance,
      notional: 2_000 + 1_680 + 10_000,
      uniMMR: margin / maintenance,
    });
    expect([margin, maintenance]).toEqual([24_616, 68.4]);
  });

  test('needs a tenth of what is owed besides, and has no haircut on debts, where the account of that FAQ has paid out its coins: 0.004 BTC and 1.5 ETH', () => {
    const account = positioned();
    account.add(0, 100_000);
    account.add(1, -0.04);
    account.add(2, -15);
    // q of BTC is the loan and the loss of the inverse contracts.
    const equity = 100_000 + 186 - 0.09 * 40_000 - 15 * 3_000;
    // 68.4 of positions, 0.004 BTC and 1.5 ETH.
    const maintenance = 4_728.4;
    expect(account.figures()).toEqual({
      equity,
      margin: equity,
      maintenance,
      notional: 13_680,
      uniMMR: 515_860_000 / 47_284_000,
    });
    expect(equity).toBe(51_586);
  });

  test('does not charge a loan for results that are not settled yet, nor forgive one for gains', () => {
    const losing = new FaqAccount();
    losing.open(2, 100, 50_000);
    // A loss of 0.05 BTC without a balance: a debt in equity, no loan.
    expect(losing.figures()).toMatchObject({ equity: -2_000, margin: -2_000, maintenance: 50 });
    const gaining = new FaqAccount();
    gaining.open(2, -100, 50_000);
    gaining.add(1, -0.05);
    expect(gaining.figures()).toMatchObject({ equity: 0, margin: 0, maintenance: 50 + 200 });
  });

  test('splits equity into balances and results, each at the collateral price', () => {
    const account = positioned();
    account.add(0, 6_000);
    account.add(1, 0.16);
    account.values.assess(0);
    expect(account.values.walletAtoms / 10_000).toBe(6_000 + 0.16 * 40_000);
  });
});

describe('a pool', () => {
  test('in unified mode has nothing of an asset without a price, until it has one', () => {
    const world = new ClearingWorld({ deposits: [50], holdings: { A: [3], B: [-2] }, margin: percentUnified(10, 5) });
    world.collateral[1] = NaN;
    expect(world.house.value(0)).toMatchObject({ equityAtoms: 50 - 200, marginAtoms: -150, maintenanceAtoms: 20 });
    world.collateral[1] = 70;
    expect(world.house.value(0)).toMatchObject({ equityAtoms: 60, marginAtoms: 50 + 189 - 200, maintenanceAtoms: 20 });
    expect(world.house.fails(0)).toBe(false);
    world.collateral[1] = 1e-9;
    expect(world.house.fails(0)).toBe(true);
  });

  test('owes nothing with holdings alone, and all of a loan where the policy gives no terms', () => {
    const { loanMaintenanceAtoms: _, ...noTerms } = percentUnified(10, 5);
    const deposits = [-30, 10];
    const world = new ClearingWorld({ deposits, holdings: { A: [0, 5] }, margin: noTerms });
    expect(world.house.value(0)).toMatchObject({ equityAtoms: -30, maintenanceAtoms: 30 });
    expect([world.house.fails(0), world.house.fails(1)]).toEqual([true, false]);
    expect(world.house.value(1)).toMatchObject({ equityAtoms: 510, marginAtoms: 10 + 450, maintenanceAtoms: 0 });
  });

  test('in cross and isolated mode has only what its positions settle in', () => {
    const options = { otherMargins: [percentMargin(10, 5, 'isolated')], follows: [0, 1] };
    const world = new ClearingWorld({ deposits: [100, 100, RICH], holdings: { A: [50, 50, RICH] }, ...options });
    for (const account of [0, 1]) {
      world.trade(account, 2, 0, 5, 100);
      world.trade(account, 2, 3, 1, 100);
    }
    world.move(98, 100, 100, 96);
    const figures = (account: number): number[][] => {
      const found: number[][] = [];
      world.house.units.forEachOf(account, (unit) => {
        const { walletAtoms, equityAtoms, maintenanceAtoms, notionalAtoms } = world.house.value(unit);
        found.push([walletAtoms, equityAtoms, maintenanceAtoms, notionalAtoms]);
      });
      return found;
    };
    // 10,000 dollars are 100 A at 100 and 104 at 96.
    expect(figures(0)).toEqual([[100, 90, 25, 490], [50, 46, 6, 104]]); // prettier-ignore
    expect(figures(1)).toEqual([[50, 50, 0, 0], [50, 40, 25, 490], [10, 6, 6, 104]]); // prettier-ignore
  });

  test('refuses a policy that asks no amount for a loan', () => {
    const odd = { ...percentUnified(10, 5), loanMaintenanceAtoms: () => NaN };
    const world = new ClearingWorld({ deposits: [-30], margin: odd });
    expect(() => world.house.fails(0)).toThrow(
      'the margin policy asks NaN atoms of loan maintenance margin for 30 atoms of USD',
    );
  });
});
