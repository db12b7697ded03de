import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { markedBlocks } from './marked-blocks.ts';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

const page = readFileSync(path.join(import.meta.dirname, 'how-to/write-a-peg.md'), 'utf8');

describe('someone who writes a peg outside the house', () => {
  let reader: Reader;
  let ran: readonly Ran[];
  beforeAll(async () => {
    reader = await Reader.begin();
    await reader.run('ln -s ../ebb/node_modules node_modules');
    ran = await reader.follow(page);
  }, 120_000);
  afterAll(() => reader.end());

  test('has it in sixty lines, and it passes what every peg passes', () => {
    const [source] = markedBlocks(page).filter(({ file }) => file === 'plugins/gold-window.ts');
    expect(source.text.trim().split('\n').length).toBeLessThanOrEqual(60);
    const [tested] = ran;
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringMatching(/# pass 9\n# fail 0\n/)]);
  });

  test('swaps it in by one line, and sees what the page tells', () => {
    const [swap] = markedBlocks(page).filter(({ file }) => file === 'gold-window.yaml');
    expect(swap.text.trim().split('\n')).toHaveLength(2);
    const [reserve, own] = ran.slice(1).map(({ code, stdout }) => {
      expect(code).toBe(0);
      return (JSON.parse(stdout) as { metrics: Record<string, number> }).metrics;
    });
    for (const { ['COIN/USDT@chain.lowestRatio']: lowest } of [reserve, own]) expect(page).toContain(` ${lowest}`);
    expect(page).toContain(`at the end ${own['COIN.backingEnd'].toFixed(2)} stands`);
    expect(reserve['COIN.redemptionsWaitingMost']).toBe(0);
    expect(own['COIN.redemptionsWaitingMost']).toBeGreaterThan(0);
  });
});
