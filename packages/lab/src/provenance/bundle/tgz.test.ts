import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';
import { readTgz } from './read-tgz.ts';
import { writeTgz } from './write-tgz.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ebb-tgz-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = path.join(root, 'x.tgz');
let count = 0;
let target: string;
beforeEach(() => {
  target = path.join(root, `unpacked-${count++}`);
  mkdirSync(target);
});

/** A tar archive of any entries, good or bad. */
async function tarOf(entries: readonly (Partial<Header> & Pick<Header, 'name'>)[], text = 'text'): Promise<Buffer> {
  const archive = pack();
  for (const entry of entries) {
    if (entry.type === undefined || entry.type === 'file') archive.entry(entry, text);
    else archive.entry(entry);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('a written archive', () => {
  const files = [
    { path: 'b/c.txt', content: Buffer.from('c') },
    { path: 'a.txt', content: Buffer.from('') },
  ];

  test('has the same bytes for the same files in any order, and nothing of time or user', async () => {
    await writeTgz(file, files);
    const bytes = readFileSync(file);
    await writeTgz(file, [...files].reverse());
    expect(readFileSync(file).equals(bytes)).toBe(true);
    // RFC 1952: bytes 4 to 7 are the time, byte 9 is the system, 255 for unknown.
    expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
    expect(gunzipSync(bytes).subarray(0, 512).toString('latin1')).toContain('a.txt');
    expect(readdirSync(root).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('is read again, with files from the disk and names of any length', async () => {
    const long = `${'deep/'.repeat(60)}end.txt`;
    const own = path.join(root, 'own.bin');
    writeFileSync(own, Buffer.alloc(200_000, 7));
    await writeTgz(file, [...files, { path: long, content: { file: own } }]);
    expect(await readTgz(file, target)).toEqual(['a.txt', 'b/c.txt', long]);
    expect(readFileSync(path.join(target, 'b/c.txt'), 'utf8')).toBe('c');
    expect(statSync(path.join(target, long)).size).toBe(200_000);
  });

  test('leaves what was there when it cannot be made', async () => {
    writeFileSync(file, 'before');
    await expect(writeTgz(file, [{ path: 'a', content: { file: path.join(root, 'none') } }])).rejects.toThrow('ENOENT');
    expect(readFileSync(file, 'utf8')).toBe('before');
  });
});

describe('what is no archive of plain files', () => {
  const refusals: readonly (readonly [what: string, bytes: () => Promise<Buffer> | Buffer, sentence: string])[] = [
    ['an empty file', () => Buffer.alloc(0), 'the file is empty'],
    ['a text', () => Buffer.from('hello'), 'this is not a .tgz file'],
    ['one byte', () => Buffer.from([0x1f]), 'this is not a .tgz file'],
    ['a gzipped text', () => gzipSync('x'.repeat(2000)), 'what is in it is not a tar archive'],
    ['a damaged archive', () => damaged(), 'the file is damaged'],
    ['an archive cut short', async () => (await good()).subarray(0, 300), 'the file is cut short'],
    ['a tar cut short inside', async () => gzipSync((await big()).subarray(0, 5000)), 'the file is cut short'],
    ['a path upwards', () => tgzOf({ name: '../out.txt' }), "'../out.txt' leads out of the bundle"],
    ['a path upwards within', () => tgzOf({ name: 'a/../../out.txt' }), "'a/../../out.txt' leads out of the bundle"],
    ['an absolute path', () => tgzOf({ name: '/etc/out.txt' }), "'/etc/out.txt' leads out of the bundle"],
    ['a path of Windows', () => tgzOf({ name: 'c:\\out.txt' }), 'leads out of the bundle'],
    ['a link', () => tgzOf({ name: 'a', type: 'symlink', linkname: '/etc/passwd' }), "'a' is a symlink"],
    ['a hard link', () => tgzOf({ name: 'a', type: 'link', linkname: '/etc/passwd' }), "'a' is a link"],
    ['a device', () => tgzOf({ name: 'a', type: 'character-device' }), "'a' is a character-device"],
    ['two files of a name', () => tgzOf({ name: 'a' }, { name: './A' }), "two files are called 'a'"],
    ['very many files', () => tgzOf(...Array.from({ length: 11 }, (_, i) => ({ name: `${i}` }))), 'more files than a'],
    ['a very large file', () => gzipSync(Buffer.alloc(200_000)), 'it holds more than a bundle does'],
  ];

  test.each(refusals)('as %s is refused with a sentence', async (_, bytes, sentence) => {
    writeFileSync(file, await bytes());
    const reading = readTgz(file, target, { files: 10, bytes: 100_000 });
    await expect(reading).rejects.toMatchObject({ name: 'BadInput', message: expect.stringContaining(sentence) });
    expect(readdirSync(root)).not.toContain('out.txt');
  });

  test('as a folder, or nothing, is refused too', async () => {
    await expect(readTgz(root, target)).rejects.toThrow('is not a file');
    await expect(readTgz(path.join(root, 'none.tgz'), target)).rejects.toThrow('there is no file');
  });

  test('may have folders and a dot in front of its names, as tar writes them', async () => {
    writeFileSync(file, await tgzOf({ name: './', type: 'directory' }, { name: './a/b.txt' }));
    expect(await readTgz(file, target)).toEqual(['a/b.txt']);
  });
});

async function tgzOf(...entries: readonly (Partial<Header> & Pick<Header, 'name'>)[]): Promise<Buffer> {
  return gzipSync(await tarOf(entries));
}

/** An archive whose bytes do not shrink, so that a part of it is surely missing. */
function big(): Promise<Buffer> {
  return tarOf([{ name: 'a.txt' }], noise(20_000));
}

async function good(): Promise<Buffer> {
  return gzipSync(await big());
}

async function damaged(): Promise<Buffer> {
  const bytes = Buffer.from(await good());
  bytes.fill(0xff, 100, 140);
  return bytes;
}

function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
}
