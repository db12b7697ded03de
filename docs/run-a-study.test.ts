import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeDesign } from '@ebb/lab';
import type { Vary } from '@ebb/lab';
import { parse } from 'yaml';
import { markedBlocks } from './marked-blocks.ts';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

const page = readFileSync(path.join(import.meta.dirname, 'how-to/run-a-study.md'), 'utf8');

describe('someone who runs a first study', () => {
  let reader: Reader;
  let ran: readonly Ran[];
  const of = (beginning: string): string => ran.find(({ command }) => command.startsWith(beginning))!.stdout;
  beforeAll(async () => {
    reader = await Reader.begin();
    ran = await reader.follow(page);
  }, 90_000);
  afterAll(() => reader.end());

  test('can do all that the page says', () => {
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
  });

  test('is told what it would take, and how it stands', () => {
    expect(of('npx ebb sweep fees.yaml --dry-run')).toMatch(
      /^fees: 4 points × 2 variants × 5 seeds = 40 runs\nabout .* a run, as its first run took\)\n/,
    );
    expect(of('npx ebb status')).toContain('varied: drop (%), agents.crowd.count\nvariants: asWas, dear\n40 completed');
  });

  test('plays nothing again from a script, and compares at each point', () => {
    const { stdout, stderr } = ran.find(({ command }) => command === 'node fees.mjs')!;
    expect(stderr).toBe('');
    expect(stdout.match(/at point \d \(drop = [26] %, agents\.crowd\.count = \d+\)/g)).toHaveLength(4);
  });

  test('is answered in SQL', () => {
    const answers = ran.filter(({ command }) => command.startsWith('npx ebb sql')).map(({ stdout }) => stdout);
    expect(answers[0]).toMatch(/^variant +drop +q90 *\nasWas +2 /);
    expect(answers[1]!.trim().split('\n')).toHaveLength(5);
    expect(answers[2]!.trim().split('\n')).toHaveLength(4);
  });
});

test('the designs of the page make as many points as it says', async () => {
  const [{ text }] = markedBlocks(page).filter(({ mark }) => mark === 'designs');
  const lines = text.trim().split('\n');
  expect(lines).toHaveLength(9);
  for (const line of lines) {
    const { size } = await makeDesign(parse(line) as Vary);
    expect([line, size]).toEqual([line, Number(line.split('#')[1])]);
  }
});
