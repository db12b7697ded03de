import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ambientFunctions, ambientMembers } from './packages/testkit/src/conventions/find-ambient-use.ts';

/** A snippet at a path, and the message (or rule) that must refuse it; none when it must pass. */
interface Snippet {
  readonly file: string;
  readonly code: string;
  readonly refusal?: string | RegExp;
}

const onRunPath = 'packages/kernel/src/probe.ts';
const rx = "import { delay, timer, interval, timeout, retry, shareReplay, debounceTime as settle } from 'rxjs';\n";

const refuse = (file: string, refusal: string | RegExp, ...codes: string[]): Snippet[] =>
  codes.map((code) => ({ file, code, refusal }));
const accept = (file: string, ...codes: string[]): Snippet[] => codes.map((code) => ({ file, code }));

const imports = (...names: string[]): string[] => names.map((name) => `export * from '${name}';`);

const floors = [
  ...refuse('packages/exact/src/a.ts', /may not import/, ...imports('@ebb/kernel', 'rxjs', 'node:fs')),
  ...refuse('packages/kernel/src/a.ts', /may not import/, ...imports('@ebb/book', '@ebb/sdk', 'tsyringe')),
  ...accept('packages/kernel/src/a.ts', ...imports('@ebb/exact', 'rxjs', 'rxjs/operators', './b.ts')),
  ...refuse('packages/book/src/a.ts', /may not import/, ...imports('@ebb/kernel', '@ebb/ledger', 'rxjs')),
  ...refuse('packages/ledger/src/a.ts', /may not import/, ...imports('@ebb/kernel', '@ebb/book')),
  ...refuse('packages/clearing/src/a.ts', /may not import/, ...imports('@ebb/book', '@ebb/exchange', '@ebb/issuance')),
  ...accept('packages/clearing/src/a.ts', ...imports('@ebb/exact', '@ebb/kernel', '@ebb/ledger')),
  ...refuse('packages/exchange/src/a.ts', /may not import/, ...imports('@ebb/issuance', '@ebb/sdk')),
  ...refuse('packages/issuance/src/a.ts', /may not import/, ...imports('@ebb/exchange', '@ebb/sdk')),
  ...accept('packages/issuance/src/a.ts', ...imports('@ebb/book', '@ebb/clearing')),
  ...refuse('packages/sdk/src/a.ts', /may not import/, ...imports('@ebb/results', '@ebb/engine', 'yaml')),
  ...accept('packages/sdk/src/a.ts', ...imports('@ebb/exchange', '@ebb/issuance', 'zod', 'tsyringe')),
  ...refuse('packages/results/src/a.ts', /may not import/, ...imports('@ebb/kernel', '@ebb/engine')),
  ...accept('packages/results/src/a.ts', ...imports('@ebb/sdk', 'hyparquet-writer')),
  ...refuse('packages/engine/src/a.ts', /may not import/, ...imports('@ebb/plugin-makers', '@ebb/lab', '@ebb/testkit')),
  ...refuse('packages/engine/src/a.ts', /may not import/, ...imports('@ebb/results/store', 'node:path')),
  ...accept('packages/engine/src/node-files.ts', ...imports('@ebb/results/store', 'node:path')),
  ...refuse('packages/lab/src/a.ts', /may not import/, ...imports('@ebb/sdk', '@ebb/kernel', '@ebb/report')),
  ...accept('packages/lab/src/a.ts', ...imports('@ebb/engine/node', '@ebb/results/store', 'node:os')),
  ...refuse('packages/report/src/a.ts', /may not import/, ...imports('@ebb/engine', '@ebb/lab')),
  ...refuse('packages/studio/src/a.ts', /may not import/, ...imports('@ebb/lab', '@ebb/cli')),
  ...accept('packages/studio/src/a.ts', ...imports('@ebb/engine', '@ebb/results', '@ebb/report')),
  ...refuse('packages/cli/src/a.ts', /may not import/, ...imports('@ebb/testkit')),
  ...accept('packages/cli/src/a.ts', ...imports('@ebb/engine/node', '@ebb/lab', '@ebb/plugin-makers')),
  ...refuse('plugins/makers/src/a.ts', /may not import/, ...imports('@ebb/kernel', '@ebb/engine', 'zod', 'node:fs')),
  ...refuse('plugins/makers/src/a.ts', /may not import/, ...imports('@ebb/plugin-shocks', '@ebb/testkit')),
  ...accept('plugins/makers/src/a.ts', ...imports('@ebb/sdk', 'rxjs', 'rxjs/operators', './b.ts')),
  ...refuse('packages/book/src/a.ts', /by its doors alone/, ...imports('@ebb/exact/src/deep')),
  ...refuse('packages/book/src/a.ts', 'import-x/no-relative-packages', ...imports('../../exact/src/index.ts')),
  ...refuse('packages/book/src/a.ts', /may not import/, "import type { A } from '@ebb/kernel'; export type B = A;"),
  ...refuse('packages/book/src/a.ts', /may not import/, "export const a = import('@ebb/kernel');"),
];

const tests = [
  ...accept('packages/book/src/a.test.ts', ...imports('@ebb/testkit', '@ebb/ledger', 'fast-check', '@jest/globals')),
  ...accept('packages/book/src/a.test.ts', 'export const a = Math.log(Date.now());', ...imports('node:fs')),
  ...refuse('packages/book/src/a.test.ts', /may not import/, ...imports('@ebb/clearing', '@ebb/engine')),
  ...accept('packages/engine/src/a.test.ts', ...imports('@ebb/testkit', '@ebb/plugin-makers', '@ebb/engine/node')),
  ...accept('plugins/makers/src/a.test.ts', ...imports('@ebb/testkit', '@ebb/results', '@ebb/plugin-shocks')),
  ...refuse('plugins/makers/src/a.test.ts', /may not import/, ...imports('@ebb/engine')),
];

const runPath = [
  ...[...ambientMembers.keys()].flatMap((name) =>
    refuse(onRunPath, /no-restricted-(properties|globals)/, `export const a = ${name};`),
  ),
  ...[...ambientFunctions.keys()].flatMap((name) => refuse(onRunPath, /calendar schedules/, `${name}(() => {});`)),
  ...refuse(onRunPath, /Simulated time/, 'export const a = new Date();', 'export const a = Date();'),
  ...refuse(
    onRunPath,
    /@ebb\/exact/,
    'export const a = 2 ** 3;',
    'let a = 2; a **= 3;',
    "export const a = Math['log'](2);",
  ),
  ...refuse(
    onRunPath,
    /@ebb\/exact/,
    'export const { exp } = Math;',
    'export const m = Math;',
    'f(Math);',
    'Math[k]();',
  ),
  ...refuse(onRunPath, /from the host/, 'globalThis.process.exit();'),
  ...accept(onRunPath, 'export const a = Math.sqrt(2) + Math.floor(3.5);', 'export const a = 10n ** 3n;'),
  ...accept(onRunPath, 'export const a = new Date(0);'),
  ...refuse('plugins/makers/src/a.ts', /@ebb\/exact/, 'export const a = Math.exp(1);'),
  ...refuse('packages/results/src/a.ts', /Simulated time/, 'export const a = Date.now();'),
  ...refuse('packages/testkit/src/a.ts', /named random stream/, 'export const a = Math.random();'),
  ...accept('packages/results/src/store.ts', 'export const a = Date.now();'),
  ...accept('packages/engine/src/node/a.ts', 'setTimeout(() => process.exit(), Math.exp(1) * Date.now());'),
  ...accept('packages/cli/src/a.ts', 'export const a = performance.now();'),
];

const operators = [
  ...refuse(onRunPath, /delay without the clock/, `${rx}a.pipe(delay(5));`, `${rx}a.pipe(delay(5, 6));`),
  ...refuse(onRunPath, /timer without the clock/, `${rx}timer(0, 100);`, "import * as rx from 'rxjs';\nrx.timer(5);"),
  ...refuse(onRunPath, /interval without the clock/, "import { interval } from '@ebb/sdk';\ninterval(5);"),
  ...refuse(onRunPath, /debounceTime without the clock/, `${rx}settle(5);`),
  ...refuse(onRunPath, /timeout without the clock/, `${rx}timeout({ each: 5 });`, `${rx}timeout(5);`),
  ...refuse(
    onRunPath,
    /shareReplay without the clock/,
    `${rx}shareReplay(1, 5);`,
    `${rx}shareReplay({ windowTime: 5 });`,
  ),
  ...refuse(onRunPath, /retry with a number/, `${rx}retry({ delay: 5 });`),
  ...refuse(onRunPath, /timers of the platform/, "export { a };\nimport { asyncScheduler as a } from 'rxjs';"),
  ...refuse(onRunPath, /timers of the platform/, "import * as rx from 'rxjs';\nf(rx.asapScheduler);"),
  ...['auditTime', 'bufferTime', 'sampleTime', 'throttleTime', 'windowTime'].flatMap((name) => [
    ...refuse(
      onRunPath,
      new RegExp(`${name} without the clock`),
      `import { ${name} } from 'rxjs/operators';\n${name}(5);`,
    ),
    ...accept(onRunPath, `import { ${name} } from 'rxjs/operators';\n${name}(5, clock);`),
  ]),
  ...accept(
    onRunPath,
    `${rx}f(delay(5, clock), timer(5, this.clock), timer(0, 5, clock), interval(5, host.scheduler));`,
  ),
  ...accept(
    onRunPath,
    `${rx}f(timeout({ each: 5, scheduler: clock }), retry({ delay: () => timer(5, clock) }), shareReplay(1));`,
  ),
  ...accept(onRunPath, 'queue.delay(5); delay(5);'),
];

const style = [
  ...refuse(onRunPath, 'import-x/no-default-export', 'export default 1;'),
  ...accept('plugins/makers/src/a.ts', 'export default 1;'),
  ...refuse(onRunPath, '@typescript-eslint/no-explicit-any', 'export const a: any = 1;'),
  ...refuse(onRunPath, '@typescript-eslint/no-explicit-any', '// eslint-disable-next-line\nexport const a: any = 1;'),
  ...refuse(onRunPath, '@typescript-eslint/ban-ts-comment', '// @ts-ignore\nexport const a = 1;'),
  ...refuse(onRunPath, '@typescript-eslint/consistent-type-imports', "import { A } from './a.ts';\nexport type B = A;"),
  ...refuse(onRunPath, 'max-lines', '// a line\n'.repeat(401)),
  ...accept(onRunPath, '// a line\n'.repeat(399)),
  ...refuse('packages/results/src/a.ts', 'import-x/no-extraneous-dependencies', ...imports('yaml')),
  ...refuse('packages/results/src/a.ts', 'import-x/no-extraneous-dependencies', ...imports('fast-check')),
];

const snippets: Record<string, readonly Snippet[]> = { floors, tests, runPath, operators, style };

const lintAll = `
  import { readFileSync } from 'node:fs';
  import { ESLint } from 'eslint';
  const eslint = new ESLint();
  const snippets = JSON.parse(readFileSync(0, 'utf8'));
  const results = await Promise.all(snippets.map(({ file, code }) => eslint.lintText(code, { filePath: file })));
  console.log(JSON.stringify(results.map(([result]) => result.messages.map((m) => m.ruleId + ': ' + m.message))));
`;

// Snippets are fragments, with names that nothing declares or uses.
const fragmentRules =
  /^@typescript-eslint\/no-unused-|^no-undef|^prefer-const|has no effect because you have 'noInlineConfig'/;

describe('lint', () => {
  const messages = new Map<Snippet, string[]>();
  beforeAll(() => {
    const all = Object.values(snippets).flat();
    // A process of its own: ESLint loads its configuration and plugins in ways that jest's module registry does not.
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', lintAll], {
      cwd: import.meta.dirname,
      input: JSON.stringify(all),
      encoding: 'utf8',
    });
    (JSON.parse(output) as string[][]).forEach((found, i) => {
      const snippet = all[i];
      if (snippet)
        messages.set(
          snippet,
          found.filter((message) => !fragmentRules.test(message)),
        );
    });
  }, 60_000);

  const describeSnippet = ({ file, code, refusal }: Snippet): string =>
    `${refusal === undefined ? 'accepts' : 'refuses'} in ${file}: ${code.slice(0, 120)}`;

  test.each(Object.entries(snippets))('%s', (_title, group) => {
    const wrong = group.filter((snippet) => {
      const found = messages.get(snippet) ?? [];
      // What a snippet imports need not be declared: that is one rule's matter, tested by its own snippets.
      if (snippet.refusal === undefined) return found.some((m) => !m.startsWith('import-x/no-extraneous-dependencies'));
      const { refusal } = snippet;
      return !found.some((m) => (typeof refusal === 'string' ? m.startsWith(`${refusal}:`) : refusal.test(m)));
    });
    expect(wrong.map((snippet) => ({ should: describeSnippet(snippet), found: messages.get(snippet) }))).toEqual([]);
  });
});
