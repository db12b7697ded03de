import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import type { PackedFile } from './packed-file.ts';

/** The place of the operating system in the head of a gzip file, and what says that it is unknown (RFC 1952, 2.3.1). */
const SYSTEM_AT = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * Writes files as a gzipped tar archive, in the order of their paths, without times, owners or rights. The same files give
 * the same bytes under the same version of Node. What is at the target is replaced when the archive is whole.
 */
export async function writeTgz(target: string, files: readonly PackedFile[]): Promise<void> {
  const work = `${target}.${process.pid}.part`;
  const archive = pack();
  try {
    const written = pipeline(archive, createGzip({ level: 9 }), withoutSystem(), createWriteStream(work));
    const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
    await Promise.all([written, fill(archive, ordered)]);
    await rename(work, target);
  } finally {
    await rm(work, { force: true });
  }
}

async function fill(archive: Pack, files: readonly PackedFile[]): Promise<void> {
  try {
    for (const { path, content } of files) {
      const size = Buffer.isBuffer(content) ? content.length : (await stat(content.file)).size;
      const entry = archive.entry({ name: path, size, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0, type: 'file' });
      if (Buffer.isBuffer(content)) entry.end(content);
      else await pipeline(createReadStream(content.file), entry);
    }
    archive.finalize();
  } catch (error) {
    archive.destroy(error as Error);
    throw error;
  }
}

/** Takes the name of the operating system out of the head of a gzip file. */
function withoutSystem(): Transform {
  let at = 0;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      const place = SYSTEM_AT - at;
      if (place >= 0 && place < chunk.length) chunk[place] = UNKNOWN_SYSTEM;
      at += chunk.length;
      done(null, chunk);
    },
  });
}
