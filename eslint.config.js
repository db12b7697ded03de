import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, globalIgnores } from 'eslint/config';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { boundariesConfig, floors, offRunPath } from './lint/boundaries.js';
import { clockedOperators } from './lint/clocked-operators.js';
import { runPathRules } from './lint/run-path.js';

const root = import.meta.dirname;
const folders = ['packages', 'plugins'].flatMap((side) =>
  (existsSync(path.join(root, side)) ? readdirSync(path.join(root, side)) : [])
    .map((name) => `${side}/${name}`)
    .filter((folder) => existsSync(path.join(root, folder, 'package.json'))),
);

/** A package's sources use what it declares; its tests also what the root declares for all tests, and the house itself. */
const declaredImports = folders.flatMap((folder) => [
  {
    files: [`${folder}/src/**/*.ts`],
    rules: {
      'import-x/no-extraneous-dependencies': [
        'error',
        { packageDir: [path.join(root, folder)], devDependencies: false, includeTypes: true },
      ],
    },
  },
  {
    files: [`${folder}/src/**/*.test.ts`, `${folder}/test/**/*.ts`],
    rules: {
      'import-x/no-extraneous-dependencies': [
        'error',
        {
          packageDir: [path.join(root, folder), root],
          whitelist: Object.keys(floors.packages).map((name) => `@ebb/${name}`),
        },
      ],
    },
  },
]);

export default defineConfig([
  globalIgnores(['**/dist/', '**/node_modules/', 'runs/', 'coverage/', 'docs/reference/']),
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.ts', '**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.recommended],
    plugins: { 'import-x': importX, ebb: { rules: { 'clocked-operators': clockedOperators } } },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.mjs'] })] },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['packages/**/*.ts', 'plugins/**/*.ts'],
    rules: { 'import-x/no-relative-packages': 'error' },
  },
  { files: ['packages/*/src/**/*.ts'], rules: { 'import-x/no-default-export': 'error' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  boundariesConfig,
  ...declaredImports,
  {
    files: ['packages/*/src/**/*.ts', 'plugins/*/src/**/*.ts'],
    ignores: [...offRunPath, ...floors.tests],
    rules: { ...runPathRules, 'ebb/clocked-operators': 'error' },
  },
]);
