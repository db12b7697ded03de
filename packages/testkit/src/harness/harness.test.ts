import { describe, expect, test } from '@jest/globals';
import {
  CLOCK,
  COHORT,
  DESK,
  PARAMS,
  RNG,
  TAPE,
  VIEW,
  definePlugin,
  inject,
  injectable,
  p,
  parameters,
} from '@ebb/sdk';
import type { Cohort, Desk, Rng, SchedulerLike, Tape, View } from '@ebb/sdk';
import { delay, filter, take } from 'rxjs';
import { harness } from './harness.ts';

const BTC = 'BTC/USDT@usd';
const PERP = 'BTC/USDT:USDT@usd';
const markets = { [BTC]: { kind: 'spot', tick: 0.1, lot: 0.001, bid: 99, ask: 101 } } as const;
const balances = { usd: { USDT: 1000, BTC: 2 } };

const params = parameters({
  trigger: p.fraction({ describe: 'Fall that frightens.', default: '5%' }),
  react: p.duration({ describe: 'How long it hesitates.', default: '2 s' }),
});

@injectable()
class Seller {
  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: { trigger: number; react: number },
  ) {
    const broken$ = tape.trades(BTC).pipe(
      filter((fact) => fact.price < 100 * (1 - cfg.trigger)),
      take(1),
      delay(cfg.react, clock),
    );
    desk.react(broken$, () => desk.market(BTC, 'sell', desk.balance('BTC', 'usd')));
  }
}
const seller = definePlugin({
  ...{ kind: 'agent', name: 'seller', version: '1.0.0', summary: 'Sells once the price fell.', params, use: Seller },
});

@injectable()
class Broken {
  constructor(@inject(DESK) desk: Desk, @inject(TAPE) tape: Tape) {
    desk.react(tape.quotes(BTC), () => {
      throw new Error('no idea');
    });
  }
}
const broken = definePlugin({ ...seller, name: 'broken', params: parameters({}), use: Broken });

/** Exposes its desk, so that a test may act as the agent. */
@injectable()
class Puppet {
  started = false;
  readonly heard: unknown[] = [];
  constructor(
    @inject(DESK) readonly desk: Desk,
    @inject(TAPE) readonly tape: Tape,
    @inject(RNG) readonly rng: Rng,
  ) {
    desk.react(desk.fills$, (fact) => this.heard.push([fact.type, fact.price, fact.size, fact.left, fact.maker]));
    desk.react(desk.orders$, (fact) => this.heard.push([fact.type, fact.state, fact.refusal]));
    desk.react(desk.liquidations$, (fact) => this.heard.push([fact.type, fact.venue]));
  }
  start(): void {
    this.started = true;
  }
}
const puppet = definePlugin({ ...seller, name: 'puppet', params: parameters({}), use: Puppet });

describe('an agent in the harness', () => {
  test('acts on facts and time, and its orders are recorded', () => {
    const h = harness(seller, { markets, balances });
    h.trade(BTC, 96, 0.1);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
    h.trade(BTC, 94, 0.1);
    h.advance(1_999);
    expect(h.sent).toEqual([]);
    h.advance(1);
    expect(h.sent).toMatchObject([{ kind: 'market', side: 'sell', size: 2, atMs: 62_000, market: BTC }]);
    h.fill(h.sent[0], 93.5);
    expect([h.balance('usd', 'BTC'), h.balance('usd', 'USDT')]).toEqual([0, 1187]);
  });

  test('has its parameters read by its own schema', () => {
    const h = harness(seller, { markets, balances, params: { trigger: '2%', react: 0 } });
    h.trade(BTC, 97.9, 0.1);
    expect(h.sent).toHaveLength(1);
    expect(() => harness(seller, { markets, params: { trigger: '2 s' } })).toThrow(
      /seller: trigger: expected a fraction/,
    );
    expect(() => harness(seller, { markets, params: { triger: 1 } })).toThrow(/triger/);
  });

  test('has its faults thrown at the test, named', () => {
    const h = harness(broken, { markets });
    expect(() => h.quote(BTC, 98, 99)).toThrow(/^broken \(broken\[0\]\) failed .* no idea$/);
  });

  test('is started, and draws by seed', () => {
    const draw = (seed: number): number => (harness(puppet, { markets, seed }).agent as Puppet).rng.uniform();
    expect((harness(puppet, { markets }).agent as Puppet).started).toBe(true);
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
  });
});

describe('the fake desk', () => {
  test('rounds to the passive side and refuses to send less than a lot', () => {
    const h = harness(puppet, { markets, balances });
    const { desk } = h.agent as Puppet;
    desk.limit(BTC, 'buy', 99.99, 0.0019);
    desk.limit(BTC, 'sell', 100.01, 1);
    expect(desk.limit(BTC, 'buy', 99, 0.0009)).toBe(0);
    expect(h.sent.map(({ side, price, size }) => [side, price, size])).toEqual([
      ['buy', 99.9, 0.001],
      ['sell', 100.1, 1],
    ]);
    expect([desk.free('BTC'), desk.free('USDT', 'usd')]).toEqual([1, 1000 - 0.0999]);
    expect(desk.openOrders(BTC)).toBe(2);
    desk.cancelAll();
    expect([desk.free('BTC'), desk.openOrders(BTC)]).toEqual([2, 0]);
  });

  test('hears what the test answers', () => {
    const h = harness(puppet, { markets, balances });
    const { desk, heard } = h.agent as Puppet;
    const order = desk.limit(BTC, 'buy', 99, 2);
    h.rest(order);
    h.fill(order, undefined, 0.5);
    desk.amend(order, 98, 1);
    desk.cancel(order);
    h.reject(desk.market(BTC, 'buy', 1));
    expect(heard).toEqual([
      ['orderUpdate', 'resting', 'none'],
      ['fill', 99, 0.5, 1.5, true],
      ['orderUpdate', 'amended', 'none'],
      ['orderUpdate', 'cancelled', 'none'],
      ['orderUpdate', 'refused', 'insufficientBalance'],
    ]);
  });

  test('keeps positions, equity and margin of a perpetual', () => {
    const perp = { kind: 'perp', tick: 0.1, lot: 0.001, bid: 99, ask: 101, initialMargin: 0.1 } as const;
    const h = harness(puppet, { markets: { [PERP]: perp }, balances: { usd: { USDT: 100 } } });
    const { desk, heard } = h.agent as Puppet;
    h.fill(desk.market(PERP, 'buy', 1));
    h.fill(desk.market(PERP, 'buy', 1), 103);
    expect([desk.position(PERP), desk.entryPrice(PERP)]).toEqual([2, 102]);
    h.mark(PERP, 110);
    expect([desk.equity('usd'), desk.available('usd')]).toEqual([116, 94]);
    h.fill(desk.market(PERP, 'sell', 3), 112);
    expect([desk.position(PERP), desk.entryPrice(PERP), desk.balance('USDT')]).toEqual([-1, 112, 120]);
    h.funding(PERP, 0.01);
    expect(desk.balance('USDT')).toBeCloseTo(121.1);
    h.liquidate('usd');
    expect([desk.position(PERP), heard.filter((each) => (each as unknown[])[0] === 'liquidation')]).toEqual([
      0,
      [['liquidation', 'usd']],
    ]);
  });

  test('fills at the touch by itself where asked to', () => {
    const h = harness(puppet, { markets, balances, fills: 'atTouch' });
    const { desk } = h.agent as Puppet;
    desk.limit(BTC, 'buy', 100, 1);
    desk.market(BTC, 'sell', 0.5);
    desk.limit(BTC, 'buy', 100, 1, { timeInForce: 'ioc' });
    h.advance(0);
    expect([desk.openOrders(BTC), desk.balance('BTC'), desk.balance('USDT')]).toEqual([1, 1.5, 1049.5]);
    h.quote(BTC, 98, 100);
    expect([desk.openOrders(BTC), desk.balance('BTC')]).toEqual([0, 2.5]);
    h.halt('usd', 'down');
    desk.market(BTC, 'sell', 0.5);
    h.advance(0);
    expect(desk.balance('BTC')).toBe(2.5);
  });
});

describe('several wallets of an account', () => {
  const wallets = { usd: { USDT: 100 }, 'usd/spot': { USDT: 500, BTC: 1 }, 'usd/earn': { USDT: 7 } };

  test('are told apart by name, and spot orders settle in the one for them', () => {
    const h = harness(puppet, { markets, balances: wallets });
    const { desk } = h.agent as Puppet;
    const names = [undefined, 'usd', 'usd/trading', 'usd/spot', 'usd/earn'];
    expect(names.map((where) => desk.balance('USDT', where))).toEqual([607, 607, 100, 500, 7]);
    desk.limit(BTC, 'buy', 90, 2);
    expect(names.map((where) => desk.free('USDT', where))).toEqual([427, 320, 100, 320, 7]);
    h.fill(desk.market(BTC, 'sell', 1), 100);
    expect([desk.position(BTC), h.balance('usd/spot', 'USDT'), h.balance('usd', 'USDT')]).toEqual([0, 600, 100]);
  });

  test('take transfers when the test says so', () => {
    const h = harness(puppet, { markets, balances: wallets });
    const { desk } = h.agent as Puppet;
    const heard: unknown[] = [];
    desk.react(desk.transfers$, ({ state, refusal, amount, from, to }) =>
      heard.push([state, refusal, amount, from, to]),
    );
    desk.transfer('USDT', 5.000000001, 'usd/earn', 'usd');
    desk.transfer('USDT', 2, 'usd/earn', 'usd/trading');
    expect(h.sent).toMatchObject([
      { kind: 'transfer', asset: 'USDT', size: 5, from: 'usd/earn', to: 'usd' },
      { kind: 'transfer', asset: 'USDT', size: 2, from: 'usd/earn', to: 'usd' },
    ]);
    h.arrive(h.sent[0]);
    h.refuseTransfer(h.sent[1], 'transfersClosed');
    expect(heard).toEqual([
      ['requested', 'none', 5, 'usd/earn', 'usd'],
      ['arrived', 'none', 5, 'usd/earn', 'usd'],
      ['refused', 'transfersClosed', 2, 'usd/earn', 'usd'],
    ]);
    expect([h.balance('usd', 'USDT'), h.balance('usd/earn', 'USDT')]).toEqual([105, 2]);
    expect(() => h.arrive(h.sent[0])).toThrow('transfer 1 is not open');
    expect(() => desk.transfer('USDT', 1, 'usd', 'usd/sport')).toThrow("there is no wallet 'usd/sport'");
  });

  test('take transfers at once where orders fill by themselves, of what is there', () => {
    const h = harness(puppet, { markets, balances: wallets, fills: 'atTouch' });
    const { desk } = h.agent as Puppet;
    desk.transfer('BTC', 1, 'usd/spot', 'usd/earn');
    desk.transfer('BTC', 1, 'usd/spot', 'usd/earn');
    h.advance(0);
    expect([desk.balance('BTC', 'usd/spot'), desk.balance('BTC', 'usd/earn')]).toEqual([0, 1]);
    const told: boolean[] = [];
    desk.react((h.agent as Puppet).tape.transferHalts('usd'), ({ open }) => told.push(open));
    h.transferHalt('usd', false);
    expect(told).toEqual([false]);
  });
});

@injectable()
class Crowd {
  constructor(@inject(COHORT) cohort: Cohort, @inject(TAPE) tape: Tape, @inject(VIEW) view: View) {
    const market = view.market(BTC);
    const trigger = cohort.param('trigger');
    tape.trades(BTC).subscribe((fact) => {
      for (let account = 0; account < cohort.size; account++) {
        if (fact.price < 100 * (1 - trigger[account])) cohort.desk.limit(account, market, 'sell', 90, 1);
      }
    });
  }
}
const crowd = definePlugin({ ...seller, name: 'crowd', use: Crowd, cohort: true });

test('a cohort acts for each of its accounts', () => {
  const h = harness(crowd, { markets, balances, accounts: 100, params: { trigger: { uniform: [0, 0.2] } } });
  h.trade(BTC, 90, 1);
  const accounts = h.sent.map(({ account }) => account);
  expect(accounts.length).toBeGreaterThan(30);
  expect(accounts.length).toBeLessThan(70);
  h.fill(h.sent[0]);
  expect(h.position(BTC, accounts[0])).toBe(1);
});
