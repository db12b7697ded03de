import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { documentFromObject, documentFromText } from './checked-document.ts';

const schema = z.strictObject({ scenario: z.string(), replicates: z.int().min(1) });

describe('a checked document', () => {
  test('gives the value of a text and the line of each part', () => {
    const { value, sources, mistake } = documentFromText('scenario: x\nreplicates: 3\n', 'study.yaml', schema);
    expect(value).toEqual({ scenario: 'x', replicates: 3 });
    expect(sources.at(['replicates'])).toMatchObject({ file: 'study.yaml', line: 2 });
    expect(mistake(['replicates'], { expected: 'more', found: '3' }).message).toBe(
      'study.yaml:2:13: replicates: expected more, found 3',
    );
  });

  test('refuses what the schema does not know, with the nearest name and no keys of scenarios', () => {
    expect(() => documentFromText('scenario: x\nreplicate: 3', 'study.yaml', schema)).toThrow(
      /^study.yaml:2:1: unknown key 'replicate'; expected one of scenario, replicates \(did you mean 'replicates'\?\)/m,
    );
  });

  test('refuses a key or a text that is written otherwise than its pattern, in the words of the schema', () => {
    const word = z.string().regex(/^[a-z]+$/, { message: 'a word of small letters' });
    const words = z.strictObject({ name: word, of: z.record(word, z.number()) });
    expect(() => documentFromText('name: A\nof: { b c: 1 }', 'words.yaml', words)).toThrow(
      "words.yaml:1:7: name: expected a word of small letters, found 'A'\n" +
        "words.yaml:2:7: of.b c: expected a word of small letters, found 'b c'",
    );
  });

  test('refuses an object by its name', () => {
    expect(() => documentFromObject({ scenario: 'x', replicates: 0 }, 'plan()', schema)).toThrow(
      'plan(): replicates: expected a number of at least 1, found 0',
    );
  });
});
