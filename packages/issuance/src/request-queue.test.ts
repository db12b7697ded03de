import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IssuerRig, requestTerms, windowPeg } from '../test/issuer-rig.ts';

const HOUR_US = 3_600_000_000;

describe('a queue of requests', () => {
  test('serves in the order of arrival, and lets nobody past one that has to wait', () => {
    const rig = new IssuerRig({}, windowPeg);
    rig.mint(0, 'USDT', 800);
    rig.mint(1, 'USDT', 100);
    rig.ledger.transfer(rig.issuer.walletOf('reserve'), rig.issuer.walletOf('bank'), 1, 8_500_000, 0);
    const large = rig.redeem(0, 800);
    const small = rig.redeem(1, 10);
    rig.advance(100);
    expect([rig.storyOf(large), rig.storyOf(small)]).toEqual([['queued'], ['queued']]);
    expect(rig.issuer.books.waitingCoins()).toBe(810);
    expect(rig.truths.at(-1)).toMatchObject({ waiting: 810, requests: 2, circulating: 900 });
    rig.ledger.transfer(rig.issuer.walletOf('bank'), rig.issuer.walletOf('reserve'), 1, 8_500_000, 0);
    rig.advance(10);
    expect([rig.storyOf(large), rig.storyOf(small)]).toEqual([
      ['queued', 'paid'],
      ['queued', 'paid'],
    ]);
  });

  test('has its turn after the delay, and pays out later still, from what is set aside', () => {
    const rig = new IssuerRig({ redeem: requestTerms({ delayUs: 60_000_000, payoutUs: 120_000_000 }) }, windowPeg);
    rig.mint(0, 'USDT', 500);
    const id = rig.redeem(0, 500);
    rig.advance(59);
    expect(rig.pot('USDT', 'reserve')).toBe(500);
    rig.advance(1);
    expect(rig.storyOf(id)).toEqual(['queued', 'executed']);
    expect([rig.pot('USDT', 'reserve'), rig.issuer.books.setAside('USDT'), rig.balance(0, 'USDT')]).toEqual([
      0, 500, 500,
    ]);
    rig.advance(119);
    expect(rig.balance(0, 'USDT')).toBe(500);
    rig.advance(1);
    expect([rig.storyOf(id).at(-1), rig.balance(0, 'USDT'), rig.issuer.books.setAside('USDT')]).toEqual([
      'paid',
      1000,
      0,
    ]);
  });

  test('promises nothing twice: what is set aside for one is not there for the next', () => {
    const rig = new IssuerRig({ redeem: requestTerms({ payoutUs: HOUR_US }) }, windowPeg);
    rig.mint(0, 'USDT', 300);
    rig.mint(1, 'USDT', 300);
    rig.ledger.transfer(rig.issuer.walletOf('reserve'), rig.issuer.walletOf('lost'), 1, 3_000_000, 0);
    const [first, second] = [rig.redeem(0, 300), rig.redeem(1, 300)];
    rig.advance(1800);
    expect([rig.storyOf(first).at(-1), rig.storyOf(second).at(-1)]).toEqual(['executed', 'queued']);
    rig.advance(1800);
    expect([rig.balance(0, 'USDT'), rig.balance(1, 'USDT')]).toEqual([1000, 700]);
  });

  test('leaves the window of its cap to others when it refuses a request', () => {
    const rig = new IssuerRig({ mint: requestTerms({ cap: { units: 10, perUs: 60_000_000 } }) }, windowPeg);
    expect(rig.storyOf(rig.mint(0, 'ETH', 10))).toEqual(['queued', 'refused: unsupported']);
    expect(rig.storyOf(rig.mint(1, 'USDT', 10))).toEqual(['queued', 'paid']);
  });

  test('deals with no more than its cap in a window, a large request part by part', () => {
    const rig = new IssuerRig({ mint: requestTerms({ cap: { units: 100, perUs: 60_000_000 } }) }, windowPeg);
    const id = rig.mint(0, 'USDT', 250);
    expect(rig.balance(0, 'COIN')).toBe(100);
    rig.advance(60);
    expect(rig.balance(0, 'COIN')).toBe(200);
    rig.advance(60);
    expect(rig.balance(0, 'COIN')).toBe(250);
    rig.mint(1, 'USDT', 80);
    expect(rig.balance(1, 'COIN')).toBe(50);
    expect(rig.storyOf(id)).toEqual(['queued', 'paid', 'paid', 'paid']);
  });

  test('does not split a request that wants exactly so much', () => {
    const rig = new IssuerRig({ mint: requestTerms({ cap: { units: 100, perUs: 60_000_000 } }) }, (books) => ({
      ...windowPeg(books),
      mint: ({ amount, coins }) => ({
        moves: [
          { asset: 'USDT', amount, from: 'requester', to: 'reserve' },
          { asset: 'COIN', amount: coins, from: 'supply', to: 'requester' },
        ],
      }),
    }));
    rig.mint(0, 'USDT', 60, 30);
    rig.mint(1, 'USDT', 60, 0.0005);
    rig.mint(2, 'USDT', 250, 125);
    expect([rig.balance(0, 'COIN'), rig.balance(1, 'COIN')]).toEqual([30, 0]);
    rig.advance(60);
    expect([rig.balance(1, 'COIN'), rig.balance(2, 'COIN')]).toEqual([0.0005, 0]);
    rig.advance(60);
    expect(rig.balance(2, 'COIN')).toBe(125);
  });

  test('waits for the hours of business', () => {
    const hours = { fromUs: 9 * HOUR_US, toUs: 17 * HOUR_US, days: [1, 2, 3, 4, 5] };
    const rig = new IssuerRig({ mint: requestTerms({ hours }) }, windowPeg);
    rig.mint(0, 'USDT', 10);
    rig.advance(9 * 3600 - 1);
    expect(rig.balance(0, 'COIN')).toBe(0);
    rig.advance(1);
    expect(rig.balance(0, 'COIN')).toBe(10);
  });

  test('asks a mechanism that is not ready again, at every upkeep', () => {
    let ready = false;
    const rig = new IssuerRig({}, (books) => {
      const peg = windowPeg(books);
      return { ...peg, mint: (request) => (ready ? peg.mint(request) : { wait: true }) };
    });
    const id = rig.mint(0, 'USDT', 10);
    rig.advance(60);
    expect(rig.storyOf(id)).toEqual(['queued']);
    ready = true;
    rig.advance(10);
    expect(rig.storyOf(id)).toEqual(['queued', 'paid']);
  });

  test('tells a mechanism that its moves are done only when they are', () => {
    let done = 0;
    const rig = new IssuerRig({}, (books) => {
      const peg = windowPeg(books);
      return { ...peg, redeem: (request) => ({ ...peg.redeem(request), done: () => void done++ }) };
    });
    rig.mint(0, 'USDT', 10);
    rig.ledger.transfer(rig.issuer.walletOf('reserve'), rig.issuer.walletOf('bank'), 1, 50_000, 0);
    rig.redeem(0, 10);
    rig.advance(50);
    expect(done).toBe(0);
    rig.ledger.transfer(rig.issuer.walletOf('bank'), rig.issuer.walletOf('reserve'), 1, 50_000, 0);
    rig.advance(10);
    expect(done).toBe(1);
  });

  test('keeps every unit in somebody’s hands, whatever is asked under whatever terms', () => {
    const request = fc.record({
      account: fc.nat(2),
      kind: fc.constantFrom('mint', 'redeem'),
      asset: fc.constantFrom('USDT', 'ETH'),
      units: fc.integer({ min: 1, max: 6_000_000 }).map((atoms) => atoms / 10_000),
      pause: fc.nat(90),
    });
    const terms = fc.record({
      fee: fc.constantFrom(0, 0.001, 0.0333),
      delayUs: fc.constantFrom(0, 45_000_000),
      payoutUs: fc.constantFrom(0, 77_000_000),
      cap: fc.constantFrom(null, { units: 77.7777, perUs: 30_000_000 }),
      hours: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), terms, terms, (requests, mint, redeem) => {
        const rig = new IssuerRig({ mint, redeem }, windowPeg, 20);
        const usdt = (): number =>
          [0, 1, 2].reduce((sum, account) => sum + rig.balance(account, 'USDT'), 0) + rig.pot('USDT', 'reserve');
        for (const { account, asset, kind, pause, units } of requests) {
          if (kind === 'mint') rig.mint(account, asset, units);
          else rig.redeem(account, units, asset);
          rig.advance(pause);
          const { books } = rig.issuer;
          expect(books.circulating()).toBeCloseTo(rig.ledger.supply(0) / 10_000 - books.owned('COIN'), 9);
          expect(rig.pot('USDT', 'reserve')).toBeGreaterThanOrEqual(0);
        }
        rig.advance(10 * 3600);
        expect(rig.issuer.books.waitingCoins()).toBe(0);
        expect(usdt()).toBeCloseTo(3020, 9);
        const held = [0, 1, 2].reduce((sum, account) => sum + rig.balance(account, 'COIN'), 0);
        expect(held).toBeCloseTo(rig.issuer.books.circulating(), 9);
        expect(rig.pot('USDT', 'reserve') - 20).toBeGreaterThanOrEqual(held - 1e-9);
        expect([0, 1, 2].map((account) => rig.balance(account, 'ETH'))).toEqual([10, 10, 10]);
      }),
      { numRuns: 60 },
    );
  });
});
