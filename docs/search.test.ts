import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentFromText } from '@ebb/engine';
import { attackForm, calibrateForm, parseCondition } from '@ebb/lab';
import { describe, expect, test } from '@jest/globals';
import { markedBlocks } from './marked-blocks.ts';

const page = readFileSync(path.join(import.meta.dirname, 'how-to/search.md'), 'utf8');
const textOf = (file: string): string => markedBlocks(page).find((block) => block.file === file)?.text ?? '';

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
