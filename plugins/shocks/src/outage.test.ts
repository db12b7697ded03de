import { describe, expect, test } from '@jest/globals';
import plugin, { OutageShock, params } from './outage.ts';

const effects = (raw: object) => new OutageShock(params.parse(raw)).effects();

describe('outage', () => {
  test('is a shock', () => {
    expect(plugin).toMatchObject({ kind: 'shock', name: 'outage', use: OutageShock });
  });

  test('takes a venue down and opens it again', () => {
    expect(effects({ venue: 'alpha', lasts: '33 min' })).toEqual([
      { afterMs: 0, effect: { kind: 'venue', venue: 'alpha', state: 'down' } },
      { afterMs: 33 * 60_000, effect: { kind: 'venue', venue: 'alpha', state: 'open' } },
    ]);
  });

  test('may leave cancels alone', () => {
    expect(effects({ venue: 'alpha', lasts: '1 s', state: 'cancelOnly' })[0].effect).toEqual({
      kind: 'venue',
      venue: 'alpha',
      state: 'cancelOnly',
    });
  });

  test('refuses an outage of no length', () => {
    expect(params.safeParse({ venue: 'alpha', lasts: 0 }).error?.issues[0]?.message).toBe(
      'expected a duration of at least 1 ms, found 0',
    );
  });
});
