import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkPlugin } from './check-plugin.ts';

const manifest = { type: 'module', peerDependencies: { '@ebb/sdk': '1' }, ebb: { plugins: ['src/seller.ts'] } };
const seller = "import { definePlugin } from '@ebb/sdk';\nexport default definePlugin({});\n";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebb-plugin-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function check(files: Record<string, string>, changes: object = {}): string[] {
  const all = {
    'README.md': '',
    'package.json': JSON.stringify({ ...manifest, ...changes }),
    'src/seller.ts': seller,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return checkPlugin(folder);
}

describe('checkPlugin', () => {
  test('says nothing of a sound plugin, and leaves its tests free', () => {
    const spec = "import '@ebb/testkit'; import 'node:fs'; Math.random();";
    expect(check({ 'src/threshold.ts': 'export const a = 1;', 'src/seller.test.ts': spec })).toEqual([]);
  });

  test('takes a built plugin for its source, and a plugin beside its package.json', () => {
    expect(check({}, { ebb: { plugins: ['./dist/seller.js'] } })).toEqual([]);
    rmSync(path.join(folder, 'src'), { recursive: true });
    writeFileSync(path.join(folder, 'seller.ts'), seller);
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ ...manifest, ebb: { plugins: ['./seller.ts'] } }),
    );
    expect(checkPlugin(folder)).toEqual([]);
  });

  test('refuses other packages of the house, other libraries, Node, files outside and undeclared packages', () => {
    const imports = ['@ebb/kernel', 'zod', 'node:fs', '../../other.ts', 'rxjs', './threshold.ts'];
    const faults = check({ 'src/imports.ts': imports.map((name) => `import '${name}';`).join('\n') });
    expect(faults).toEqual([
      'src/imports.ts:1 imports @ebb/kernel: a plugin imports @ebb/sdk and rxjs alone.',
      'src/imports.ts:2 imports zod: a plugin imports @ebb/sdk and rxjs alone.',
      'src/imports.ts:3 imports node:fs: a plugin imports @ebb/sdk and rxjs alone.',
      "src/imports.ts:4 imports ../../other.ts: it leaves the plugin's folder.",
      'src/imports.ts:5 imports rxjs: package.json does not declare it.',
    ]);
  });

  test('refuses ambient time and randomness', () => {
    expect(check({ 'src/luck.ts': 'export const a = () =>\n  Math.random();' })).toEqual([
      'src/luck.ts:2 uses Math.random: draw from the random stream that is injected.',
    ]);
  });

  test('refuses a plugin without its default export, and a default export elsewhere', () => {
    expect(check({ 'src/seller.ts': 'export const a = 1;', 'src/threshold.ts': 'export { a as default };' })).toEqual([
      'src/seller.ts has 0 default exports; expected 1.',
      'src/threshold.ts has 1 default exports; expected 0.',
    ]);
  });

  test('refuses a manifest that names no plugin or a missing one, and a missing README', () => {
    expect(check({}, { ebb: undefined, type: undefined })).toEqual([
      'package.json does not say "type": "module".',
      'package.json names no plugin under "ebb": {"plugins": [files]}.',
      'src/seller.ts has 1 default exports; expected 0.',
    ]);
    rmSync(path.join(folder, 'README.md'));
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ ...manifest, ebb: { plugins: ['src/seller.ts', 'src/buyer.ts'] } }),
    );
    expect(checkPlugin(folder)).toEqual(['README.md is missing.', 'src/buyer.ts, a declared plugin, is missing.']);
    rmSync(path.join(folder, 'package.json'));
    expect(checkPlugin(folder)).toEqual(['package.json is missing.']);
  });
});
