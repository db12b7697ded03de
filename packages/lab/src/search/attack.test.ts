import { describe, expect, test } from '@jest/globals';
import type { Changes } from '../design/design.ts';
import { attack } from './attack.ts';
import type { AttackOptions } from './attack-options.ts';
import type { BestAttack } from './best-attack.ts';
import { drawsOf } from './draws.ts';
import type { PriceOfAttack } from './attack-price.ts';
import type { PlayTrials } from './trials.ts';

type Formula = (at: { readonly size: number; readonly delay: number }, luck: number) => Record<string, number>;

/** Plays trials by a formula of two parameters and a standard normal luck of the seed; notes each call. */
function trials(formula: Formula, calls: [readonly Changes[], readonly number[]][] = []): PlayTrials {
  const read = (value: unknown): number => Number(String(value ?? 0).replace(/ .*$/, ''));
  return async (all, seeds) => {
    calls.push([all, seeds]);
    return all.map((changes) =>
      seeds.map((seed) => ({
        seed,
        metrics: new Map(
          Object.entries(
            formula(
              { size: read(changes['attacker.size']), delay: read(changes['attacker.delay']) },
              drawsOf(seed, 'luck').normal(),
            ),
          ),
        ),
        units: new Map([['attacker.loss', 'USDT']]),
        moments: new Map<string, number>(),
      })),
    );
  };
}

const axes = { 'attacker.size': { from: 0, to: 10 }, 'attacker.delay': { from: '0 s', to: '60 s' } };
/** The coin falls by a tenth for each unit of size when the delay is 20 s, and by less else; size costs its square. */
const market: Formula = ({ size, delay }, luck) => ({
  'coin.lowest': 1 - 0.1 * size * Math.max(0, 1 - ((delay - 20) / 40) ** 2) + 0.05 * luck,
  'attacker.loss': size ** 2 + 0.5 * luck,
  'attacker.profit': 6 * size - ((delay - 20) / 10) ** 2 + luck,
});
const run = (more: Partial<AttackOptions>, formula = market, calls?: [readonly Changes[], readonly number[]][]) =>
  attack({ axes, goal: { breaks: 'coin.lowest < 0.5' }, cost: 'attacker.loss', ...more, play: trials(formula, calls) });
const price = (more: Partial<AttackOptions>, formula = market) => run(more, formula) as Promise<PriceOfAttack>;

describe('the price of an attack', () => {
  test('of known optimum, 25 at size 5 and delay 20 s, is found and lies in its interval', async () => {
    const found = await price({});
    expect(found).toMatchObject({ kind: 'price-of-attack', outcome: 'found', unit: 'USDT' });
    expect(found.price!.low).toBeLessThan(25);
    expect(found.price!.high).toBeGreaterThan(25);
    expect(found.price!.value).toBeGreaterThan(22.5);
    expect(found.price!.value).toBeLessThan(27.5);
    expect(Number(found.values['attacker.size'])).toBeCloseTo(5, 0);
    expect(String(found.values['attacker.delay'])).toMatch(/^(1[5-9]|2[0-5])(\.\d+)? s$/);
    expect(found.confirmed.share).toBeGreaterThan(0.25);
    expect(found.confirmed.share).toBeLessThan(0.75);
    expect(found.text).toMatch(
      /^Price of attack: 2\d(\.\d)? USDT \(2\d.* USDT at 95 %\) for 'coin.lowest < 0.5' in at least 50 % of runs, with attacker.size/,
    );
  });

  test('for nine tenths of runs is higher: size 5.64, so 31.8', async () => {
    const found = await price({ goal: { breaks: 'coin.lowest < 0.5', share: 0.9 } });
    expect(found.price!.value).toBeGreaterThan(28);
    expect(found.price!.value).toBeLessThan(36);
    expect(found.price!.high).toBeGreaterThan(31.8);
    expect(found.price!.low).toBeLessThan(31.8);
  });

  test('may be counted in a parameter itself', async () => {
    const found = await price({ cost: 'attacker.size' });
    expect(found.price!.value).toBeCloseTo(5, 0);
  });

  test('is not found where nothing in the ranges breaks the condition, which is said', async () => {
    const found = await price({ goal: { breaks: 'coin.lowest < -0.5' } });
    expect(found).toMatchObject({ outcome: 'never', price: null });
    expect(found.text).toContain("No attack within the ranges was found for which 'coin.lowest < -0.5' holds");
    expect(found.text).toContain('of 60 runs (0 % to');
  });

  test('is at most the cheapest there is where every attack does', async () => {
    const found = await price({ goal: { breaks: 'coin.lowest < 3' } });
    expect(found.outcome).toBe('always');
    expect(found.price!.value).toBeLessThan(1);
    expect(found.text).toContain('Price of attack: at most');
  });
});

describe('the best attack', () => {
  const goal = { gain: 'attacker.profit', lambda: 1 };

  test('of known optimum, size 3 and delay 20 s with a net of 9, is found, and fresh seeds tell its worth', async () => {
    const found = (await run({ goal })) as BestAttack;
    expect(found.kind).toBe('best-attack');
    expect(Number(found.values['attacker.size'])).toBeCloseTo(3, 0);
    expect(found.net.value).toBeGreaterThan(8.4);
    expect(found.net.low).toBeLessThan(9);
    expect(found.net.high).toBeGreaterThan(9 - 0.3);
    expect(found.text).toMatch(/^The best attack found: attacker.size (2.[6-9]|3).*attacker.delay (19|2\d)/);
  });

  test('believes more of itself during the search than it is worth afterwards', async () => {
    // Of luck alone, the best of many means of two is far above nought.
    const found = (await run({ goal, cost: undefined, replicates: 2 }, (_, luck) => ({
      'attacker.profit': luck,
    }))) as BestAttack;
    expect(found.believed).toBeGreaterThan(0.7);
    expect(Math.abs(found.net.value)).toBeLessThan(0.5);
  });

  test('that loses is said to lose', async () => {
    const found = (await run({ goal: { gain: 'attacker.profit', lambda: 1 } }, ({ size }, luck) => ({
      'attacker.profit': -5 - size + luck,
      'attacker.loss': 1,
    }))) as BestAttack;
    expect(Number(found.values['attacker.size'])).toBeCloseTo(0, 0);
    expect(found.text).toContain('Not attacking is better: the net is below zero.');
  });
});

test('a search plays one set of seeds in a generation, others in the next, and fresh ones at the end; the same every time', async () => {
  const [one, two]: [readonly Changes[], readonly number[]][][] = [[], []];
  const options = { maxTrials: 40, replicates: 3, finalReplicates: 12 };
  const first = await run(options, market, one);
  expect(await run(options, market, two)).toEqual(first);
  expect(two).toEqual(one);
  const sets = one.map(([, seeds]) => seeds.join());
  expect(new Set(sets).size).toBe(sets.length - one.filter(([, seeds]) => seeds.length === 12).length + 2);
  const early = new Set(one.filter(([, seeds]) => seeds.length === 3).flatMap(([, seeds]) => seeds));
  const late = one.filter(([, seeds]) => seeds.length === 12).flatMap(([, seeds]) => seeds);
  expect(late.some((seed) => early.has(seed))).toBe(false);
});

test.each([
  [{ goal: { breaks: 'coin.lowes < 0.5' } }, "a run measures no 'coin.lowes' (did you mean 'coin.lowest'?)"],
  [{ cost: 'attacker.los' }, "a run measures no 'attacker.los' (did you mean 'attacker.loss'?)"],
  [{ goal: { breaks: 'coin.lowest = 0.5' } }, "so 'coin.lowest = 0.5' should have <, <=, > or >="],
  [{ axes: {} }, 'a search varies at least one parameter'],
])('%j is refused with a sentence', async (more: Partial<AttackOptions>, sentence) => {
  await expect(run(more)).rejects.toThrow(RangeError);
  await expect(run(more)).rejects.toThrow(sentence);
});
