import { describe, expect, jest, test } from '@jest/globals';
import { ISSUER, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Backing, IssuerAnswer, IssuerBooks, IssuerRequest, Peg, Plugin } from '@ebb/sdk';
import { pegSuite } from './peg-suite.ts';

jest.setTimeout(60_000);

/** Sells and buys its coin at par in USDT. */
class Window implements Peg {
  readonly books: IssuerBooks;

  constructor(books: IssuerBooks) {
    this.books = books;
  }

  mint({ amount, asset }: IssuerRequest): IssuerAnswer {
    return asset === 'USDT' ? this.swap(asset, amount, amount) : { refuse: 'unsupported' };
  }

  redeem({ asset, coins }: IssuerRequest): IssuerAnswer {
    return asset === 'USDT' ? this.swap(asset, -coins, -coins) : { refuse: 'unsupported' };
  }

  /** Takes an asset and gives coins, or, with negative amounts, the other way round. */
  swap(asset: string, amount: number, coins: number): IssuerAnswer {
    const [from, to] = amount > 0 ? ['requester', 'reserve'] : ['reserve', 'requester'];
    const [made, given] = amount > 0 ? ['supply', 'requester'] : ['requester', 'supply'];
    return {
      moves: [
        { asset, amount: Math.abs(amount), from, to },
        { asset: 'COIN', amount: Math.abs(coins), from: made, to: given },
      ],
    };
  }

  backing(): Backing {
    return { assets: this.books.worth(), liquid: 0, liabilities: this.books.circulating() };
  }
}

/** A window of which something is done in another way. */
function windowPeg(change: (own: Window) => Partial<Peg> = () => ({})): Plugin {
  @injectable()
  class Changed extends Window {
    constructor(@inject(ISSUER) books: IssuerBooks) {
      super(books);
      Object.assign(this, change(this));
    }
  }
  return definePlugin({
    ...{ kind: 'peg', name: 'window', version: '1.0.0', params: parameters({}), use: Changed },
    summary: 'Sells and buys its coin at par in USDT.',
  });
}

/** The test of the suite whose name ends so. */
function testOf(peg: Plugin, ending: string): () => Promise<void> {
  const tests = new Map<string, () => Promise<void>>();
  pegSuite(peg, { test: (name, run) => tests.set(name, run) });
  return [...tests].find(([name]) => name.includes(ending))![1];
}

let runs = 0;

describe('the suite of pegs', () => {
  pegSuite(windowPeg());

  test.each<[string, string, (own: Window) => Partial<Peg>, RegExp]>([
    ['never pays', 'pays only', () => ({ redeem: () => ({ wait: true }) }), /no redeem was ever paid/],
    [
      'takes anything',
      'refuses what',
      (own) => ({ mint: ({ amount, asset }) => own.swap(asset, amount, amount) }),
      /unknown asset/,
    ],
    [
      'pays more than par',
      'going round',
      (own) => ({ redeem: ({ asset, coins }) => own.swap(asset, -coins * 1.01, -coins) }),
      /ended with/,
    ],
    [
      'hides half of what it owes',
      'owes what',
      ({ books }) => ({ backing: () => ({ assets: 0, liquid: 0, liabilities: books.circulating() / 2 }) }),
      /it owes .*, coins are worth/,
    ],
    [
      'has less than nothing at hand',
      'tells at every',
      ({ books }) => ({ backing: () => ({ assets: 0, liquid: -1, liabilities: books.circulating() }) }),
      /liquid -1/,
    ],
    [
      'says nothing in numbers',
      'tells at every',
      () => ({ parity: () => NaN }),
      /parity\(\) has to return a finite number, not NaN/,
    ],
    [
      'keeps something between two runs',
      'the same again',
      () => ({ parity: () => 1 + runs++ * 1e-12 }),
      /two runs have the traces/,
    ],
  ])('finds one that %s', async (_, name, change, sentence) => {
    await expect(testOf(windowPeg(change), name)()).rejects.toThrow(sentence);
  });

  test('needs something that declares a test', () => {
    const known = globalThis as { test?: unknown };
    const { test: global } = known;
    delete known.test;
    try {
      expect(() => pegSuite(windowPeg())).toThrow('needs a function that declares a test');
    } finally {
      known.test = global;
    }
  });
});
