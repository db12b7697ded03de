import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'ebb-plugins-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plugin = (name: string): string => `import { definePlugin, parameters } from '@ebb/sdk';
export default definePlugin({ kind: 'agent', name: '${name}', version: '1.0.0',
  summary: 'Stands in for a plugin.', params: parameters({}), use: class {} });
`;

/** A plugin as a stranger writes it: types, decorators on parameters, RxJS, a second file without its extension. */
const agent = `import { DESK, PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import { Desk, type z } from '@ebb/sdk';
import { filter } from 'rxjs';
import { map } from 'rxjs/operators';
import { half } from './parts/half';
const params = parameters({ nerve: p.fraction({ describe: 'How much.', default: half('2%') }) });
@injectable()
class Agent {
  constructor(@inject(DESK) private readonly desk: Desk, @inject(PARAMS) readonly given: z.infer<typeof params>) {}
  start(): void { void [filter, map, this.desk]; }
}
export default definePlugin({ kind: 'agent', name: 'stranger', version: '1.0.0', summary: 'Comes from elsewhere.', params, use: Agent });
`;

/** Files outside the house, by path. */
const files: Readonly<Record<string, string>> = {
  'agent.ts': agent,
  'parts/half.ts': "export * from './text.js';\n",
  'parts/text.ts': 'export const half = (text: string): string => text.replace("2", "1");\n',
  'built.mjs': plugin('built'),
  // What npm init writes today; the script is a module all the same.
  'commonjs/package.json': '{"type": "commonjs", "ebb": {"plugins": ["dist/a.js", "./b.js"]}}',
  'commonjs/src/a.ts': plugin('a'),
  'commonjs/b.js': plugin('b'),
  'loose/one.ts': plugin('one'),
  'loose/one.js': 'throw new Error("built from one.ts, and stale");\n',
  'loose/one.test.ts': 'throw new Error("a test is no plugin");\n',
  'loose/two.mts': plugin('two'),
  'loose/part.ts': 'export const part = 1;\n',
  'node_modules/ebb-plugin-rust/package.json': '{"ebb": {"plugins": ["index.mjs"]}}',
  'node_modules/ebb-plugin-rust/index.mjs': plugin('rust'),
  'node_modules/ebb-plugin-rust/node_modules/@ebb/sdk/package.json': '{"type": "module", "exports": "./index.js"}',
  'node_modules/ebb-plugin-rust/node_modules/@ebb/sdk/index.js': 'throw new Error("a second copy");\n',
  'empty/part.ts': 'export const part = 1;\n',
  'listless/package.json': '{"name": "listless"}',
  'unbuilt/package.json': '{"ebb": {"plugins": ["dist/gone.js"]}}',
  'syntax.ts': 'export const a = 1;\nexport const b: = 2;\n',
  'syntax.mjs': 'export const a = 1;\nexport const b = = 2;\n',
  'inner.ts': "export { default } from './syntax.ts';\n",
  'nothing.ts': 'export const a = 1;\n',
  'bare.ts': 'export default { kind: "agent", use: class {} };\n',
  'class.ts': 'export default class Agent {}\n',
  'throws.ts': 'type A = number;\nconst a: A = 1;\nthrow new Error(`no ${a}`);\n',
  'typo.ts': "import { defnePlugin } from '@ebb/sdk';\nexport default defnePlugin({});\n",
  'deep.ts': "import { Kernel } from '@ebb/kernel';\nexport default Kernel;\n",
  'alone.ts': "import { x } from './gone.ts';\nexport default x;\n",
  'wrong.ts': plugin('Wrong Name'),
  'text.txt': 'a text\n',
};

/** The built loader in a process of its own: jest's module registry knows no hooks. Gives what came of each entry. */
const loadAll = `
  const { loadPlugins } = await import(${JSON.stringify(new URL('../../dist/node.js', import.meta.url).href)});
  const outcomes = {};
  for (const entry of JSON.parse(process.argv[1])) {
    try {
      const loaded = await loadPlugins(entry, '.', { file: 'x.yaml', line: 3, column: 5 });
      outcomes[entry] = loaded.map(({ plugin, from, hash }) => [plugin.name, from, hash]);
    } catch (error) {
      outcomes[entry] = error.name + ' ' + error.message;
    }
  }
  console.log(JSON.stringify(outcomes));
`;

const loaded = {
  './agent.ts': [['stranger', 'agent.ts']],
  './agent': [['stranger', 'agent.ts']],
  'built.mjs': [['built', 'built.mjs']],
  commonjs: [
    ['a', 'commonjs/src/a.ts'],
    ['b', 'commonjs/b.js'],
  ],
  './loose': [
    ['one', 'loose/one.ts'],
    ['two', 'loose/two.mts'],
  ],
  'ebb-plugin-rust': [['rust', 'ebb-plugin-rust']],
  '@ebb/plugin-fees-latency': [
    ['maker-taker', '@ebb/plugin-fees-latency'],
    ['lognormal-latency', '@ebb/plugin-fees-latency'],
    ['one-a-second', '@ebb/plugin-fees-latency'],
    ['timed-transfer', '@ebb/plugin-fees-latency'],
    ['metered-transfer', '@ebb/plugin-fees-latency'],
  ],
};

const write = 'end the file with export default definePlugin({ kind, name, version, summary, params, use })';
const refused = {
  './agnt.ts': "x.yaml:3:5: there is no plugin './agnt.ts': nothing lies at agnt.ts (did you mean 'agent.ts'?)",
  'ebb-plugin-gone':
    "x.yaml:3:5: there is no plugin 'ebb-plugin-gone': neither a file nor a folder of that name lies in",
  '@ebb/plugin-fee-latency': "(did you mean '@ebb/plugin-fees-latency'?)",
  './text.txt':
    "x.yaml:3:5: the plugin './text.txt' is no script: a plugin is a .ts, .mts, .js or .mjs file, or a folder",
  './empty': "x.yaml:3:5: the folder 'empty' holds no plugin: no script in it has a default export",
  './listless': 'listless/package.json: the package lists no plugins; add "ebb": {"plugins": ["./my-agent.ts"]}',
  './unbuilt': "x.yaml:3:5: the package lists the plugin 'dist/gone.js', which is not there: unbuilt has to be built",
  './syntax.ts': 'syntax.ts:2:17: the script cannot be read: Unexpected "="',
  './syntax.mjs': 'syntax.mjs:2:18: the script cannot be read: Unexpected "="',
  './inner.ts': 'syntax.ts:2:17: the script cannot be read: Unexpected "="',
  './nothing.ts': `nothing.ts: there is no default export; ${write}`,
  './bare.ts': `bare.ts: the default export is a declaration that did not pass through definePlugin, not a plugin; ${write}`,
  './class.ts': `class.ts: the default export is the class Agent, not a plugin; ${write}`,
  './throws.ts': 'throws.ts:3:7: it threw while it was loaded: no 1',
  './typo.ts': "typo.ts: @ebb/sdk has no export called 'defnePlugin' (did you mean 'definePlugin'?)",
  './deep.ts': "deep.ts: '@ebb/kernel', which deep.ts imports, was not found; a plugin has all it needs of the house",
  './alone.ts': "alone.ts: 'gone.ts', which alone.ts imports, was not found",
  './wrong.ts': "wrong.ts:2:16: plugin 'Wrong Name': name is words in small letters joined by hyphens",
};

describe('plugins from outside the house', () => {
  let outcomes: Readonly<Record<string, unknown>> = {};
  beforeAll(() => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const entries = JSON.stringify([...Object.keys(loaded), ...Object.keys(refused)]);
    const args = ['--input-type=module', '-e', loadAll, entries];
    outcomes = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })) as typeof outcomes;
  }, 60_000);

  test.each(Object.entries(loaded))('%s is loaded', (entry, expected) => {
    const hashed = expected.map((each) => [...each, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(outcomes[entry]).toEqual(hashed);
  });

  test.each(Object.entries(refused))('%s is refused', (entry, sentence) => {
    expect(outcomes[entry]).toMatch(/^BadInput /);
    expect(outcomes[entry]).toContain(sentence);
  });
});
