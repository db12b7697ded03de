import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkPackage } from './check-package.ts';
import { checkWorkspace } from './check-workspace.ts';
import type { Floors } from './floor-law.ts';

const floors: Floors = {
  packages: {
    ground: { floor: 0, mayImport: [], libraries: [] },
    middle: { floor: 1, mayImport: ['ground'], libraries: ['rxjs'], doors: ['index', 'node'], offRunPath: ['node'] },
    top: { floor: 2, mayImport: ['ground', 'middle'] },
    kit: { floor: 2, mayImport: ['ground', 'middle'], testsOnly: true },
  },
  plugins: { floor: 2, mayImport: ['top'], libraries: [] },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'ebb-check-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function writePackage(name: string, dependencies: string[], files: Record<string, string> = {}): string {
  write(`packages/${name}`, {
    'package.json': JSON.stringify({
      name: `@ebb/${name}`,
      dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '1'])),
    }),
    'tsconfig.json': JSON.stringify({
      references: dependencies.filter((d) => d.startsWith('@ebb/')).map((d) => ({ path: `../${d.slice(5)}` })),
    }),
    'README.md': '',
    'src/index.ts': '',
    ...files,
  });
  return path.join(root, 'packages', name);
}

const checkMiddle = (file: string, source: string): string[] =>
  checkPackage(writePackage('middle', ['@ebb/ground', 'rxjs'], { [file]: source }), floors);

describe('checkPackage', () => {
  test('says nothing of a package that keeps the law', () => {
    const source = "import { a } from '@ebb/ground'; import 'rxjs/operators'; import { b } from './b.ts';";
    expect(checkMiddle('src/a.ts', source)).toEqual([]);
    expect(checkMiddle('src/node.ts', "import 'node:fs'; import './a.ts'")).toEqual([]);
    expect(checkMiddle('src/node-files.ts', "import './node.ts'")).toEqual([]);
    expect(
      checkMiddle('src/a.test.ts', "import '@ebb/kit'; import 'yaml'; import 'node:fs'; import './node.ts'"),
    ).toEqual([]);
  });

  test.each([
    ['@ebb/top', 'middle may import ground'],
    ['@ebb/kit', 'middle may import ground'],
    ['@ebb/attic', 'the house has no such package'],
    ['@ebb/ground/src/deep', 'it is not a door of that package'],
    ['@ebb/middle', 'a package imports its own files by path'],
    ['@ebb/plugin-makers', 'plugins are loaded by name at run time'],
    ['../../ground/src/index.ts', 'it leaves the package: import by name'],
    ['yaml', 'the libraries of middle are rxjs'],
    ['node:fs', 'the run path also runs in a browser'],
    ['fs', 'the run path also runs in a browser'],
    ['./node.ts', 'that file is off the run path, and this one is on it'],
  ])('refuses %s', (specifier, why) => {
    const source = `\nexport { a } from '${specifier}';`;
    expect(checkMiddle('src/a.ts', source)).toEqual([`src/a.ts:2 imports ${specifier}: ${why}.`]);
  });

  test('refuses a higher floor in a test, a second door on the run path, an undeclared library', () => {
    expect(checkMiddle('src/a.test.ts', "import '@ebb/top'")).toEqual([
      'src/a.test.ts:1 imports @ebb/top: it lies on a higher floor.',
    ]);
    const top = writePackage('top', ['@ebb/middle'], { 'src/a.ts': "import '@ebb/middle/node';\nimport 'yaml';" });
    expect(checkPackage(top, floors)).toEqual([
      'src/a.ts:1 imports @ebb/middle/node: that door needs Node, and this file is on the run path.',
      'src/a.ts:2 imports yaml: package.json does not declare it.',
    ]);
  });

  test('refuses a dependency that the table forbids and references that differ from dependencies', () => {
    const folder = writePackage('ground', ['@ebb/middle']);
    write('packages/ground', { 'tsconfig.json': JSON.stringify({ references: [{ path: '../top' }] }) });
    expect(checkPackage(folder, floors)).toEqual([
      'package.json may not depend on @ebb/middle.',
      'tsconfig.json has no reference to middle, a dependency.',
      'tsconfig.json refers to top, which is no dependency.',
    ]);
  });

  test('refuses circles of values among files, and lets circles of types pass', () => {
    const b = { 'src/b.ts': "import { a } from './a.ts'" };
    const types = writePackage('ground', [], { 'src/a.ts': "import type { B } from './b.ts'", ...b });
    expect(checkPackage(types, floors)).toEqual([]);
    const values = writePackage('ground', [], { 'src/a.ts': "import { b } from './b.ts'", ...b });
    expect(checkPackage(values, floors)).toEqual([
      'Files import each other in a circle: src/a.ts → src/b.ts → src/a.ts.',
    ]);
  });

  test('refuses missing doors and READMEs, names that say nothing, camel case and long files', () => {
    const folder = writePackage('ground', [], {
      'src/utils.ts': '',
      'src/orderBook.ts': '',
      'src/long.ts': 'x;\n'.repeat(401),
      'src/just-right.ts': 'x;\n'.repeat(400),
      'src/just-right.property.test.ts': '',
    });
    rmSync(path.join(folder, 'README.md'));
    rmSync(path.join(folder, 'src/index.ts'));
    expect(checkPackage(folder, floors)).toEqual([
      'README.md is missing.',
      'src/index.ts is missing.',
      'src/long.ts has 401 lines; the ceiling is 400.',
      'src/orderBook.ts is not named in kebab-case.',
      'src/utils.ts has a name that says nothing of what is in it.',
    ]);
  });
});

describe('checkWorkspace', () => {
  test('checks packages and plugins, circles between packages and what the root builds', () => {
    writePackage('ground', ['@ebb/middle']);
    writePackage('middle', ['@ebb/ground']);
    writePackage('attic', []);
    write('plugins/makers', { 'package.json': '{}' });
    write('.', {
      'tsconfig.json': JSON.stringify({ references: [{ path: './packages/ground' }, { path: 'packages/middle' }] }),
    });
    const faults = checkWorkspace(root, floors);
    expect(faults).toEqual(
      expect.arrayContaining([
        'packages/attic: attic is not in the table of floors.',
        'packages/ground: package.json may not depend on @ebb/middle.',
        'plugins/makers: README.md is missing.',
        'Packages depend on each other in a circle: @ebb/ground → @ebb/middle → @ebb/ground.',
        'tsconfig.json does not refer to packages/attic.',
      ]),
    );
    expect(faults.filter((fault) => fault.startsWith('tsconfig.json'))).toHaveLength(1);
  });
});
