import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Metafile, Plugin as BuildPlugin } from 'esbuild';
import { chromium } from 'playwright-core';
import { tinyRun } from '../test/tiny-run.ts';

const packages = path.join(import.meta.dirname, '../..');
const browser = '/usr/bin/chromium';
/** An address that never leaves the browser: each request to it is answered by the test. */
const site = 'http://engine.invalid/';
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Takes the house's packages from their sources, as the tests do, so that no build can be stale. */
const fromSources: BuildPlugin = {
  name: 'from-sources',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@ebb\/[^/]+$/ }, ({ path: name }) => ({
      path: path.join(packages, name.slice('@ebb/'.length), 'src/index.ts'),
      sideEffects: true,
    }));
  },
};

/** Bundles the engine, the recorders and some plugins for a browser as it comes: nothing is put in place of Node's modules. */
async function bundle(): Promise<{ readonly code: string; readonly metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `import { tinyRun } from './tiny-run.ts'; globalThis.tinyRun = tinyRun;`,
      resolveDir: path.join(packages, 'engine/test'),
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    plugins: [fromSources],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  return { code: outputFiles[0].text, metafile };
}

async function inAnotherProcess(code: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ebb-run-'));
  try {
    const file = path.join(folder, 'run.mjs');
    await writeFile(file, `${code}\nconsole.log(await globalThis.tinyRun());\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [file], { maxBuffer: 1e8, env: {} });
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Plays in a worker of a page, as an app would. */
async function inChromium(code: string): Promise<string> {
  if (!existsSync(browser)) {
    throw new Error(`${browser} is missing: install the Debian package chromium (apt-get install chromium).`);
  }
  const running = await chromium.launch({ executablePath: browser, args: quiet });
  try {
    const page = await running.newPage();
    const say = 'globalThis.tinyRun().then(postMessage, (error) => postMessage(`failed: ${error.stack}`));';
    await page.route(`${site}**`, (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: `${code}\n${say}` })
        : route.fulfill({ contentType: 'text/html', body: '' }),
    );
    await page.goto(site);
    return await page.evaluate<string>(`new Promise((resolve, reject) => {
      const worker = new Worker('/run.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`);
  } finally {
    await running.close();
  }
}

describe('the engine in one file', () => {
  let bundled: Awaited<ReturnType<typeof bundle>>;
  let here: string;

  beforeAll(async () => {
    bundled = await bundle();
    here = await tinyRun();
  }, 60_000);

  test('needs no module of Node and nothing in place of one', () => {
    const { inputs, outputs } = bundled.metafile;
    const used = Object.values(outputs).flatMap(({ inputs: kept }) => Object.keys(kept));
    expect(used.some((file) => file.endsWith('engine/src/simulate.ts'))).toBe(true);
    expect(used.some((file) => file.endsWith('results/src/record.ts'))).toBe(true);
    // seedrandom says itself that it does without this module in browsers; the streams of a run never ask for it.
    expect(used.filter((file) => /\(disabled\)|polyfill|node_modules\/(buffer|process|crypto)/.test(file))).toEqual([
      '(disabled):crypto',
    ]);
    const imports = [...Object.values(inputs), ...Object.values(outputs)].flatMap((each) => each.imports);
    expect(imports.filter((each) => each.external === true && each.path !== '<runtime>')).toEqual([]);
    expect(bundled.code).not.toMatch(/["']node:/);
  });

  test('plays the same in another process of Node', async () => {
    expect(await inAnotherProcess(bundled.code)).toBe(here);
    expect(JSON.parse(here)).toMatchObject({ manifest: { status: 'completed' } });
  }, 60_000);

  test('plays the same in Chromium', async () => {
    expect(await inChromium(bundled.code)).toBe(here);
  }, 60_000);
});
