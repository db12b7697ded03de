#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/index.js', import.meta.url);
if (!existsSync(fileURLToPath(main))) {
  console.error('ebb: the build is missing; run `npm run build` in the folder of the repository first.');
  process.exit(2);
}
const { main: run } = await import(main.href);
await run(process.argv);
