import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets } from './asset.ts';
import { defineInstruments, settleAssetOf } from './instrument.ts';
import { Ledger } from './ledger.ts';
import { NO_POSITION } from './position-slots.ts';
import { Positions } from './positions.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
  { symbol: 'ETH', decimals: 8 },
  { symbol: 'USD', decimals: 2 },
]);
const instruments = defineInstruments(assets, [
  { kind: 'perp', symbol: 'BTC/USDT:USDT', venue: 0, tick: 0.1, lot: 0.001 },
  { kind: 'perp', symbol: 'ETH/USDT:USDT', venue: 0, tick: 0.01, lot: 0.07 },
  { kind: 'perp', symbol: 'BTC/USD:BTC', venue: 0, tick: 0.1, lot: 1, multiplier: 100 },
  { kind: 'perp', symbol: 'ETH/USD:ETH', venue: 0, tick: 0.01, lot: 1, multiplier: 10 },
]);
const ACCOUNTS = 6;

const trade = fc
  .record({
    buyer: fc.nat(ACCOUNTS - 1),
    step: fc.integer({ min: 1, max: ACCOUNTS - 1 }),
    instrument: fc.nat(instruments.length - 1),
    sizeLots: fc.integer({ min: 1, max: 50 }),
    priceTicks: fc.integer({ min: 1, max: 2_000_000 }),
  })
  .map(({ step, ...rest }) => ({ ...rest, seller: (rest.buyer + step) % ACCOUNTS }));

/** One position of the model: what was paid less what was released, as exact fractions would lose no dust. */
interface Held {
  lots: bigint;
  paid: bigint;
  gained: bigint;
}

describe('any sequence of trades', () => {
  test('in linear and inverse perpetuals keeps longs equal to shorts, and the clearing account minus the costs', () => {
    fc.assert(
      fc.property(fc.array(trade, { minLength: 1, maxLength: 150 }), (trades) => {
        const positions = new Positions(instruments);
        const ledger = new Ledger(assets);
        const clearing = ledger.openWallet({ owner: 0, name: 'alpha/clearing', mayGoNegative: true });
        const wallets = Array.from({ length: ACCOUNTS }, (_, i) =>
          ledger.openWallet({ owner: i, name: `alpha/traders[${i}]`, mayGoNegative: true }),
        );
        const reason = ledger.registerReason('realised');
        const settle = (account: number, asset: number, gainAtoms: number): void => {
          const [from, to] = gainAtoms >= 0 ? [clearing, wallets[account]] : [wallets[account], clearing];
          ledger.transfer(from, to, asset, Math.abs(gainAtoms), reason);
        };
        for (const { buyer, seller, instrument, sizeLots, priceTicks } of trades) {
          const asset = settleAssetOf(instruments[instrument]);
          settle(buyer, asset, positions.applyFill(buyer, instrument, sizeLots, priceTicks));
          settle(seller, asset, positions.applyFill(seller, instrument, -sizeLots, priceTicks));
          expect(positions.netLots(instrument)).toBe(0);
          for (const { index } of assets) {
            const settled = instruments.filter((each) => settleAssetOf(each) === index);
            const costs = settled.reduce((sum, each) => sum + positions.netCostAtoms(each.index), 0);
            expect(ledger.balance(clearing, index) + costs).toBe(0);
          }
        }
        for (let instrument = 0; instrument < instruments.length; instrument++) {
          let [net, long, cost, seen] = [0, 0, 0, 0];
          let slot = positions.firstOfInstrument(instrument);
          for (; slot !== NO_POSITION; slot = positions.nextOfInstrument(slot)) {
            net += positions.sizeLotsAt(slot);
            long += Math.max(0, positions.sizeLotsAt(slot));
            cost += positions.costAtomsAt(slot);
            seen++;
            expect(positions.find(positions.accountAt(slot), instrument)).toBe(slot);
          }
          expect([net, long, cost]).toEqual([
            0,
            positions.openInterestLots(instrument),
            positions.netCostAtoms(instrument),
          ]);
          expect(seen).toBeLessThanOrEqual(positions.count);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('pays each account, once it is flat, all that it sold for less all that it bought for', () => {
    fc.assert(
      fc.property(fc.array(trade, { minLength: 1, maxLength: 100 }), (trades) => {
        const positions = new Positions(instruments);
        const model = Array.from({ length: ACCOUNTS }, (): Held => ({ lots: 0n, paid: 0n, gained: 0n }));
        const fill = (account: number, lots: number, priceTicks: number): void => {
          const held = model[account];
          held.lots += BigInt(lots);
          held.paid += BigInt(lots) * BigInt(priceTicks) * BigInt(instruments[0].atomsPerTickLot);
          held.gained += BigInt(positions.applyFill(account, 0, lots, priceTicks));
          expect(BigInt(positions.sizeLots(account, 0))).toBe(held.lots);
          expect(BigInt(positions.costAtoms(account, 0))).toBe(held.paid + held.gained);
          if (held.lots === 0n) expect(held.gained).toBe(-held.paid);
        };
        for (const { buyer, seller, sizeLots, priceTicks } of trades) {
          fill(buyer, sizeLots, priceTicks);
          fill(seller, -sizeLots, priceTicks);
        }
        model.forEach(({ lots }, account) => lots !== 0n && fill(account, -Number(lots), 777));
        expect(positions.count).toBe(0);
        expect([positions.netLots(0), positions.openInterestLots(0), positions.netCostAtoms(0)]).toEqual([
          0,
          0,
          Number(model.reduce((sum, { gained }) => sum + gained, 0n)),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  test('never puts an average entry outside the prices of the fills since the position was flat', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(5000), fc.boolean()), { maxLength: 60 }),
        (fills) => {
          const positions = new Positions(instruments);
          let [low, high] = [Infinity, -Infinity];
          for (const [size, price, reduce] of fills) {
            const lots = positions.sizeLots(1, 1);
            if (reduce && lots <= size) continue;
            positions.applyFill(1, 1, reduce ? -size : size, price);
            if (!reduce) [low, high] = [Math.min(low, price), Math.max(high, price)];
            const entry = positions.entryTicksAt(positions.find(1, 1));
            expect(entry).toBeGreaterThanOrEqual(low);
            expect(entry).toBeLessThanOrEqual(high + fills.length / instruments[1].atomsPerTickLot);
          }
        },
      ),
    );
  });
});
