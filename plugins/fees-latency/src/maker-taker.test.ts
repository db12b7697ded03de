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

  test('refuses fractions of a part per million', () => {
    expect(() => make({ taker: '0.005 bp' })).toThrow(
      'the taker fee is a whole number of parts per million (0.01 bp), not 5e-7',
    );
    expect(() => make({ spot: { maker: 1 / 3_000, taker: 0.001 } })).toThrow('the maker fee is a whole number');
  });

  test('refuses a rebate above what the other side pays', () => {
    expect(() => make({ maker: '-6 bp' })).toThrow('expected a maker fee of at least -0.0005, found -0.0006');
  });

  test('takes every whole part per million as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (ppm) => {
        expect(fees(make({ maker: ppm / 1_000_000, taker: `${ppm / 100} bp` }), perp)).toEqual([ppm, ppm]);
      }),
    );
  });
});
