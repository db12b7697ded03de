import { describe, expect, test } from '@jest/globals';
import { storeError } from './store-error.ts';

describe('an error of the store', () => {
  test.each([
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['EACCES', 'notWritable'],
    ['EROFS', 'notWritable'],
    ['ENOTDIR', 'notAFolder'],
    ['ENOENT', 'missing'],
    ['EMFILE', 'io'],
  ])('says %s as %s', (errno, code) => {
    const thrown = Object.assign(new Error(`${errno}: what the system says`), { code: errno });
    const error = storeError(thrown, 'write results', '/runs/a');
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^Cannot write results at \/runs\/a: [^.]+\.$/);
    expect(error.cause).toBe(thrown);
  });

  test('keeps what is one already, and tells data from disks', () => {
    const error = storeError(new RangeError('1.5 cannot be converted'), 'write', '/a');
    expect([error.code, error.message]).toEqual(['badData', 'Cannot write at /a: 1.5 cannot be converted.']);
    expect(storeError(error, 'read', '/b')).toBe(error);
  });
});
