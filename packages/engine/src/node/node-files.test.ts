import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { BadInput } from '../scenario/index.ts';
import { nodeFiles } from './node-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebb-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: string | Uint8Array): string {
  writeFileSync(path.join(folder, name), bytes);
  return path.join(folder, name);
}

describe('scenario files on a disk', () => {
  test('are read as UTF-8, a byte order mark left out', async () => {
    expect(await nodeFiles.read(file('a.yaml', 'title: Überfluß'))).toBe('title: Überfluß');
    expect(await nodeFiles.read(file('b.yaml', '\uFEFFtitle: x'))).toBe('title: x');
    expect(await nodeFiles.read(file('c.yaml', ''))).toBe('');
  });

  test.each([
    ['a folder', () => folder, 'is a folder, where a YAML file is expected'],
    ['bytes with a zero', () => file('zero.yaml', Uint8Array.of(97, 0, 98)), 'is not a text in UTF-8'],
    ['bytes of another encoding', () => file('latin.yaml', Uint8Array.of(0xfc, 0x62)), 'is not a text in UTF-8'],
    ['a device', () => '/dev/zero', 'is not a file'],
    ['what no hand has written', () => file('big.yaml', 'a'.repeat(2 ** 24 + 1)), 'is larger than 16 MiB'],
  ])('%s is refused', async (_what, path, sentence) => {
    const name = path();
    const refusal = await nodeFiles.read(name).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadInput);
    expect((refusal as BadInput).message).toContain(`${name}: '${name}' ${sentence}`);
  });

  test('one that is not there is told apart, so that the nearest name can be found', async () => {
    await expect(nodeFiles.read(path.join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await nodeFiles.list(path.join(folder, 'none.yaml'))).toContain('a.yaml');
  });

  test('resolve beside the file that names them', () => {
    expect(nodeFiles.resolve('scenarios/a.yaml', './b.yaml')).toBe(path.join('scenarios', 'b.yaml'));
    expect(nodeFiles.resolve('scenarios/a.yaml', '/x/../b.yaml')).toBe(path.normalize('/b.yaml'));
  });
});
