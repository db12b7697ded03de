import { describe, expect, test } from '@jest/globals';
import { IssuerRig, requestTerms, windowPeg } from '../test/issuer-rig.ts';
import type { Peg } from './contracts/peg.ts';

describe('an issuer', () => {
  test('makes coins for what is paid and unmakes them for what it pays', () => {
    const rig = new IssuerRig({}, windowPeg);
    const minted = rig.mint(0, 'USDT', 400);
    expect([rig.balance(0, 'COIN'), rig.balance(0, 'USDT'), rig.pot('USDT', 'reserve')]).toEqual([400, 600, 400]);
    const redeemed = rig.redeem(0, 150);
    expect([rig.balance(0, 'COIN'), rig.balance(0, 'USDT'), rig.pot('USDT', 'reserve')]).toEqual([250, 750, 250]);
    expect(rig.storyOf(minted)).toEqual(['queued', 'paid']);
    expect(rig.heard.at(-1)).toMatchObject({
      request: redeemed,
      kind: 'redeem',
      coins: -150,
      asset: 'USDT',
      amount: 150,
    });
    expect(rig.issuer.books.circulating()).toBe(250);
    expect(rig.ledger.supply(0)).toBe(2_500_000);
  });

  test('gives everything back of what its mechanism refuses', () => {
    const rig = new IssuerRig({}, windowPeg);
    expect(rig.storyOf(rig.mint(0, 'ETH', 3))).toEqual(['queued', 'refused: unsupported']);
    expect(rig.balance(0, 'ETH')).toBe(10);
  });

  test('refuses at the door what it will not look at', () => {
    const rig = new IssuerRig({ whitelisted: (account) => account < 2, cooldownUs: 60_000_000, queue: 1 }, windowPeg);
    expect(rig.storyOf(rig.mint(2, 'USDT', 5))).toEqual(['refused: notWhitelisted']);
    expect(rig.storyOf(rig.mint(0, 'USDT', 1001))).toEqual(['refused: insufficientBalance']);
    expect(rig.storyOf(rig.mint(0, 'USDT', 500))).toEqual(['queued', 'paid']);
    expect(rig.storyOf(rig.mint(0, 'USDT', 5))).toEqual(['refused: cooldown']);
    rig.advance(60);
    expect(rig.storyOf(rig.mint(0, 'USDT', 5))).toEqual(['queued', 'paid']);
    rig.isDown = true;
    expect(rig.storyOf(rig.mint(1, 'USDT', 5))).toEqual(['refused: venueDown']);
    expect([rig.balance(0, 'USDT'), rig.balance(1, 'USDT'), rig.balance(2, 'USDT')]).toEqual([495, 1000, 1000]);
  });

  test('takes no more requests than its queue holds', () => {
    const rig = new IssuerRig({ queue: 2, mint: requestTerms({ delayUs: 3_600_000_000 }) }, windowPeg);
    rig.mint(0, 'USDT', 1);
    rig.mint(1, 'USDT', 1);
    expect(rig.storyOf(rig.mint(2, 'USDT', 1))).toEqual(['refused: queueFull']);
  });

  test('keeps the fee of a mint, and unmakes that of a redemption', () => {
    const terms = requestTerms({ fee: 0.01 });
    const rig = new IssuerRig({ mint: terms, redeem: terms }, windowPeg);
    rig.mint(0, 'USDT', 1000);
    expect([rig.balance(0, 'COIN'), rig.pot('USDT', 'reserve')]).toEqual([990, 1000]);
    rig.redeem(0, 100);
    expect([rig.balance(0, 'COIN'), rig.balance(0, 'USDT'), rig.pot('USDT', 'reserve')]).toEqual([890, 99, 901]);
    expect(rig.issuer.books.circulating()).toBe(890);
  });

  test('lets a mechanism act for an account, and changes nothing when the account cannot pay', () => {
    let done = 0;
    const rig = new IssuerRig({}, (books) => ({
      ...windowPeg(books),
      actions: ['give'],
      act: ({ a }) =>
        a > 0
          ? { moves: [{ asset: 'USDT', amount: a, from: 'requester', to: 'reserve' }], done: () => void done++ }
          : { refuse: 'tooSmall' },
    }));
    expect(rig.storyOf(rig.act(0, 300))).toEqual(['paid']);
    expect(rig.storyOf(rig.act(0, 701))).toEqual(['refused: insufficientBalance']);
    expect(rig.storyOf(rig.act(0, 0))).toEqual(['refused: tooSmall']);
    expect(rig.storyOf(rig.act(0, 1, true))).toEqual(['refused: overloaded']);
    expect([rig.balance(0, 'USDT'), rig.pot('USDT', 'reserve'), done]).toEqual([700, 300, 1]);
  });

  test('looks after its mechanism at the start and once an interval, and publishes what backs the coin', () => {
    const seen: number[] = [];
    const rig = new IssuerRig(
      { upkeepUs: 60_000_000 },
      (books, { kernel }) => ({
        ...windowPeg(books),
        upkeep: () => (seen.push(kernel.calendar.nowUs % 3_600_000_000), []),
      }),
      500,
    );
    rig.mint(0, 'USDT', 250);
    rig.advance(120);
    expect(seen).toEqual([0, 60_000_000, 120_000_000]);
    expect(rig.truths.map(({ assets, liabilities, liquid }) => [assets, liabilities, liquid])).toEqual([
      [500, 0, 500],
      [750, 250, 750],
      [750, 250, 750],
    ]);
  });

  test('stops the run when upkeep moves what is not there, or a backing is no number', () => {
    const broken: Partial<Peg>[] = [
      { upkeep: () => [{ asset: 'USDT', amount: 1, from: 'reserve', to: 'fund' }] },
      { backing: () => ({ assets: NaN, liquid: 0, liabilities: 0 }) },
    ];
    for (const part of broken) {
      expect(() => new IssuerRig({}, (books) => ({ ...windowPeg(books), ...part }))).toThrow(
        /moves what is not there|says its assets are NaN/,
      );
    }
  });
});
