import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fileProblem } from '@ebb/engine/node';
import { extract } from 'tar-stream';
import type { Extract, Header } from 'tar-stream';

/** How much an archive may hold; what is more is not unpacked. */
export interface TgzLimits {
  readonly files: number;
  /** Of all files together, unpacked. */
  readonly bytes: number;
}

const LIMITS: TgzLimits = { files: 20_000, bytes: 8 * 2 ** 30 };

/**
 * Unpacks a gzipped tar archive of plain files into an empty folder, and gives their paths. Throws BadInput, with what it came
 * to left in the folder, for what is no such archive, is cut short, is larger than the limits, or names a file outside
 * the folder, a link or a device.
 */
export async function readTgz(file: string, folder: string, limits: TgzLimits = LIMITS): Promise<readonly string[]> {
  await refuseOther(file);
  const archive = extract();
  const paths = new Map<string, string>();
  const ending = new AbortController();
  const unpack = async (): Promise<void> => {
    for await (const entry of archive) {
      const name = safeName(file, entry.header);
      if (name === undefined) {
        entry.resume();
        continue;
      }
      const known = paths.get(name.toLowerCase());
      if (known !== undefined) throw bad(file, 'files of different names', `two files are called '${known}'`);
      paths.set(name.toLowerCase(), name);
      if (paths.size > limits.files) {
        throw bad(file, `at most ${limits.files} files`, 'it holds more files than a bundle does');
      }
      await write(entry, path.join(folder, name), ending.signal);
    }
  };
  const input = pipeline(createReadStream(file), createGunzip(), limited(file, limits.bytes), archive);
  // What reads entries does not hear of every end of the archive, and would wait for ever.
  const ended = input.catch((error: unknown) => {
    ending.abort(error);
    throw error;
  });
  const unpacked = unpack();
  unpacked.catch(() => archive.destroy());
  try {
    await Promise.race([unpacked, ended.then(() => unpacked)]);
  } catch (thrown) {
    const error = thrown instanceof Error && thrown.name === 'AbortError' ? thrown.cause : thrown;
    throw isOwn(error) ? error : explained(file, error);
  }
  return [...paths.values()].sort();
}

/** A file in an archive. */
type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

async function write(entry: Entry, target: string, signal: AbortSignal): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await pipeline(entry, createWriteStream(target, { flags: 'wx', mode: 0o644 }), { signal });
}

/** The name of a file in an archive; undefined for a folder. Throws BadInput for what has no place in a bundle. */
function safeName(file: string, { name, type }: Header): string | undefined {
  if (type !== 'file' && type !== 'directory') {
    throw bad(file, 'plain files', `'${name}' is a ${type}, and a bundle has only plain files`);
  }
  if (type === 'directory') return undefined;
  const plain = name.replace(/^(\.\/)+/, '');
  const parts = plain.split('/');
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0-\x1f]/.test(part));
  if (!isSafe) throw bad(file, 'paths inside of the bundle', `'${name}' leads out of the bundle`);
  return plain;
}

async function refuseOther(file: string): Promise<void> {
  const about = await stat(file).catch(() => undefined);
  if (about === undefined) throw bad(file, 'a bundle', `there is no file '${file}'`);
  if (!about.isFile()) throw bad(file, 'a bundle', `'${file}' is not a file`);
  if (about.size === 0) throw bad(file, 'a bundle', 'the file is empty');
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (buffer[0] !== 0x1f || buffer[1] !== 0x8b) throw bad(file, 'a gzipped archive', 'this is not a .tgz file');
  } finally {
    await handle.close();
  }
}

/** Ends an archive that grows beyond a limit when it is unpacked. */
function limited(file: string, most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length;
      if (bytes > most)
        done(bad(file, `at most ${most} bytes`, 'it holds more than a bundle does when it is unpacked'));
      else done(null, chunk);
    },
  });
}

function explained(file: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR' || /Unexpected end of data|unexpected end of file/.test(message)) {
    return bad(file, 'a whole file', 'the file is cut short');
  }
  if (code?.startsWith('Z_') === true) return bad(file, 'a gzipped archive', 'the file is damaged');
  if (/tar header|Invalid tar|format/i.test(message)) {
    return bad(file, 'a gzipped archive', 'what is in it is not a tar archive');
  }
  return error;
}

function isOwn(error: unknown): boolean {
  return error instanceof Error && error.name === 'BadInput';
}

function bad(file: string, expected: string, sentence: string): Error {
  return fileProblem(file, { expected, found: 'another', sentence });
}
