import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import * as rxjs from 'rxjs';
import * as kernel from './index.ts';

test('the example of the README runs as it stands', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const body = example.replace(/^import (\{.*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
  const lines: string[] = [];
  const run = new Function('modules', 'console', body) as (modules: object, console: object) => void;
  run({ '@ebb/kernel': kernel, rxjs }, { log: (line: string) => lines.push(line) });
  expect(lines.length).toBeGreaterThan(1);
  expect(lines[0]).toMatch(/^quiet after front door, event \d+$/);
  expect(lines.at(-1)).toMatch(/^100 events, trace [0-9a-f]+$/);
});
