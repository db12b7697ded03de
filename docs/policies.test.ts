import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';

test('the pages of the policies are what the plugins declare, and each policy has a formula and a source', async () => {
  const printed = await new Promise<string>((resolve) => {
    const script = path.join(import.meta.dirname, 'policies/write.mjs');
    execFile(process.execPath, [script, '--check'], { env: { ...process.env, NODE_OPTIONS: '' } }, (error, out, err) =>
      resolve(error === null || out !== '' ? out : err),
    );
  });
  expect(printed.split('\n').filter((line) => line !== '')).toEqual([]);
});
