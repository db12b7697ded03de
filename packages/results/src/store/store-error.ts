/** What may be wrong with files of results. */
export type StoreErrorCode =
  | 'diskFull'
  | 'notWritable'
  | 'notAFolder'
  /** No folder can be made where one is asked for. */
  | 'noStore'
  | 'notARunFolder'
  | 'missing'
  | 'unreadable'
  | 'badData'
  | 'badQuery'
  | 'tooLarge'
  | 'io';

const codes: Readonly<Record<string, readonly [StoreErrorCode, string]>> = {
  ENOSPC: ['diskFull', 'the disk is full'],
  EDQUOT: ['diskFull', 'the disk quota is used up'],
  EFBIG: ['diskFull', 'the file would be larger than the system allows'],
  EACCES: ['notWritable', 'permission is denied'],
  EPERM: ['notWritable', 'permission is denied'],
  EROFS: ['notWritable', 'the file system is read-only'],
  ENOTDIR: ['notAFolder', 'a part of the path is a file, not a folder'],
  EEXIST: ['notAFolder', 'a file is in the way'],
  ENOENT: ['missing', 'it does not exist'],
};

/** Files of results could not be written or read; the message is a sentence with the path. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: StoreErrorCode,
    readonly path: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Turns what a file operation threw into a StoreError; `doing` is as in `write the results`. Passes a StoreError on. */
export function storeError(thrown: unknown, doing: string, path: string): StoreError {
  if (thrown instanceof StoreError) return thrown;
  const errno = errnoOf(thrown);
  const [code, why] = codes[errno] ?? [errno === '' ? 'badData' : 'io', said(thrown)];
  return new StoreError(code, path, `Cannot ${doing} at ${path}: ${why}.`, thrown);
}

/** The system's name for what went wrong, such as ENOENT; empty when it was not the system. */
export function errnoOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** What was thrown says, without the full stop. An error of another realm is one too, hence no `instanceof`. */
export function said(thrown: unknown): string {
  const message = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
  return String(message).replace(/\.$/, '');
}
