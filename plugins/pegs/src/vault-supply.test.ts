import { expect, test } from '@jest/globals';
import type { IssuerAnswer, IssuerBooks, Move, Peg } from '@ebb/sdk';
import fc from 'fast-check';
import vaultBacked from './vault-backed.ts';

type VaultPeg = Required<Pick<Peg, 'mint' | 'redeem' | 'act' | 'upkeep' | 'positions'>> & {
  readonly systemDebt: number;
};
const Class = vaultBacked.use as unknown as new (books: IssuerBooks, view: { nowMs: number }, cfg: object) => VaultPeg;
const ATOMS = 10_000;

/** An issuer of a coin in bare numbers: balances by party and asset in atoms, moves done when everybody can pay. */
class Bank {
  price = 200;
  supply = 0;
  lots = 0;
  readonly balances = new Map<string, number>();
  readonly books = {
    coin: 'DAI',
    reference: 'USDC',
    account: -1,
    atomsPerUnit: () => ATOMS,
    balance: (asset: string, pot: string) => this.of(pot, asset) / ATOMS,
    value: () => this.price,
    offer: () => ++this.lots,
    sold: () => undefined,
  } as unknown as IssuerBooks;

  of(party: string | number, asset: string): number {
    return this.balances.get(`${party}/${asset}`) ?? 0;
  }

  /** Does all moves, or none when somebody would have less than nothing. */
  move(moves: readonly Move[], requester: number): boolean {
    const before = new Map(this.balances);
    for (const { asset, amount, from, to } of moves) {
      const atoms = Math.round(amount * ATOMS);
      expect(Math.abs(atoms - amount * ATOMS)).toBeLessThan(1e-4);
      for (const [party, sign] of [
        [from, -1],
        [to, 1],
      ] as const) {
        const name = party === 'requester' ? requester : party;
        this.balances.set(`${name}/${asset}`, this.of(name, asset) + sign * atoms);
      }
    }
    const isPaid = [...this.balances].every(([name, atoms]) => name.startsWith('supply/') || atoms >= 0);
    if (!isPaid) {
      this.balances.clear();
      for (const [name, atoms] of before) this.balances.set(name, atoms);
    }
    return isPaid;
  }
}

const deed = fc.record({
  what: fc.constantFrom('draw', 'repay', 'bid', 'bid', 'hour', 'minutes'),
  who: fc.integer({ min: 0, max: 3 }),
  much: fc.double({ min: 0, max: 1, noNaN: true }),
  price: fc.double({ min: 0.6, max: 1.2, noNaN: true }),
});

test.each(['flip', 'dutch'])(
  'coins are what vaults owe and nobody owes, less the surplus, at every moment (%s)',
  (auction) => {
    const happened = { bids: 0, debts: 0 };
    fc.assert(
      fc.property(fc.array(deed, { minLength: 30, maxLength: 60 }), (deeds) => {
        const bank = new Bank();
        let nowMs = 0;
        const cfg = vaultBacked.params.parse({ auction, lot: 3, delay: '1 h', fee: '50%', tail: '1 h' }) as object;
        const peg = new Class(bank.books, { nowMs }, cfg);
        for (let who = 0; who < 4; who++) bank.balances.set(`${who}/ETH`, 100 * ATOMS);
        const settle = (answer: IssuerAnswer, who: number): boolean => {
          if (!('moves' in answer) || !bank.move(answer.moves, who)) return false;
          answer.done?.();
          return true;
        };
        for (let who = 0; who < 4; who++) {
          settle(peg.mint({ account: who, asset: 'ETH', amount: 10, coins: 500 + 200 * who, nowMs }), who);
        }
        for (const { much, price, what, who } of deeds) {
          const whole = (units: number): number => Math.floor(units * ATOMS) / ATOMS;
          const request = { account: who, asset: 'ETH', nowMs };
          if (what === 'draw') settle(peg.mint({ ...request, amount: 10, coins: whole(1300 * much) }), who);
          else if (what === 'repay') settle(peg.redeem({ ...request, amount: 0, coins: whole(1300 * much) }), who);
          else if (what === 'bid') {
            const [a, b, c] = [1 + Math.floor(much * bank.lots), 3 * price, 1.5 * bank.price * price];
            if (settle(peg.act({ account: who, action: 'bid', a, b, c, nowMs }), who)) happened.bids++;
          } else {
            nowMs += what === 'hour' ? 3_600_000 : 600_000;
            bank.price *= price;
            expect(bank.move(peg.upkeep(nowMs), -1)).toBe(true);
          }
          if (peg.systemDebt > 0) happened.debts++;
          const owed = peg.positions().reduce((sum, { debt }) => sum + Math.round(debt * ATOMS), 0);
          const supply = 0 - bank.of('supply', 'DAI');
          expect(supply).toBe(owed + Math.round(peg.systemDebt * ATOMS));
          const pledged = peg.positions().reduce((sum, { collateral }) => sum + Math.round(collateral * ATOMS), 0);
          expect(bank.of('vaults', 'ETH')).toBe(pledged);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
    expect(Math.min(happened.bids, happened.debts)).toBeGreaterThan(20);
  },
);
