import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { transformFile } from '@swc/core';
import { chromium, type Route } from 'playwright-core';
import { digestOfFunctions } from '../test/digest-of-functions.ts';

/** Changes only when a function changes bits on purpose. */
const golden = 'd08f4ea556c31bac';

const browser = '/usr/bin/chromium';
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** An address that never leaves the browser: each request to it is answered from the package's own files. */
const site = 'http://exact.invalid/';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Answers with a module of the package, its types taken out, or with a blank page. */
async function answer(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (!pathname.endsWith('.ts')) return route.fulfill({ contentType: 'text/html', body: '' });
  const module = await transformFile(path.join(folder, pathname), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return route.fulfill({ contentType: 'text/javascript', body: module.code });
}

/** Runs the digest in a blank page of Debian's Chromium. */
async function digestInChromium(): Promise<string> {
  if (!existsSync(browser)) {
    throw new Error(`${browser} is missing: install the Debian package chromium (apt-get install chromium).`);
  }
  const running = await chromium.launch({ executablePath: browser, args: quiet });
  try {
    const page = await running.newPage();
    await page.route(`${site}**`, answer);
    await page.goto(site);
    return await page.evaluate<string>(`import('/test/digest-of-functions.ts').then((m) => m.digestOfFunctions())`);
  } finally {
    await running.close();
  }
}

describe('a million values of the elementary functions', () => {
  test('have the expected bits in Node', () => {
    expect(digestOfFunctions()).toBe(golden);
  }, 20_000);

  test('have the same bits in Chromium', async () => {
    expect(await digestInChromium()).toBe(golden);
  }, 60_000);
});
