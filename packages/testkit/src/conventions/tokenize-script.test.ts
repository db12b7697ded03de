import { describe, expect, test } from '@jest/globals';
import { tokenizeScript } from './tokenize-script.ts';

const read = (source: string): string[] => tokenizeScript(source).map(({ kind, text }) => `${kind}:${text}`);

describe('tokenizeScript', () => {
  test.each([
    ['comments vanish', 'a // b\n/* c\n */ d', ['word:a', 'word:d']],
    ['strings keep what is in quotes', `'it\\'s' "x"`, ["string:it\\'s", 'string:x']],
    ['a slash after a value divides', 'a / b / c', ['word:a', 'mark:/', 'word:b', 'mark:/', 'word:c']],
    [
      'a slash after an operator opens a regular expression',
      `x = /["'/]'/g;`,
      ['word:x', 'mark:=', `regex:/["'/]'/g`, 'mark:;'],
    ],
    ['a slash after return opens one too', `return /'/`, ['word:return', `regex:/'/`]],
    ['powers are one mark', '2 ** 3', ['number:2', 'mark:**', 'number:3']],
    ['templates are text', '`import "x" ${a} y`', ['template:import "x" ', 'word:a', 'template: y']],
    [
      'placeholders hold code, with braces and templates of their own',
      '`${f({ a: `${b}` })}'.concat('`;c'),
      [
        'template:',
        'word:f',
        'mark:(',
        'mark:{',
        'word:a',
        'mark::',
        'template:',
        'word:b',
        'template:',
        'mark:}',
        'mark:)',
        'template:',
        'mark:;',
        'word:c',
      ],
    ],
    ['an open string or template ends with the file', '`abc', ['template:abc']],
  ])('%s', (_title, source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  test('lines count through comments, strings and templates', () => {
    const lines = tokenizeScript('#!/usr/bin/env node\na\n/*\n*/ b\n`\n${c}\n` d').map(
      ({ text, line }) => `${text.trim()}@${line}`,
    );
    expect(lines).toEqual(['a@2', 'b@4', '@5', 'c@6', '@6', 'd@7']);
  });
});
