import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

/** The page with fewer runs, which are not what it is about. */
const page = readFileSync(path.join(import.meta.dirname, 'how-to/understand-a-study.md'), 'utf8')
  .replace('trajectories: 10\n', 'trajectories: 2\n')
  .replace('points: 64\n', 'points: 16\n')
  .replaceAll(/replicates: \d+\n/g, 'replicates: 2\n');

describe('someone who asks a study what it tells', () => {
  let reader: Reader;
  let ran: readonly Ran[];
  beforeAll(async () => {
    reader = await Reader.begin();
    ran = await reader.follow(page);
  }, 60_000);
  afterAll(() => reader.end());

  test('can do all that the page says', () => {
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
  });

  test('is told which axes matter', () => {
    const asked = ran.find(({ command }) => command.includes('sensitivity'));
    expect(asked?.stdout).toMatch(
      /what moves the mean of COIN\/USD@usd\.fall in 'base'\nMorris screening, 2 trajectories × 2 seeds/,
    );
    expect(asked?.stdout).toMatch(/^drop /m);
  });

  test('is told when it happens', () => {
    const asked = ran.find(({ command }) => command.includes('boxes'));
    expect(asked?.stdout).toContain("when COIN/USD@usd.fall > 5% in 'asWas'\nBoxes by PRIM, 16 points × 2 seeds");
    expect(asked?.stdout).toMatch(/drop ≥ \d\.\d+ %/);
  });

  test('is told what to choose', () => {
    const asked = ran.find(({ command }) => command.includes('regret'));
    expect(asked?.stdout).toMatch(/^By least largest regret: (asWas|fast), so in \d+ % of resamples\.$/m);
    expect(asked?.stdout).toMatch(/^variant .* COIN\/USD@usd\.fall <= 5%$/m);
  });
});
