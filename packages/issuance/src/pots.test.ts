import { describe, expect, test } from '@jest/globals';
import { IssuerRig, windowPeg } from '../test/issuer-rig.ts';
import type { Move } from './contracts/peg.ts';

/** A rig whose upkeep does the moves of a list, one entry a time. */
function playing(turns: readonly (readonly Move[])[], alpha = 0, marginNeeded = 0): IssuerRig {
  let turn = -1;
  const make = (): IssuerRig =>
    new IssuerRig({}, (books, rig) => {
      rig.fundAlpha(alpha);
      rig.marginNeeded = marginNeeded;
      return { ...windowPeg(books), upkeep: () => turns[++turn] ?? [] };
    });
  return make();
}

const usdt = (amount: number, from: string, to: string | number): Move => ({
  asset: 'USDT',
  amount,
  from,
  to,
});

describe('the pots of an issuer', () => {
  test('are opened when first named, and a venue’s wallet is a pot, too', () => {
    const rig = playing([[usdt(70, '@alpha', 'custody'), usdt(20, 'custody', 'fund')], [usdt(5, 'fund', 2)]], 100);
    rig.advance(10);
    expect([rig.pot('USDT', '@alpha'), rig.pot('USDT', 'custody'), rig.pot('USDT', 'fund')]).toEqual([30, 50, 15]);
    expect(rig.balance(2, 'USDT')).toBe(1005);
  });

  test('do not give what the positions on a venue need', () => {
    expect(playing([[usdt(60, '@alpha', 'custody')]], 100, 40).pot('USDT', 'custody')).toBe(60);
    expect(() => playing([[usdt(60.0001, '@alpha', 'custody')]], 100, 40)).toThrow(/moves what is not there/);
  });

  test('leave dust with the issuer: what it pays is rounded down, what it is paid up', () => {
    const rig = new IssuerRig({}, (books) => ({
      ...windowPeg(books),
      actions: ['swap'],
      act: () => ({ moves: [usdt(1.00001, 'requester', 'reserve'), usdt(0.50009, 'reserve', 'requester')] }),
    }));
    rig.act(0);
    expect(rig.pot('USDT', 'reserve')).toBeCloseTo(1.0001 - 0.5, 9);
  });

  test.each<[string, Move, RegExp]>([
    [
      'an asset that there is not',
      { asset: 'GOLD', amount: 1, from: 'reserve', to: 'x' },
      /moves 'GOLD', which is no asset/,
    ],
    ['less than nothing', usdt(-1, 'reserve', 'x'), /moves -1 USDT/],
    ['no number', usdt(NaN, 'reserve', 'x'), /moves NaN USDT/],
    ['what others make', usdt(1, 'supply', 'reserve'), /can neither make nor unmake USDT/],
    ['what nobody asked for', usdt(1, 'requester', 'reserve'), /names a requester where there is none/],
    ['what the house keeps', usdt(1, 'escrow', 'reserve'), /no pot of its own called 'escrow'/],
    [
      'a misspelt requester',
      usdt(0, 'reserve', 'requestor'),
      /names 'requestor', which is neither 'requester' nor 'supply'/,
    ],
    ['an account without a wallet', usdt(0, 'reserve', 7), /account 7 has no wallet at a counter of COIN/],
    ['a venue without a wallet', usdt(1, '@beta', 'reserve'), /has no wallet on 'beta'/],
  ])('know no move of %s', (_, move, sentence) => {
    expect(() => playing([[move]])).toThrow(sentence);
  });
});
