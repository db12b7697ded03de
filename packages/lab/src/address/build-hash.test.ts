import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { buildHash, hashBuild } from './build-hash.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ebb-build-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PACKAGES = ['exact', 'kernel', 'book', 'ledger', 'clearing', 'exchange', 'issuance', 'sdk', 'results', 'engine'];
const LIBRARIES = ['mathjs', 'reflect-metadata', 'rxjs', 'seedrandom', 'tsyringe', 'zod'];

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** Builds a small house of the same packages in a folder of its own. */
function house(folder: string): void {
  for (const name of PACKAGES) {
    write(
      `${folder}/packages/${name}/dist/index.js`,
      `export * from './deep/rule.js';\n//# sourceMappingURL=index.js.map`,
    );
    write(`${folder}/packages/${name}/dist/deep/rule.js`, "import { a } from '../a.js';\nexport const rule = a;\n");
    write(`${folder}/packages/${name}/dist/a.js`, `export const a = '${name}';\n`);
    write(`${folder}/packages/${name}/dist/store.js`, 'export const store = 1;\n');
  }
  for (const name of LIBRARIES) write(`${folder}/node_modules/${name}/package.json`, '{"version": "1.2.3"}');
}

function hashOf(folder: string, order: readonly string[] = PACKAGES): string {
  return hashBuild(order.map((name) => ({ name: `@ebb/${name}`, folder: path.join(root, folder, 'packages', name) })));
}

house('one');
const first = hashOf('one');

test('the same scripts have one hash, wherever they lie, with other maps, line ends and neighbours', () => {
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  cpSync(path.join(root, 'one'), path.join(root, 'else/where'), { recursive: true });
  expect(hashOf('else/where', [...PACKAGES].reverse())).toBe(first);

  const door = 'else/where/packages/book/dist/index.js';
  write(door, `export * from './deep/rule.js';\r\n//# sourceMappingURL=/home/me/index.js.map\r\n`);
  write('else/where/packages/results/dist/store.js', 'export const store = 2;\n');
  write('else/where/packages/book/dist/gone.js', 'left from an earlier build');
  expect(hashOf('else/where')).toBe(first);
});

test('a changed rule of any package, and another version of any library, have another hash', () => {
  const seen = new Set([first]);
  const changes = [
    ...PACKAGES.map((name) => [`packages/${name}/dist/a.js`, `export const a = '${name}' + 1;\n`] as const),
    ...LIBRARIES.map((name) => [`node_modules/${name}/package.json`, '{"version": "1.2.4"}'] as const),
  ];
  house('two');
  for (const [file, text] of changes) {
    write(`two/${file}`, text);
    const changed = hashOf('two');
    expect(seen).not.toContain(changed);
    seen.add(changed);
  }
});

test('a package that is not built or not there is named', () => {
  house('three');
  rmSync(path.join(root, 'three/packages/clearing/dist'), { recursive: true });
  expect(() => hashOf('three')).toThrow('the package @ebb/clearing is not built');
  expect(() => hashOf('one', PACKAGES.slice(1))).toThrow('the package @ebb/exact is not installed');
  rmSync(path.join(root, 'two/node_modules/zod'), { recursive: true });
  expect(() => hashOf('two')).toThrow('the library zod is not installed');
});

test('the house has a hash, read once', async () => {
  const hash = await buildHash();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await buildHash()).toBe(hash);
});
