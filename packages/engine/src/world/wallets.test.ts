import { beforeEach, describe, expect, test } from '@jest/globals';
import { CLOCK, COHORT, DESK, TAPE, VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Cohort, Desk, Plugin, SchedulerLike, Shock, Tape, TransferRequest, VenueTerms } from '@ebb/sdk';
import { timer } from 'rxjs';
import { loadScenarioText, simulate } from '../index.ts';
import { buildWorld } from '../../test/build-world.ts';
import { idlerPlugin } from '../../test/tiny-agents.ts';
import { rulePlugins } from '../../test/tiny-rules.ts';
import type { World } from './world.ts';

const SCENARIO = `
version: 1
start: 2025-10-10T20:30:00Z
until: 60 s
assets: { USD: {decimals: 6}, COIN: {decimals: 3}, GOLD: {decimals: 2} }
values: { COIN: {start: 10}, GOLD: {start: 100} }
venues:
  alpha:
    instruments:
      COIN/USD:USD: {kind: perp, tick: 0.01, lot: 0.1}
      COIN/USD: {kind: spot, tick: 0.01, lot: 0.1}
    transfer: ten-seconds
    margin: half-margin
    liquidation: sell-all
    lossAbsorption: small-to-fund
    deleveraging: in-order
    index: outside-index
    mark: index-mark
  beta: { instruments: { COIN/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
agents:
  movers: { use: mover, wallets: {alpha: {USD: 1000}, alpha/spot: {USD: 500, COIN: 7}, alpha/earn: {GOLD: 3}, beta: {COIN: 1}} }
  crowd: { use: herd, count: 3, wallets: {alpha/spot: {COIN: {uniform: [1, 2]}}} }
shocks:
  freeze: { use: freeze, at: 12 s }
`;

const params = parameters({});
const summary = 'Takes part in a test of wallets.';
const about = { version: '1.0.0', summary, params } as const;

/** Takes ten seconds, and no more than a thousand units at once. */
@injectable()
class TenSeconds {
  readonly #name: string;

  constructor(@inject(VENUE) terms: VenueTerms) {
    this.#name = terms.name;
  }

  admit({ units, from }: TransferRequest): number | null {
    if (!from.startsWith(this.#name)) throw new Error(`asked of another venue: ${from}`);
    return units > 1000 ? null : 10_000;
  }
}

/** Suspends transfers for ten seconds. */
class Freeze implements Shock {
  effects() {
    return [
      { afterMs: 0, effect: { kind: 'transfers', venue: 'alpha', open: false } },
      { afterMs: 10_000, effect: { kind: 'transfers', venue: 'alpha', open: true } },
    ] as const;
  }
}

const rules: readonly Plugin[] = [
  definePlugin({ ...about, kind: 'policy', policy: 'transfer', name: 'ten-seconds', use: TenSeconds }),
  definePlugin({ ...about, kind: 'shock', name: 'freeze', use: Freeze }),
  ...rulePlugins,
];

/** Two agents that move money, and what they heard. */
function movers(heard: string[]): Plugin[] {
  @injectable()
  class Mover {
    constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape, @inject(CLOCK) clock: SchedulerLike) {
      const second = (at: number, act: () => unknown): void => desk.react(timer(at * 1000, clock), act);
      const says = (text: string): unknown => heard.push(text);
      second(5, () => desk.transfer('USD', 200.0000009, 'alpha', 'alpha/earn'));
      second(6, () =>
        says(`${desk.balance('USD')} of ${desk.balance('USD', 'alpha/trading')} ${desk.balance('USD', 'alpha')}`),
      );
      second(16, () => desk.transfer('COIN', 2, 'alpha/spot', 'alpha'));
      second(26, () => desk.transfer('COIN', 2, 'alpha/spot', 'alpha'));
      second(27, () => desk.transfer('COIN', 1, 'beta', 'beta/earn'));
      second(50, () => says(`${desk.free('USD', 'alpha/earn')} ${desk.free('COIN', 'alpha/trading')}`));
      desk.react(desk.transfers$, ({ asset, amount, to, state, refusal }) => {
        says(`${amount} ${asset} to ${to}: ${state === 'refused' ? refusal : state}`);
      });
      desk.react(tape.transferHalts('alpha'), ({ open }) => says(open ? 'open' : 'closed'));
    }
  }
  @injectable()
  class Herd {
    constructor(@inject(COHORT) cohort: Cohort, @inject(CLOCK) clock: SchedulerLike) {
      const { desk } = cohort;
      clock.schedule(() => {
        for (let account = 0; account < cohort.size; account++) {
          desk.transfer(account, 'COIN', desk.free(account, 'COIN', 'alpha'), 'alpha/spot', 'alpha');
        }
      }, 30_000);
      cohort.onTransfer((account, { state }) => {
        if (state === 'arrived') heard.push(`${account} has ${desk.balance(account, 'COIN', 'alpha/spot')} left`);
      });
    }
  }
  return [
    definePlugin({ ...about, kind: 'agent', name: 'mover', use: Mover }),
    definePlugin({ ...about, kind: 'agent', name: 'herd', use: Herd, cohort: true }),
  ];
}

describe('a run with several wallets an account', () => {
  test('moves assets between them, keeps a suspension, hands over all that it took, and loses no atom', async () => {
    const heard: string[] = [];
    const plugins = [...movers(heard), ...rules];
    const loaded = await loadScenarioText(SCENARIO, 'wallets.yaml');
    const { manifest, conservation } = await simulate(loaded, { seed: 5, plugins, audit: true });
    expect(manifest.fault).toBeUndefined();
    expect(conservation).toEqual({ balanced: true, sentence: 'every atom and every lot is accounted for' });
    expect(heard).toEqual([
      ...['200 USD to alpha/earn: requested', '1300 of 800 1300', 'closed'],
      ...['200 USD to alpha/earn: arrived', '2 COIN to alpha: transfersClosed', 'open', '2 COIN to alpha: requested'],
      ...['1 COIN to beta/earn: requested', '1 COIN to beta/earn: arrived', '2 COIN to alpha: arrived'],
      ...['0 has 0 left', '1 has 0 left', '2 has 0 left', '200 2'],
    ]);
    expect(manifest.tables.filter(({ name }) => name.startsWith('transfer'))).toEqual([
      { name: 'transfers', rows: 2 + 1 + 2 + 2 + 6 },
      { name: 'transfer_halts', rows: 2 },
    ]);
  });
});

describe('the desk of an account', () => {
  const own = SCENARIO.slice(0, SCENARIO.indexOf('shocks:')).replace('use: mover', 'use: idler');
  let world: World;
  let account: number;
  beforeEach(async () => {
    const text = own.replace(/ {2}crowd.*\n/, '');
    world = await buildWorld(await loadScenarioText(text, 'wallets.yaml'), [idlerPlugin, ...rules]);
    account = world.accounts.members('movers')[0];
  });
  const play = (seconds: number): unknown =>
    world.kernel.step(Infinity, world.kernel.calendar.nowUs + seconds * 1_000_000);

  test('sees one wallet, those of a venue, or all', () => {
    const { trading } = world;
    const of = (asset: string): number[] =>
      [undefined, 'alpha', 'alpha/trading', 'alpha/spot', 'alpha/earn', 'beta'].map((where) =>
        trading.balance(account, asset, where),
      );
    expect(of('USD')).toEqual([1500, 1500, 1000, 500, 0, 0]);
    expect(of('COIN')).toEqual([8, 7, 0, 7, 0, 1]);
    expect(of('GOLD')).toEqual([3, 3, 0, 0, 3, 0]);
    expect([trading.position(account, 'COIN/USD@alpha'), trading.position(account, 'COIN/USD@beta')]).toEqual([7, 1]);
    expect([trading.equity(account, 'alpha'), trading.available(account, 'alpha')]).toEqual([1000, 1000]);
  });

  test('spends on spot markets what its spot wallet has', () => {
    const { trading } = world;
    trading.limit(account, 'COIN/USD@alpha', 'buy', 10, 51);
    trading.limit(account, 'COIN/USD@alpha', 'buy', 10, 50);
    play(1);
    expect([trading.openOrders(account, 'COIN/USD@alpha'), trading.free(account, 'USD', 'alpha/spot')]).toEqual([1, 0]);
    expect([trading.free(account, 'USD', 'alpha'), trading.free(account, 'USD')]).toEqual([0, 1000]);
  });

  test('owns what is under way', () => {
    const before = world.wealth.of('movers');
    expect(before).toBe(1500 + 8 * 10 + 3 * 100);
    expect(world.trading.transfer(account, 'GOLD', 3, 'alpha/earn', 'alpha')).toBeGreaterThan(0);
    play(1);
    expect([world.trading.balance(account, 'GOLD'), world.wealth.of('movers')]).toEqual([0, before]);
    play(10);
    expect([world.trading.balance(account, 'GOLD', 'alpha/trading'), world.wealth.of('movers')]).toEqual([3, before]);
  });

  test('sends nothing of less than one atom', () => {
    expect(world.trading.transfer(account, 'GOLD', 0.009, 'alpha/earn', 'alpha')).toBe(0);
    expect(world.trading.transfer(account, 'GOLD', 0, 'alpha/earn', 'alpha')).toBe(0);
  });

  test.each<[string, string, number, string, string, string]>([
    [
      'a wallet that no venue has',
      'USD',
      1,
      'alpha',
      'alpha/sopt',
      "no wallet 'alpha/sopt' (did you mean 'alpha/spot'?)",
    ],
    ['a wallet of no venue', 'USD', 1, 'alhpa/spot', 'alpha', "no wallet 'alhpa/spot' (did you mean 'alpha/spot'?)"],
    ['a venue that is not there', 'USD', 1, 'gamma', 'alpha', "there is no venue 'gamma'"],
    ['an asset that is not there', 'USDT', 1, 'alpha', 'alpha/spot', "there is no asset 'USDT'"],
    ['one wallet by two names', 'USD', 1, 'alpha', 'alpha/trading', 'between two different wallets'],
    ['an amount below nothing', 'USD', -1, 'alpha', 'alpha/spot', 'an amount of USD to transfer is -1'],
    ['an amount that is no number', 'USD', NaN, 'alpha', 'alpha/spot', 'an amount of USD to transfer is NaN'],
    ['an amount past the safe integers', 'USD', 1e18, 'alpha', 'alpha/spot', 'an amount of USD is out of range'],
  ])('%s throws', (_, asset, amount, from, to, sentence) => {
    expect(() => world.trading.transfer(account, asset, amount, from, to)).toThrow(sentence);
  });
});
