import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CLOCK, COHORT, DESK, TAPE, VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Cohort, Desk, Plugin, SchedulerLike, Shock, ShockEffect, Tape } from '@ebb/sdk';
import type { TransferRequest, VenueTerms } from '@ebb/sdk';
import { timer } from 'rxjs';
import { loadScenarioText, simulate } from '../index.ts';
import { buildWorld } from '../../test/build-world.ts';
import { idlerPlugin } from '../../test/tiny-agents.ts';
import { rulePlugins } from '../../test/tiny-rules.ts';
import type { World } from './world.ts';

const SCENARIO = `
version: 1
start: 2025-10-10T20:30:00Z
until: 120 s
assets: { USD: {decimals: 6}, COIN: {decimals: 3} }
values: { COIN: {start: 10} }
venues:
  alpha:
    instruments:
      COIN/USD:USD: {kind: perp, tick: 0.01, lot: 0.1}
      COIN/USD: {kind: spot, tick: 0.01, lot: 0.1}
    withdrawal: costly
    margin: half-margin
    liquidation: sell-all
    lossAbsorption: small-to-fund
    deleveraging: in-order
    index: outside-index
    mark: index-mark
  chain:
    instruments: { COIN/USD: {kind: spot, tick: 0.01, lot: 0.1} }
    deposit: confirmations
agents:
  movers: { use: mover, wallets: {alpha: {USD: 1000}, alpha/spot: {COIN: 7}} }
  crowd: { use: herd, count: 3, wallets: {alpha/spot: {COIN: {uniform: [1, 2]}}} }
shocks:
  freeze: { use: freeze, at: 20 s }
`;

const about = { version: '1.0.0', summary: 'Takes part in a test of venues.', params: parameters({}) } as const;

/** Takes ten seconds and half a unit. */
@injectable()
class Costly {
  readonly #name: string;

  constructor(@inject(VENUE) terms: VenueTerms) {
    this.#name = terms.name;
  }

  admit({ from }: TransferRequest): number {
    if (!from.startsWith(this.#name)) throw new Error(`asked of another venue: ${from}`);
    return 10_000;
  }

  feeUnits(): number {
    return 0.5;
  }
}

/** Takes five seconds. */
class Confirmations {
  admit(): number {
    return 5000;
  }
}

/** Suspends withdrawals of a coin for a while, and deposits of the chain. */
class Freeze implements Shock {
  effects() {
    const at = (afterMs: number, effect: ShockEffect) => ({ afterMs, effect });
    return [
      at(0, { kind: 'withdrawals', venue: 'alpha', asset: 'COIN', open: false }),
      at(0, { kind: 'deposits', venue: 'chain', open: false }),
      at(10_000, { kind: 'withdrawals', venue: 'alpha', asset: 'COIN', open: true }),
      at(20_000, { kind: 'deposits', venue: 'chain', open: true }),
    ];
  }
}

const rules: readonly Plugin[] = [
  definePlugin({ ...about, kind: 'policy', policy: 'transfer', name: 'costly', use: Costly }),
  definePlugin({ ...about, kind: 'policy', policy: 'transfer', name: 'confirmations', use: Confirmations }),
  definePlugin({ ...about, kind: 'shock', name: 'freeze', use: Freeze }),
  ...rulePlugins,
];

/** Agents that move money between venues, and what they heard. */
function movers(heard: string[]): Plugin[] {
  @injectable()
  class Mover {
    constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape, @inject(CLOCK) clock: SchedulerLike) {
      const says = (text: string): unknown => heard.push(text);
      const second = (at: number, act: () => unknown): void => desk.react(timer(at * 1000, clock), act);
      second(1, () => desk.limit('COIN/USD@chain', 'sell', 10, 1));
      second(5, () => desk.transfer('COIN', 2, 'alpha/spot', 'chain'));
      second(21, () => desk.transfer('COIN', 1, 'alpha/spot', 'chain'));
      second(25, () => desk.transfer('USD', 3, 'alpha', 'chain/earn'));
      second(26, () => says(`${desk.balance('USD')} of ${desk.balance('USD', 'alpha')}`));
      second(60, () => desk.limit('COIN/USD@chain', 'sell', 10, 1));
      second(61, () => desk.transfer('COIN', 1.5, 'chain', 'alpha'));
      second(61, () => desk.transfer('COIN', 0.5, 'chain', 'alpha'));
      desk.react(desk.transfers$, ({ timeUs, amount, fee, asset, to, state, refusal }) => {
        const what = `${amount} ${asset} to ${to}: ${refusal === 'none' ? state : `${state} ${refusal}`}`;
        says(`${Math.round(timeUs / 1e6) % 100} ${what} for ${fee}`);
      });
      for (const venue of ['alpha', 'chain']) {
        desk.react(tape.transferHalts(venue), ({ open, kind, asset }) => {
          says(`${venue} ${kind} ${asset} ${open ? 'open' : 'closed'}`);
        });
      }
    }
  }
  @injectable()
  class Herd {
    constructor(@inject(COHORT) cohort: Cohort, @inject(CLOCK) clock: SchedulerLike) {
      const { desk, size } = cohort;
      const all = [...Array(size).keys()];
      clock.schedule(() => {
        for (const each of all) desk.transfer(each, 'COIN', 1, 'alpha/spot', 'chain/spot');
      }, 80_000);
      cohort.onTransfer((account, { state }) => {
        if (state === 'arrived') heard.push(`${account} has ${desk.balance(account, 'COIN', 'chain/spot')}`);
      });
    }
  }
  return [
    definePlugin({ ...about, kind: 'agent', name: 'mover', use: Mover }),
    definePlugin({ ...about, kind: 'agent', name: 'herd', use: Herd, cohort: true }),
  ];
}

describe('a run in which assets go to a chain and back', () => {
  test('takes time and fees, keeps suspensions, opens wallets, and loses no atom', async () => {
    const heard: string[] = [];
    const loaded = await loadScenarioText(SCENARIO, 'chain.yaml');
    const { manifest, conservation } = await simulate(loaded, {
      ...{ seed: 5, audit: true },
      plugins: [...movers(heard), ...rules],
    });
    expect(manifest.fault).toBeUndefined();
    expect(conservation?.balanced).toBe(true);
    expect(heard).toEqual([
      '5 2 COIN to chain: requested for 0.5',
      '15 2 COIN to chain: released for 0.5',
      ...['alpha withdrawals COIN closed', 'chain deposits  closed'],
      '20 2 COIN to chain: waiting depositsClosed for 0.5',
      '21 1 COIN to chain: requested for 0.5',
      '21 1 COIN to chain: waiting withdrawalsClosed for 0.5',
      '25 3 USD to chain/earn: requested for 0.5',
      '997 of 997',
      'alpha withdrawals COIN open',
      '35 3 USD to chain/earn: released for 0.5',
      'chain deposits  open',
      ...['40 2 COIN to chain: arrived for 0.5', '40 1 COIN to chain: released for 0.5'],
      ...['40 3 USD to chain/earn: arrived for 0.5', '45 1 COIN to chain: arrived for 0.5'],
      '61 1.5 COIN to alpha: refused insufficientBalance for 0',
      ...['61 0.5 COIN to alpha: requested for 0', '61 0.5 COIN to alpha: released for 0'],
      '61 0.5 COIN to alpha: arrived for 0',
      ...['0 has 0.5', '1 has 0.5', '2 has 0.5'],
    ]);
    expect(manifest.tables.filter(({ name }) => name.startsWith('transfer'))).toEqual([
      { name: 'transfers', rows: 4 + 4 + 3 + 1 + 3 + 9 },
      { name: 'transfer_halts', rows: 4 },
    ]);
  });
});

describe('the account that sends', () => {
  let world: World;
  let account: number;
  beforeEach(async () => {
    const text = SCENARIO.slice(0, SCENARIO.indexOf('shocks:'))
      .replace('use: mover', 'use: idler')
      .replace(/ {2}crowd.*\n/, '');
    world = await buildWorld(await loadScenarioText(text, 'chain.yaml'), [idlerPlugin, ...rules]);
    account = world.accounts.members('movers')[0];
  });
  const play = (seconds: number): unknown =>
    world.kernel.step(Infinity, world.kernel.calendar.nowUs + seconds * 1_000_000);

  test('owns what is under way on both legs, less the fees', () => {
    expect(world.wealth.of('movers')).toBe(1000 + 70);
    expect(world.trading.transfer(account, 'COIN', 3, 'alpha/spot', 'chain')).toBeGreaterThan(0);
    const seen: number[] = [];
    for (let second = 0; second < 18; second++) {
      play(1);
      seen.push(world.wealth.of('movers'));
    }
    expect(new Set(seen)).toEqual(new Set([1000 + 65]));
    expect(world.trading.balance(account, 'COIN', 'chain')).toBe(2.5);
  });

  test('keeps what its positions need as margin, and while it is liquidated all that it trades from', () => {
    const alpha = world.venues.get('alpha')!;
    const heard: string[] = [];
    world.streams
      .transfers(account, { plugin: 'test', instance: 'test' })
      .subscribe(({ state, refusal }) => void heard.push(state === 'refused' ? refusal : state));
    world.trading.transfer(account, 'USD', 1000.000001, 'alpha', 'chain');
    play(1);
    world.trading.transfer(account, 'USD', 400, 'alpha', 'chain');
    play(16);
    jest.spyOn(alpha.derivatives!.liquidator, 'isUnderway').mockImplementation((each) => each === account);
    world.trading.transfer(account, 'USD', 1, 'alpha', 'chain');
    world.trading.transfer(account, 'COIN', 1, 'alpha/spot', 'chain');
    world.trading.transfer(account, 'USD', 399.5, 'chain', 'alpha');
    play(1);
    expect(heard).toEqual([
      'insufficientBalance',
      ...['requested', 'released', 'arrived'],
      ...['inLiquidation', 'requested', 'requested', 'released', 'arrived'],
    ]);
    expect(world.trading.balance(account, 'USD', 'alpha')).toBe(999.5);
  });
});

describe('what nothing would play is bad input', () => {
  const saidOf = async (text: string, plugins: readonly Plugin[]): Promise<string> => {
    const loaded = await loadScenarioText(text, 'chain.yaml');
    return simulate(loaded, { seed: 1, plugins: [...movers([]), ...plugins] }).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
  };
  const alone = SCENARIO.replace(/ {2}chain:\n(.*\n){2}/, '');

  test.each(['withdrawal', 'deposit', 'transfer'])('the rule %s where there is one venue', async (rule) => {
    const text = alone.replace('withdrawal:', `${rule}:`).replace(/shocks:\n.*\n/, '');
    const said = await saidOf(text, rules);
    const sentence = `'${rule}' is for transfers between venues, and there is no other venue than alpha`;
    if (rule === 'transfer') expect(said).toBe('nothing');
    else expect(said).toContain(`venues.alpha.${rule}: ${sentence}`);
  });

  test('a plugin of another kind as a rule for withdrawals', async () => {
    const text = SCENARIO.replace('withdrawal: costly', 'withdrawal: half-margin');
    expect(await saidOf(text, rules)).toContain("there is no transfer policy plugin called 'half-margin'");
  });

  test('a fee that is no function', async () => {
    class Odd {
      readonly feeUnits = 3;
      admit(): number {
        return 0;
      }
    }
    const odd = definePlugin({ ...about, kind: 'policy', policy: 'transfer', name: 'odd', use: Odd });
    const text = SCENARIO.replace('withdrawal: costly', 'withdrawal: odd');
    expect(await saidOf(text, [...rules, odd])).toContain("'odd' has no method feeUnits()");
  });

  test.each<[string, unknown, string]>([
    [SCENARIO, { kind: 'withdrawals', venue: 'alhpa', open: false }, "did you mean 'alpha'?"],
    [SCENARIO, { kind: 'withdrawals', venue: 'alpha', open: 1 }, "sets withdrawals of alpha to '1'"],
    [SCENARIO, { kind: 'deposits', venue: 'alpha', open: false, asset: 'CION' }, "did you mean 'COIN'?"],
    [alone.replace('withdrawal: costly', ''), { kind: 'deposits', venue: 'alpha', open: false }, 'no other venue'],
  ])('an effect that nothing can play (case %#)', async (text, effect, sentence) => {
    class Bang {
      effects(): unknown {
        return [{ afterMs: 0, effect }];
      }
    }
    const bang = definePlugin({ ...about, kind: 'shock', name: 'bang', use: Bang });
    expect(await saidOf(text.replace('use: freeze', 'use: bang'), [...rules, bang])).toContain(sentence);
  });
});
