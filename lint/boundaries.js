import { readFileSync } from 'node:fs';
import path from 'node:path';
import boundaries from 'eslint-plugin-boundaries';

const root = path.join(import.meta.dirname, '..');

/** The table of packages, who may import whom, and what is off the run path. */
export const floors = JSON.parse(readFileSync(path.join(import.meta.dirname, 'floors.json'), 'utf8'));

const packages = Object.entries(floors.packages);
const doorsOf = (law) => law.doors ?? ['index'];
const doorFiles = (law) => doorsOf(law).map((door) => `src/${door}.ts`);
const named = (names, fileInternalPath = '**') => ({
  element: { type: 'package', captured: { name: names }, fileInternalPath },
});
const anyPlugin = { element: { type: 'plugin' } };
const librariesOf = (law) =>
  law.libraries === undefined
    ? [{ to: { module: { origin: 'external' } } }]
    : law.libraries.length > 0
      ? [{ to: { module: { origin: 'external', source: law.libraries } } }]
      : [];

/** The run path enters packages by their first doors; the second doors need Node. */
const importsOf = (law) => [
  ...(law.mayImport.length > 0 ? [{ to: named(law.mayImport, 'src/index.ts') }] : []),
  ...(law.plugins ? [{ to: anyPlugin }] : []),
  ...librariesOf(law),
];

/** Globs of the files that no run passes through: `node` stands for `src/node.ts`, `src/node-*.ts` and `src/node/`. */
export const offRunPath = packages.flatMap(([name, law]) =>
  (law.offRunPath ?? []).map((start) =>
    start === '*' ? `packages/${name}/**` : `packages/${name}/src/${start}{.ts,-*.ts,/**}`,
  ),
);

/** What the tests of a floor may import on top: everything up to that floor, the testkit, any library, Node itself. */
const testImportsOf = (floor) => [
  { to: named(packages.filter(([, law]) => law.testsOnly || law.floor <= floor).map(([name]) => name)) },
  ...(floor >= floors.plugins.floor ? [{ to: anyPlugin }] : []),
  { to: { module: { origin: ['external', 'core'] } } },
];

const ofCategory = (from, category) => ({ ...from, file: { categories: category } });

const policies = [
  ...packages
    .map(([name, law]) => ({ from: named(name), allow: importsOf(law) }))
    .filter((policy) => policy.allow.length > 0),
  { from: anyPlugin, allow: importsOf(floors.plugins) },
  ...packages
    .filter(([, law]) => law.offRunPath)
    .map(([name, law]) => ({
      from: ofCategory(named(name), 'off-run-path'),
      allow: [{ to: named(law.mayImport) }, { to: { module: { origin: 'core' } } }],
    })),
  ...packages.map(([name, law]) => ({ from: ofCategory(named(name), 'test'), allow: testImportsOf(law.floor) })),
  { from: ofCategory(anyPlugin, 'test'), allow: testImportsOf(floors.plugins.floor) },
  ...packages.map(([name, law]) => ({
    disallow: { to: named(name, `!src/@(${doorsOf(law).join('|')}).ts`) },
    message: `@ebb/${name} is entered by its doors alone: ${doorFiles(law).join(', ')}.`,
  })),
];

/** One block of configuration that holds every package and plugin to the table of floors. */
export const boundariesConfig = {
  files: ['packages/**/*.ts', 'plugins/**/*.ts'],
  plugins: { boundaries },
  settings: {
    'import/resolver': { [path.join(import.meta.dirname, 'house-resolver.cjs')]: {} },
    'boundaries/root-path': root,
    'boundaries/legacy-templates': false,
    'boundaries/elements': [
      { type: 'package', pattern: 'packages/*', capture: ['name'], partialMatch: false },
      { type: 'plugin', pattern: 'plugins/*', capture: ['family'], partialMatch: false },
    ],
    'boundaries/files': [
      { category: 'test', pattern: floors.tests },
      { category: 'off-run-path', pattern: offRunPath },
    ],
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        checkAllOrigins: true,
        message:
          '{{from.element.captured.name}}{{from.element.captured.family}} may not import {{dependency.source}} here: lint/floors.json has the floors, the doors and what is off the run path.',
        policies,
      },
    ],
  },
};
