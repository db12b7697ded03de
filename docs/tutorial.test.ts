import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

const page = readFileSync(path.join(import.meta.dirname, 'tutorial.md'), 'utf8');

describe('someone who follows the tutorial', () => {
  let reader: Reader;
  let ran: readonly Ran[];
  const outputOf = (beginning: string): string => ran.find(({ command }) => command.startsWith(beginning))!.stdout;
  beforeAll(async () => {
    reader = await Reader.begin();
    ran = await reader.follow(page);
  }, 120_000);
  afterAll(() => reader.end());

  test('succeeds at every step', () => {
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    expect(ran).toHaveLength(8);
  });

  test('sees the market fall without the agent, and the agent trade in it', () => {
    expect(outputOf('npx ebb run ../ebb')).toMatch(/COIN\/USD@usd fell \d/);
    expect(outputOf('npx ebb run hunters')).toMatch(/│ hunters +│ +40 │ +−?\d/);
    expect(outputOf('npx ebb run hunters')).not.toMatch(/│ hunters +│ +40 │ +0 │/);
  });

  test('is told of all parameters and units', () => {
    expect(outputOf('npx ebb plugins')).toMatch(/react[\s\S]*ms[\s\S]*3 s/);
  });

  test('runs one test, and gets two different profits and five rows', () => {
    expect(outputOf('node --test')).toMatch(/^# pass 1$/m);
    const profits = [...outputOf('node sweep').matchAll(/trigger \d%: (-?[\d.]+) a run/g)].map(([, profit]) => profit);
    expect(profits).toHaveLength(2);
    expect(profits[0]).not.toBe(profits[1]);
    expect(outputOf('node lows').match(/'2\d:\d\d'/g)).toHaveLength(5);
  });

  test('is told of a mistake with the name that was meant', async () => {
    const command = /^npx ebb check .*triger.*$/m.exec(page)![0];
    const { code, stderr } = await reader.run(command);
    expect([code, stderr]).toEqual([2, expect.stringContaining("did you mean 'trigger'?")]);
  });
});
