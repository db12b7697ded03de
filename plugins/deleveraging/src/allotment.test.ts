import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeleveragingCandidate, DeleveragingPolicy } from '@ebb/sdk';
import { candidate, instrument, venue } from '../test/candidate.ts';
import bitmexQueue from './bitmex-queue.ts';
import cappedProRata from './capped-pro-rata.ts';
import hyperliquidQueue from './hyperliquid-queue.ts';
import proRata from './pro-rata.ts';
import profitLeverageQueue from './profit-leverage-queue.ts';
import riskAware from './risk-aware.ts';

const plugins = [profitLeverageQueue, hyperliquidQueue, bitmexQueue, proRata, cappedProRata, riskAware];

const make = ({ use, params }: (typeof plugins)[number]): DeleveragingPolicy =>
  new (use as unknown as new (...parts: unknown[]) => DeleveragingPolicy)(params.parse({}), venue);

const amount = fc.integer({ min: -1_000, max: 1_000 });
const shorts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500 }), amount, amount, fc.nat(300)), { minLength: 1, maxLength: 30 })
  .map((made) =>
    made.map(([size, profit, wallet, maintenance], index) =>
      candidate(3 * index, -size, { profit, wallet, maintenance, notional: size, entry: 100 + profit / 20, mark: 100 }),
    ),
  );
const heldBy = (candidates: readonly DeleveragingCandidate[]): number =>
  candidates.reduce((sum, { sizeLots }) => sum - sizeLots, 0);

test.each(plugins)(
  '$name allots what is needed or all there is, each account at most once and within its position',
  (plugin) => {
    fc.assert(
      fc.property(shorts, fc.integer({ min: 1, max: 4_000 }), (candidates, lots) => {
        const need = Math.min(lots, heldBy(candidates));
        const shares = make(plugin).allot(instrument, need, candidates);
        expect(shares.reduce((sum, share) => sum + share.lots, 0)).toBe(need);
        expect(new Set(shares.map(({ account }) => account)).size).toBe(shares.length);
        for (const share of shares) {
          expect(Number.isSafeInteger(share.lots) && share.lots >= 1).toBe(true);
          expect(share.lots).toBeLessThanOrEqual(-candidates[share.account / 3].sizeLots);
        }
      }),
    );
  },
);

test.each(plugins)('$name gives the same answer twice, and to longs what it gives to shorts', (plugin) => {
  fc.assert(
    fc.property(shorts, fc.integer({ min: 1, max: 4_000 }), (candidates, lots) => {
      const need = Math.min(lots, heldBy(candidates));
      const policy = make(plugin);
      const shares = policy.allot(instrument, need, candidates);
      policy.allot(instrument, 1, candidates);
      expect(policy.allot(instrument, need, candidates)).toEqual(shares);
      // Of the same size, gain and move: a long whose price rose as much as the short's fell.
      const longs = candidates.map((each) => ({
        ...each,
        sizeLots: -each.sizeLots,
        entryTicks: each.markTicks,
        markTicks: each.entryTicks,
      }));
      if (plugin !== bitmexQueue) expect(policy.allot(instrument, need, longs)).toEqual(shares);
    }),
  );
});

test.each([proRata, riskAware])(
  '$name asks k times as much of positions k times as large, but for odd lots',
  (plugin) => {
    fc.assert(
      fc.property(shorts, fc.integer({ min: 2, max: 9 }), (candidates, k) => {
        const policy = make(plugin);
        const half = Math.ceil(heldBy(candidates) / 2);
        const larger = candidates.map((each) => ({ ...each, sizeLots: each.sizeLots * k }));
        const once = new Map(policy.allot(instrument, half, candidates).map(({ account, lots }) => [account, lots]));
        for (const { account, lots } of policy.allot(instrument, half * k, larger)) {
          expect(Math.abs(lots - k * (once.get(account) ?? 0))).toBeLessThanOrEqual(k + 1);
        }
      }),
    );
  },
);
