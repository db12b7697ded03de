import { NO_WALLET } from '@ebb/clearing';
import { Kernel, Phase } from '@ebb/kernel';
import { Ledger, defineAssets } from '@ebb/ledger';
import { Issuer, issuance, requestKinds } from '../src/index.ts';
import type { BackingFact, Issuance, IssuerBooks, IssuerReport, IssuerTerms, Peg, RequestTerms } from '../src/index.ts';
import { backing, issuerReport } from '../src/index.ts';

/** Monday 9 March 2020, 00:00 UTC. */
export const START_US = Date.UTC(2020, 2, 9) * 1000;
const SECOND_US = 1_000_000;
const ISSUER = 9;

const FREE: RequestTerms = { fee: 0, delayUs: 0, payoutUs: 0, cap: null, hours: null };

/** Terms in which nothing stands in the way, but for what a test says. */
export function termsOf(terms: Partial<IssuerTerms> = {}): IssuerTerms {
  return {
    ...{ whitelisted: null, mint: FREE, redeem: FREE, cooldownUs: 0, queue: 100, upkeepUs: 10 * SECOND_US },
    report: { everyUs: 0, delayUs: 0, hidden: false },
    ...terms,
  };
}

/** Terms of requests of one kind, in seconds. */
export function requestTerms(terms: Partial<RequestTerms>): RequestTerms {
  return { ...FREE, ...terms };
}

/** A peg that pays one for one from its reserve and takes USDT alone. */
export function windowPeg(books: IssuerBooks): Peg {
  return {
    mint: ({ amount, asset }) =>
      asset === 'USDT'
        ? {
            moves: [
              { asset: 'USDT', amount, from: 'requester', to: 'reserve' },
              { asset: 'COIN', amount, from: 'supply', to: 'requester' },
            ],
          }
        : { refuse: 'unsupported' },
    redeem: ({ asset, coins }) =>
      asset === 'USDT'
        ? {
            moves: [
              { asset: 'COIN', amount: coins, from: 'requester', to: 'supply' },
              { asset: 'USDT', amount: coins, from: 'reserve', to: 'requester' },
            ],
          }
        : { refuse: 'unsupported' },
    backing: () => ({
      assets: books.worth(),
      liquid: books.balance('USDT', 'reserve'),
      liabilities: books.circulating(),
    }),
  };
}

/** An issuer of COIN on one venue, three customers with 1,000 USDT and 10 ETH each, and what everybody heard. */
export class IssuerRig {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly issuer: Issuer;
  readonly heard: Issuance[] = [];
  readonly truths: BackingFact[] = [];
  readonly reports: IssuerReport[] = [];
  /** Units of USDT in the issuer's wallet on the venue alpha that its positions need as margin. */
  marginNeeded = 0;
  isDown = false;
  readonly #wallets: number[] = [];
  readonly #alpha: number;
  readonly #idle: number;
  #lastId = 0;

  constructor(terms: Partial<IssuerTerms>, makePeg: (books: IssuerBooks, rig: IssuerRig) => Peg, reserve = 0) {
    const assets = defineAssets([
      { symbol: 'COIN', decimals: 4 },
      { symbol: 'USDT', decimals: 4 },
      { symbol: 'ETH', decimals: 6 },
    ]);
    this.kernel = new Kernel({ startUs: START_US, seed: 1, audit: true });
    this.ledger = new Ledger(assets);
    const { kernel, ledger } = this;
    this.#idle = kernel.calendar.register(() => {});
    for (const account of [0, 1, 2]) {
      const wallet = ledger.openWallet({ owner: account, name: `chain/customers[${account}]` });
      this.#wallets.push(wallet);
      ledger.issue(wallet, 1, 10_000_000);
      ledger.issue(wallet, 2, 10_000_000);
    }
    const own = ledger.openWallet({ owner: ISSUER, name: 'chain/issuer COIN' });
    this.#alpha = ledger.openWallet({ owner: ISSUER, name: 'alpha/issuer COIN', mayGoNegative: true });
    if (reserve > 0) ledger.issue(own, 1, reserve * 10_000);
    const name = { index: 0, coin: 'COIN', assets };
    this.issuer = new Issuer({
      ...{ kernel, ledger, name, names: [name], coins: ['COIN'], reference: 'USDT', account: ISSUER, reserve: own },
      counters: [
        {
          venue: 'chain',
          walletOf: (account) => this.#wallets[account] ?? NO_WALLET,
          spendableAtoms: (account, asset) => ledger.free(this.#wallets[account], asset),
          isDown: () => this.isDown,
        },
      ],
      holdings: {
        walletOn: (venue) => {
          if (venue === 'alpha') return this.#alpha;
          throw new RangeError(`the issuer of COIN has no wallet on '${venue}'`);
        },
        wallets: [own, this.#alpha],
        spendableAtoms: (wallet, asset) =>
          ledger.free(wallet, asset) - (wallet === this.#alpha && asset === 1 ? this.marginNeeded * 10_000 : 0),
        equity: () => 0,
        unrealised: () => 0,
        value: (symbol) => ({ ETH: 100, USDT: 1 })[symbol] ?? NaN,
      },
      terms: termsOf(terms),
    });
    kernel.react(kernel.bus.family(issuance).all$, (fact) => void this.heard.push(fact), OWNER);
    kernel.react(kernel.bus.family(backing).all$, (fact) => void this.truths.push(fact), OWNER);
    kernel.react(kernel.bus.family(issuerReport).all$, (fact) => void this.reports.push(fact), OWNER);
    this.issuer.play(makePeg(this.issuer.books, this));
    this.advance(0);
  }

  /** Asks for coins against units of an asset; of `coins`, when given, exactly so many. */
  mint(account: number, asset: string, amount: number, coins = 0): number {
    return this.#ask(requestKinds.mint, account, asset, coins, amount);
  }

  redeem(account: number, coins: number, asset = 'USDT', amount = 0): number {
    return this.#ask(requestKinds.redeem, account, asset, coins, amount);
  }

  act(account: number, a = 0, overloaded = false): number {
    const id = ++this.#lastId;
    this.issuer.acted(id, { account, action: 0, a, b: 0, c: 0, counter: 0 }, overloaded);
    this.advance(0);
    return id;
  }

  /** Lets seconds pass. */
  advance(seconds: number): void {
    const { calendar } = this.kernel;
    const untilUs = calendar.nowUs + seconds * SECOND_US;
    calendar.schedule(untilUs, Phase.record, this.#idle);
    this.kernel.step(Infinity, untilUs);
  }

  /** Units of an asset that a customer has. */
  balance(account: number, asset: string): number {
    return this.#units(this.#wallets[account], asset);
  }

  /** Units of an asset in one of the issuer's pots. */
  pot(asset: string, pot: string): number {
    return this.#units(this.issuer.walletOf(pot), asset);
  }

  /** Gives the issuer USDT on the venue alpha. */
  fundAlpha(units: number): void {
    this.ledger.issue(this.#alpha, 1, units * 10_000);
  }

  /** What a request went through: states, with the reason of a refusal. */
  storyOf(id: number): readonly string[] {
    return this.heard
      .filter(({ request }) => request === id)
      .map(({ refusal, state }) => (state === 'refused' ? `refused: ${refusal}` : state));
  }

  #ask(kind: number, account: number, symbol: string, coins: number, amount: number): number {
    const id = ++this.#lastId;
    const { index, atomsPerUnit } = this.ledger.assets.find((asset) => asset.symbol === symbol)!;
    const atoms = { coinAtoms: Math.round(coins * 10_000), assetAtoms: Math.round(amount * atomsPerUnit) };
    this.issuer.arrived(id, { account, kind, asset: index, counter: 0, ...atoms }, false);
    this.advance(0);
    return id;
  }

  #units(wallet: number, symbol: string): number {
    const { index, atomsPerUnit } = this.ledger.assets.find((asset) => asset.symbol === symbol)!;
    return this.ledger.balance(wallet, index) / atomsPerUnit;
  }
}

const OWNER = { plugin: 'test', instance: 'test' };
