import { describe, expect, test } from '@jest/globals';
import { defineAssets } from './asset.ts';
import { Ledger } from './ledger.ts';
import { createLedgerStorage } from './ledger-storage.ts';

const assets = defineAssets([{ symbol: 'USDT', decimals: 4 }]);
const USDT = 0;
const MAX = Number.MAX_SAFE_INTEGER;

function funded() {
  const storage = createLedgerStorage();
  const ledger = new Ledger(assets, storage);
  const holders = [3, 4].map((i) => ledger.openWallet({ owner: i, name: `alpha/holders[${i}]` }));
  const clearing = ledger.openWallet({ owner: 0, name: 'alpha/clearing', mayGoNegative: true });
  for (const wallet of holders) ledger.issue(wallet, USDT, 50);
  ledger.hold(holders[1], USDT, 20);
  ledger.transfer(clearing, holders[0], USDT, 5, ledger.registerReason('gain'));
  return { storage, ledger, holders, clearing };
}

describe('ConservationReport', () => {
  test('adds up balances by class of wallet', () => {
    const { ledger } = funded();
    const report = ledger.recount();
    expect(report.assets[USDT]).toEqual({
      symbol: 'USDT',
      byClass: [
        { name: 'outside', balanceAtoms: -100, heldAtoms: 0 },
        { name: 'alpha/holders', balanceAtoms: 105, heldAtoms: 20 },
        { name: 'alpha/clearing', balanceAtoms: -5, heldAtoms: 0 },
      ],
      sumAtoms: 0,
      runningSumAtoms: 0,
      heldAtoms: 20,
      runningHeldAtoms: 20,
      brokenWallets: 0,
      firstBroken: '',
      ok: true,
    });
    expect(report.describe()).toBe('Every atom is accounted for in 1 assets.');
  });

  test('says what is wrong and shows the balances', () => {
    const { storage, ledger, holders } = funded();
    storage.held[holders[1]] = 51;
    expect(ledger.recount().describe().split('\n')).toEqual([
      'USDT: wallets hold 51 atoms, but writes add up to 20.',
      'USDT: 1 wallets are short of what they hold or not whole, first alpha/holders[4].',
      '  outside         balance              -100  held                0',
      '  alpha/holders   balance               105  held               51',
      '  alpha/clearing  balance                -5  held                0',
    ]);
  });

  test.each([NaN, 0.5, -1, 2 ** 53])('finds a balance spoiled to %d', (spoiled) => {
    const { storage, ledger, holders } = funded();
    storage.balances[holders[0]] = spoiled;
    expect(ledger.recount().assets[USDT]).toMatchObject({
      ok: false,
      brokenWallets: 1,
      firstBroken: 'alpha/holders[3]',
    });
    expect(ledger.recount().describe()).toContain('all wallets sum to');
  });

  test('sees one atom among sums that are past the safe integers on the way', () => {
    const { storage, ledger, clearing } = funded();
    const banks = [0, 1, 2].map((i) => ledger.openWallet({ owner: i, name: `bank[${i}]`, mayGoNegative: true }));
    const loan = ledger.registerReason('loan');
    const debts = [3, 4].map((i) => ledger.openWallet({ owner: i, name: `debt[${i}]`, mayGoNegative: true }));
    ledger.transfer(banks[0], debts[0], USDT, MAX, loan);
    ledger.transfer(banks[1], debts[1], USDT, MAX, loan);
    expect(ledger.recount().ok).toBe(true);
    storage.balances[clearing] += 1;
    expect(ledger.recount().assets[USDT].sumAtoms).toBe(1);
  });
});
