import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

/** The page with fewer runs, which are not what it is about. */
const page = readFileSync(path.join(import.meta.dirname, 'how-to/understand-a-study.md'), 'utf8')
  .replace('trajectories: 10\n', 'trajectories: 2\n')
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
});
