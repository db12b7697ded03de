import { describe, expect, test } from '@jest/globals';
import {
  CLOCK,
  COHORT,
  DESK,
  ISSUER,
  TAPE,
  VIEW,
  backing,
  definePlugin,
  inject,
  injectable,
  parameters,
} from '@ebb/sdk';
import type { Cohort, Desk, IssuerBooks, Peg, Plugin, SchedulerLike, Tape, View } from '@ebb/sdk';
import { timer } from 'rxjs';
import { loadScenarioText, simulate } from '../index.ts';

import { rulePlugins } from '../../test/tiny-rules.ts';

const SCENARIO = `
version: 1
start: 2025-10-10T20:30:00Z
until: 5 min
assets:
  USD: {decimals: 6}
  ETH: {decimals: 6}
  COIN:
    decimals: 4
    peg: pawn
    issuer:
      at: [chain, beta]
      reference: USD
      whitelist: [bankers, crowd]
      wallets: {chain: {USD: 50}}
      pots: {vault: {ETH: 2}}
      redeem: {payout: 30 s}
      upkeep: 10 s
      report: {every: 1 min, delay: 20 s}
values: { ETH: {start: 100}, USD: {start: 1} }
venues:
  chain: { instruments: { ETH/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
  beta: { instruments: { ETH/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
  gamma: { instruments: { ETH/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
agents:
  bankers: { use: banker, wallets: {chain: {USD: 1000, ETH: 5}, beta: {USD: 70}} }
  crowd: { use: herd, count: 3, wallets: {chain: {USD: 100}} }
  strangers: { use: stranger, wallets: {chain: {USD: 1000}, gamma: {USD: 5}} }
`;

const params = parameters({});
const about = { version: '1.0.0', summary: 'Takes part in a test of issuers.', params } as const;

/** Sells coins for USD one for one, and lends them against ETH at half its value. */
@injectable()
class Pawn implements Peg {
  readonly actions = ['gift'];
  readonly #books: IssuerBooks;
  readonly #debts = new Map<number, { collateral: number; debt: number }>();

  constructor(@inject(ISSUER) books: IssuerBooks) {
    this.#books = books;
  }

  mint({ account, amount, asset, coins }: Parameters<Peg['mint']>[0]): ReturnType<Peg['mint']> {
    const made = asset === 'USD' ? amount : coins;
    const moves = [
      { asset, amount, from: 'requester', to: asset === 'USD' ? 'reserve' : 'vault' },
      { asset: 'COIN', amount: made, from: 'supply', to: 'requester' },
    ];
    if (asset === 'USD') return { moves };
    if (coins > amount * 50) return { refuse: 'unsafe' };
    return { moves, done: () => void this.#debts.set(account, { collateral: amount, debt: coins }) };
  }

  redeem({ coins }: Parameters<Peg['redeem']>[0]): ReturnType<Peg['redeem']> {
    return {
      moves: [
        { asset: 'COIN', amount: coins, from: 'requester', to: 'supply' },
        { asset: 'USD', amount: coins, from: 'reserve', to: 'requester' },
      ],
    };
  }

  act({ a }: Parameters<NonNullable<Peg['act']>>[0]): ReturnType<Peg['mint']> {
    return { moves: [{ asset: 'USD', amount: a, from: 'requester', to: 'reserve' }] };
  }

  positions(): ReturnType<NonNullable<Peg['positions']>> {
    return [...this.#debts].map(([account, { collateral, debt }]) => ({
      ...{ account, asset: 'ETH', collateral, debt },
      health: (collateral * 50) / debt,
    }));
  }

  backing(): ReturnType<Peg['backing']> {
    const liquid = this.#books.balance('USD', 'reserve');
    return { assets: this.#books.worth(), liquid, liabilities: this.#books.circulating() };
  }
}

const pawn = definePlugin({ ...about, kind: 'peg', name: 'pawn', use: Pawn });

type Act = (desk: Desk, view: View, says: (text: string) => void) => void;

/** Agents that do these things at these seconds, and what they said and heard. */
function agents(acts: Readonly<Record<number, Act>>, heard: string[]): Plugin[] {
  @injectable()
  class Banker {
    constructor(
      @inject(DESK) desk: Desk,
      @inject(VIEW) view: View,
      @inject(TAPE) tape: Tape,
      @inject(CLOCK) clock: SchedulerLike,
    ) {
      const says = (text: string): unknown => heard.push(text);
      for (const [second, act] of Object.entries(acts)) {
        desk.react(timer(Number(second) * 1000, clock), () => act(desk, view, says));
      }
      desk.react(desk.issuances$, ({ amount, asset, coins, kind, refusal, state }) =>
        says(`${kind} ${coins} COIN ${amount} ${asset}: ${state === 'refused' ? refusal : state}`),
      );
      desk.react(tape.reports('COIN'), ({ asOfMs, assets, liabilities, timeUs }) =>
        says(`report of ${assets} against ${liabilities}, ${timeUs / 1000 - asOfMs} ms old`),
      );
      expect(() => tape.facts(backing)).toThrow('what truly backs a coin is seen by metrics alone');
    }
  }
  @injectable()
  class Herd {
    constructor(@inject(COHORT) cohort: Cohort, @inject(CLOCK) clock: SchedulerLike) {
      clock.schedule(() => {
        for (let account = 0; account < cohort.size; account++)
          cohort.desk.issuer(account, 'COIN').mint('USD', 10 + account);
      }, 200_000);
      cohort.onIssuance(
        (account, { state, coins }) => void (state === 'paid' && heard.push(`${account} has ${coins}`)),
      );
    }
  }
  @injectable()
  class Stranger {
    constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike) {
      desk.react(timer(100_000, clock), () => {
        heard.push(`without a wallet there: ${desk.issuer('COIN').mint('USD', 1, { at: 'beta' })}`);
        desk.issuer('COIN').mint('USD', 1);
      });
      desk.react(desk.issuances$, ({ refusal }) => heard.push(`a stranger: ${refusal}`));
    }
  }
  return [
    definePlugin({ ...about, kind: 'agent', name: 'banker', use: Banker }),
    definePlugin({ ...about, kind: 'agent', name: 'herd', use: Herd, cohort: true }),
    definePlugin({ ...about, kind: 'agent', name: 'stranger', use: Stranger }),
  ];
}

async function play(acts: Readonly<Record<number, Act>>, heard: string[], audit = true): ReturnType<typeof simulate> {
  const loaded = await loadScenarioText(SCENARIO, 'coin.yaml');
  const result = await simulate(loaded, { seed: 1, audit, plugins: [pawn, ...agents(acts, heard), ...rulePlugins] });
  expect(result.manifest.fault).toBeUndefined();
  expect(result.conservation?.balanced ?? !audit).toBe(true);
  return result;
}

describe('an issuer in a world', () => {
  test('mints, lends, redeems and pays later, at each of its counters, and tells of its backing late', async () => {
    const heard: string[] = [];
    await play(
      {
        11: (desk) => desk.issuer('COIN').mint('USD', 60, { at: 'beta' }),
        12: (desk) => desk.issuer('COIN').mint('ETH', 4, { coins: 150 }),
        13: (desk) => desk.issuer('COIN').mint('ETH', 1, { coins: 51 }),
        95: (desk) => desk.issuer('COIN').redeem(60, 'USD'),
        96: (desk, _, says) => says(`${desk.balance('USD')} USD, ${desk.balance('COIN')} COIN`),
        130: (desk) => desk.issuer('COIN').act('gift', 7),
        131: (_, view, says) => {
          const { circulating, counters, parity, parIn, waiting } = view.issuer('COIN');
          says(`${counters.join(' ')}: par ${parity}, told ${circulating} out and ${waiting} waiting`);
          says(
            `${parIn.call(view.issuer('COIN'), 'ETH')} ETH a coin, health ${view.issuer('COIN').positions()[0].health}`,
          );
        },
      },
      heard,
    );
    expect(heard).toEqual([
      ...['mint 0 COIN 60 USD: queued', 'mint 60 COIN -60 USD: paid'],
      ...['mint 150 COIN 4 ETH: queued', 'mint 150 COIN -4 ETH: paid'],
      ...['mint 51 COIN 1 ETH: queued', 'mint 51 COIN 1 ETH: unsafe'],
      'report of 250 against 0, 20000 ms old',
      ...[
        'report of 710 against 210, 20000 ms old',
        'redeem 60 COIN 0 USD: queued',
        'redeem -60 COIN 60 USD: executed',
      ],
      '1010 USD, 150 COIN',
      ...['without a wallet there: 0', 'a stranger: notWhitelisted', 'redeem -60 COIN 60 USD: paid'],
      ...[
        'action 0 COIN 0 COIN: paid',
        'chain beta: par 1, told 210 out and 0 waiting',
        '0.01 ETH a coin, health 1.3333333333333333',
      ],
      'report of 650 against 150, 20000 ms old',
      'report of 657 against 150, 20000 ms old',
      ...['0 has 10', '1 has 11', '2 has 12'],
      'report of 690 against 183, 20000 ms old',
    ]);
  });

  test('is worth what it owns less what it owes, and leaves to debtors what they pledged', async () => {
    const profits = async (acts: Readonly<Record<number, Act>>): Promise<Map<string, number>> => {
      const { metrics } = await play(acts, []);
      return new Map(
        metrics.filter(({ name }) => name === 'profit').map(({ subject = '', value }) => [subject, Number(value)]),
      );
    };
    const idle = await profits({});
    const lent = await profits({ 20: (desk) => desk.issuer('COIN').mint('ETH', 4, { coins: 150 }) });
    const paid = await profits({ 20: (desk) => desk.issuer('COIN').act('gift', 7) });
    expect([idle.get('bankers'), idle.get('issuer COIN'), idle.get('crowd')]).toEqual([0, 0, 0]);
    expect([lent.get('bankers'), lent.get('issuer COIN')]).toEqual([0, 0]);
    expect([paid.get('bankers'), paid.get('issuer COIN')]).toEqual([-7, 7]);
  });

  test('gives the same trace with and without an audit', async () => {
    const acts = { 11: (desk: Desk) => desk.issuer('COIN').mint('USD', 60) };
    const [plain, audited] = [await play(acts, [], false), await play(acts, [])];
    expect(plain.manifest.traceHash).toBe(audited.manifest.traceHash);
  });

  test.each<[string, Act, RegExp]>([
    ['a coin that nobody issues', (desk) => desk.issuer('ETH'), /nobody issues 'ETH'/],
    ['an asset that is not there', (desk) => desk.issuer('COIN').mint('EHT', 1), /there is no asset 'EHT'/],
    ['the coin for itself', (desk) => desk.issuer('COIN').mint('COIN', 1), /COIN is not exchanged for itself/],
    ['less than nothing', (desk) => desk.issuer('COIN').redeem(-1, 'USD'), /an amount of COIN for its issuer is -1/],
    [
      'a counter that is not there',
      (desk) => desk.issuer('COIN').mint('USD', 1, { at: 'gamma' }),
      /no counter on 'gamma'; it has on chain, beta/,
    ],
    [
      'an action that is not there',
      (desk) => desk.issuer('COIN').act('gfit', 1),
      /knows no action 'gfit' \(did you mean 'gift'\?\)/,
    ],
  ])('answers a request about %s with a sentence', async (_, act, sentence) => {
    const loaded = await loadScenarioText(SCENARIO, 'coin.yaml');
    const { manifest } = await simulate(loaded, {
      seed: 1,
      plugins: [pawn, ...agents({ 1: act }, []), ...rulePlugins],
    });
    expect(manifest.fault?.message).toMatch(sentence);
  });
});

describe('a plugin that is no peg', () => {
  test.each<[string, object, RegExp]>([
    [
      'lacks a method',
      { mint: () => ({ refuse: 'closed' }), backing: () => ({}) },
      /has no method redeem\(\), which a peg needs/,
    ],
    ['has a property where a method is', { mint: 1 }, /has no method mint\(\), which a peg needs/],
    ['knows actions and does none', { mint() {}, redeem() {}, backing() {}, actions: ['x'] }, /has no method act\(\)/],
  ])('%s', async (_, methods, sentence) => {
    @injectable()
    class Broken {
      constructor() {
        Object.assign(this, methods);
      }
    }
    const broken = definePlugin({ ...about, kind: 'peg', name: 'pawn', use: Broken });
    const loaded = await loadScenarioText(SCENARIO, 'coin.yaml');
    const run = simulate(loaded, { seed: 1, plugins: [broken, ...agents({}, []), ...rulePlugins] });
    await expect(run).rejects.toThrow(sentence);
  });
});

describe('a peg that answers what makes no sense', () => {
  const supply = { from: 'supply', to: 'requester' };
  test.each<[string, object, RegExp]>([
    ['no answer', { mint: () => undefined }, /mint\(\) has to return \{moves\}/],
    ['a reason of its own', { mint: () => ({ refuse: 'because' }) }, /a refusal that is one of/],
    ['a move of NaN', { mint: () => ({ moves: [{ asset: 'COIN', amount: NaN, ...supply }] }) }, /moves NaN COIN/],
    [
      'money of others',
      { mint: () => ({ moves: [{ asset: 'USD', amount: 1, from: 1, to: 'reserve' }] }) },
      /which did not ask/,
    ],
    [
      'a throw when all is done',
      {
        mint: () => ({
          moves: [],
          done: () => {
            throw new Error('too late');
          },
        }),
      },
      /too late/,
    ],
    ['no number', { backing: () => ({ assets: NaN, liquid: 0, liabilities: 0 }) }, /finite assets/],
  ])('%s is laid at its door', async (_, methods, sentence) => {
    @injectable()
    class Odd extends Pawn {
      constructor(@inject(ISSUER) books: IssuerBooks) {
        super(books);
        Object.assign(this, methods);
      }
    }
    const odd = definePlugin({ ...about, kind: 'peg', name: 'pawn', use: Odd });
    const loaded = await loadScenarioText(SCENARIO, 'coin.yaml');
    const acts = { 11: (desk: Desk) => desk.issuer('COIN').mint('USD', 60) };
    const { manifest } = await simulate(loaded, { seed: 1, plugins: [odd, ...agents(acts, []), ...rulePlugins] });
    expect(manifest.fault).toMatchObject({
      plugin: 'pawn',
      instance: 'COIN/peg',
      message: expect.stringMatching(sentence),
    });
  });
});
