import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A file on its way into a bundle: its bytes, or where they lie. */
export interface PackedFile {
  /** In the bundle, with slashes. */
  readonly path: string;
  readonly content: Buffer | { readonly file: string };
}

/** The size and the SHA-256 of a file, or of what a file will be. */
export async function sealOf(
  content: PackedFile['content'],
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  if (Buffer.isBuffer(content)) return { bytes: content.length, sha256: hash.update(content).digest('hex') };
  for await (const chunk of createReadStream(content.file)) hash.update(chunk as Buffer);
  return { bytes: (await stat(content.file)).size, sha256: hash.digest('hex') };
}
