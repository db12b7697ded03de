import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { WorldOptions } from '../test/clearing-world.ts';
import { makeWorld, play, restOrders, step } from '../test/mode-steps.ts';
import type { Step } from '../test/mode-steps.ts';
import { sellAll, sellRanked, toFund, toOthers } from '../test/plain-policies.ts';

/** Plays steps, the liquidator at work at every mark; returns all facts and what is left in each pool. */
function outcome(steps: readonly Step[], options: Partial<WorldOptions>): { facts: unknown; left: unknown } {
  const world = makeWorld(options);
  const sink = world.ledger.openWallet({ owner: -1, name: 'alpha/interest' });
  restOrders(world);
  for (const each of steps) play(world, each.what === 'marks' ? { ...each, liquidates: true } : each, sink);
  const left = world.accounts.map((account) => {
    const figures: unknown[] = [];
    world.house.units.forEachOf(account, (unit) => figures.push(world.house.value(unit)));
    return figures;
  });
  return { facts: world.facts, left };
}

test('barriers and rescan lead to the same liquidations at the same instants, fact by fact, in all modes', () => {
  let liquidated = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
      fc.constantFrom(sellAll('absorb', 5_000), sellRanked('absorb'), sellRanked('wait')),
      fc.constantFrom(toFund, toOthers),
      (steps, liquidation, absorption) => {
        const plain = outcome(steps, { liquidation, absorption, watch: 'rescan' });
        expect(outcome(steps, { liquidation, absorption, watch: 'barriers' })).toEqual(plain);
        if ((plain.facts as { type: string }[]).some(({ type }) => type === 'liquidation')) liquidated++;
      },
    ),
    { numRuns: 500 },
  );
  expect(liquidated).toBeGreaterThan(200);
});
