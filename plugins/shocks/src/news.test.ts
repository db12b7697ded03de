import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import plugin, { NewsShock, params } from './news.ts';

const effects = (raw: object) => new NewsShock(params.parse(raw)).effects();

describe('news', () => {
  test('is a shock', () => {
    expect(plugin).toMatchObject({ kind: 'shock', name: 'news', use: NewsShock });
  });

  test('is a headline and a fall spread over time', () => {
    expect(effects({ assets: ['BTC', 'ETH'], drop: '8%', over: '10 min', tone: -0.7 })).toEqual([
      { afterMs: 0, effect: { kind: 'news', tone: -0.7 } },
      { afterMs: 0, effect: { kind: 'value', asset: 'BTC', factor: 0.92, overMs: 600_000 } },
      { afterMs: 0, effect: { kind: 'value', asset: 'ETH', factor: 0.92, overMs: 600_000 } },
    ]);
  });

  test('may rise, at once', () => {
    expect(effects({ assets: ['BTC'], drop: '-5%', tone: 1 })).toEqual([
      { afterMs: 0, effect: { kind: 'news', tone: 1 } },
      { afterMs: 0, effect: { kind: 'value', asset: 'BTC', factor: 1.05 } },
    ]);
  });

  test('may be a headline alone', () => {
    expect(effects({ assets: ['BTC'], drop: 0 })).toEqual([{ afterMs: 0, effect: { kind: 'news', tone: -1 } }]);
  });

  test('refuses no asset, one asset twice, and a fall of all there is', () => {
    expect(() => effects({ assets: [], drop: '1%' })).toThrow();
    expect(params.safeParse({ assets: ['BTC', 'ETH', 'BTC'], drop: '1%' }).error?.issues).toMatchObject([
      { path: ['assets', 2], message: 'each asset once, as its value would move twice' },
    ]);
    const drawn = { assets: ['BTC', 'BTC'], drop: 0.1, over: 0, tone: 0 };
    expect(() => new NewsShock(drawn)).toThrow('news name BTC twice');
    expect(params.safeParse({ assets: ['BTC'], drop: 1 }).error?.issues[0]?.message).toBe(
      'expected a fraction from -9 to 0.999, found 1',
    );
  });

  test('always leaves a value above 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 0.999, noNaN: true }), (drop) => {
        for (const { effect } of effects({ assets: ['BTC'], drop })) {
          if (effect.kind === 'value') expect(effect.factor).toBeGreaterThan(0);
        }
      }),
    );
  });
});
