import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { pluginHash } from './plugin-hash.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebb-hash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

test('the hash covers the entry and what it reaches by relative imports, wherever they lie', async () => {
  write('a/main.ts', "import { b } from './b';\nexport default import('../c.js');\nimport 'rxjs';\n");
  write('a/b.ts', 'export { d as b } from "./d.ts";\nimport \'./main.ts\';\n');
  write('a/d.ts', 'export const d = 1;\n');
  write('c.ts', 'export const c = 1;\n');
  const hash = (): Promise<string> => pluginHash(path.join(folder, 'a/main.ts'));
  const first = await hash();
  expect(first).toMatch(/^[0-9a-f]{64}$/);

  write('a/unrelated.ts', 'export const e = 1;\n');
  expect(await hash()).toBe(first);
  cpSync(path.join(folder, 'a'), path.join(folder, 'deep/copy'), { recursive: true });
  cpSync(path.join(folder, 'c.ts'), path.join(folder, 'deep/c.ts'));
  expect(await pluginHash(path.join(folder, 'deep/copy/main.ts'))).toBe(first);

  const seen = new Set([first]);
  for (const name of ['a/main.ts', 'a/b.ts', 'a/d.ts', 'c.ts']) {
    write(name, `export const x = '${name}';\nimport './b'; import './d'; import '../c';\n`);
    const changed = await hash();
    expect(seen.has(changed)).toBe(false);
    seen.add(changed);
  }
});
