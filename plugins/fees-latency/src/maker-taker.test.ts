import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Instrument } from '@ebb/sdk';
import plugin, { MakerTaker, params } from './maker-taker.ts';

const perp = { kind: 'perp', symbol: 'BTC/USDT:USDT' } as Instrument;
const spot = { kind: 'spot', symbol: 'BTC/USDT' } as Instrument;
const make = (raw: object = {}): MakerTaker => new MakerTaker(params.parse(raw));
const fees = (policy: MakerTaker, instrument: Instrument): number[] => [
  policy.makerPpm(1, instrument),
  policy.takerPpm(1, instrument),
];

describe('maker-taker', () => {
  test("asks 0.02 % and 0.05 % unless told otherwise: a regular user in Binance's 'Futures Fee Structure' (360033544231)", () => {
    expect(plugin).toMatchObject({ policy: 'fees', name: 'maker-taker', use: MakerTaker });
    expect(fees(make(), perp)).toEqual([200, 500]);
    expect(fees(make(), spot)).toEqual([200, 500]);
  });

  test('may ask other fees on spot markets, and pay rebates', () => {
    const policy = make({ maker: '-0.5 bp', taker: '3.25 bp', spot: { maker: '10 bp', taker: '0.1%' } });
    expect(fees(policy, perp)).toEqual([-50, 325]);
    expect(fees(policy, spot)).toEqual([1_000, 1_000]);
  });

  test.each([
    [{ taker: '0.005 bp' }, 'taker: a fee in whole parts per million (0.01 bp)'],
    [{ spot: { maker: 1 / 3_000, taker: 0.001 } }, 'spot.maker: a fee in whole parts per million (0.01 bp)'],
    [{ maker: '-6 bp' }, "maker: a rebate of at most the taker's fee, 0.0005"],
  ])('refuses %j', (raw, sentence) => {
    const issues = params.safeParse(raw).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(issues).toEqual([sentence]);
  });

  test('checks fees that were drawn, too', () => {
    expect(params.safeParse({ taker: { uniform: ['1 bp', '5 bp'] } }).success).toBe(true);
    expect(() => new MakerTaker({ maker: -0.0006, taker: 0.0005 })).toThrow(
      "maker fee: expected a rebate of at most the taker's fee, 0.0005, found -0.0006",
    );
  });

  test('takes every whole part per million as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (ppm) => {
        expect(fees(make({ maker: ppm / 1_000_000, taker: `${ppm / 100} bp` }), perp)).toEqual([ppm, ppm]);
      }),
    );
  });
});
