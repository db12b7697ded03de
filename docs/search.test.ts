import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentFromText } from '@ebb/engine';
import { attackForm, calibrateForm, parseCondition } from '@ebb/lab';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { markedBlocks } from './marked-blocks.ts';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

const page = readFileSync(path.join(import.meta.dirname, 'how-to/search.md'), 'utf8');
const textOf = (file: string): string => markedBlocks(page).find((block) => block.file === file)?.text ?? '';

/** The page with few runs, which are not what it is about. */
const short = page
  .replaceAll(/^replicates: \d+/gm, 'replicates: 2')
  .replaceAll(/^finalReplicates: \d+/gm, 'finalReplicates: 4')
  .replaceAll(/^maxTrials: \d+/gm, 'maxTrials: 10')
  .replace('--replicates 12', '--replicates 2');

describe('someone who follows the page on searches', () => {
  let reader: Reader;
  let ran: readonly Ran[];
  beforeAll(async () => {
    reader = await Reader.begin();
    ran = await reader.follow(short);
  }, 120_000);
  afterAll(() => reader.end());

  test('finds a breakpoint, the price of an attack and a fit', () => {
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    const [breakpoint, attack, fit] = ran.map(({ stdout }) => stdout);
    expect(breakpoint).toMatch(
      /^shocks\.bad-news\.params\.drop: .*'COIN\/USD@usd\.fall > 5%' holds in at least 50 % of runs/,
    );
    expect(attack).toMatch(/^(Price of attack: |No attack within the ranges).*'COIN\/USD@usd\.low < 98'/);
    expect(fit).toContain('agents.crowd.params.rate');
    expect(fit).toMatch(/turnover .*fitted/);
    expect(fit).toMatch(/fall .*held out/);
  });
});

describe('the page on searches', () => {
  test('has files that its searches take', () => {
    const { goal } = documentFromText(textOf('attack.yaml'), 'attack.yaml', attackForm).value;
    expect('breaks' in goal && parseCondition(goal.breaks).metric).toBe('COIN/USD@usd.low');
    expect(documentFromText(textOf('fit.yaml'), 'fit.yaml', calibrateForm).value.scenario).toBe('known.yaml');
  });

  test('has conditions that can be read', () => {
    const table = page.slice(page.indexOf('| condition |'), page.indexOf('Metrics have the names'));
    const written = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, text]) => text);
    expect(written.map((text) => parseCondition(text).text)).toEqual(written);
    expect(written).toHaveLength(5);
  });
});
