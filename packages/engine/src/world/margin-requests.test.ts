import { beforeEach, describe, expect, test } from '@jest/globals';
import { fill, moveMargin, placeBid, setLeverage } from '@ebb/sdk';
import type { AuctionOpened, MarginMode, MarginVerdict, PerpInstrument } from '@ebb/sdk';
import { loadScenarioText } from '../index.ts';
import { buildWorld } from '../../test/build-world.ts';
import { idlerPlugin } from '../../test/tiny-agents.ts';
import { rule, rulePlugins } from '../../test/tiny-rules.ts';
import type { World } from './world.ts';

const PERP = 'COIN/USD:USD@alpha';
const INVERSE = 'COIN/USD:COIN@alpha';
const SPOT = 'COIN/USD@alpha';
const scenario = (jumps = ''): string => `
version: 1
start: 2025-10-10T20:30:00Z
until: 60 s
assets: { USD: {decimals: 6}, EUR: {decimals: 2}, COIN: {decimals: 7} }
values: { COIN: {start: 10, jumps: [${jumps}]} }
venues:
  alpha:
    instruments:
      COIN/USD:USD: {kind: perp, tick: 0.01, lot: 0.1}
      COIN/USD:COIN: {kind: perp, tick: 0.01, lot: 1, multiplier: 10}
      COIN/USD: {kind: spot, tick: 0.01, lot: 0.1}
    settle: USD
    margin: tenth
    marginModes: { alone: tenth-alone, pooled: tenth-pooled }
    collateral: { COIN: outside-index }
    liquidation: auctioned
    lossAbsorption: small-to-fund
    deleveraging: in-order
    index: outside-index
    mark: index-mark
    latency: { use: exponential-delay, params: { mean: 1 us } }
  spot: { instruments: { COIN/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
agents:
  whole: { use: idler, count: 3, wallets: {alpha: {USD: 1000, COIN: 5}} }
  alone: { use: idler, marginMode: {alpha: alone}, wallets: {alpha: {USD: 1000}} }
  pooled: { use: idler, marginMode: {alpha: pooled}, wallets: {alpha: {USD: 100, COIN: 10}} }
  poor: { use: idler }
`;

/** Asks a tenth, and half of that to keep. */
class Tenth {
  readonly mode: MarginMode = 'cross';
  initialAtoms(_instrument: PerpInstrument, notional: number): number {
    return Math.ceil(notional / 10);
  }
  maintenanceAtoms(_instrument: PerpInstrument, notional: number): number {
    return Math.ceil(notional / 20);
  }
  collateralAtoms(asset: number, value: number): number {
    return asset === 2 ? Math.floor(value / 2) : value;
  }
  verdict(margin: number, maintenance: number): MarginVerdict {
    if (margin <= maintenance) return 'liquidate';
    return margin <= 2 * maintenance ? 'warn' : 'free';
  }
}
class TenthAlone extends Tenth {
  override readonly mode = 'isolated';
}
class TenthPooled extends Tenth {
  override readonly mode = 'unified';
}
class Auctioned {
  readonly feePpm = 0;
  readonly auctionMs = 5000;
  step() {
    return { orders: [], otherwise: 'auction' } as const;
  }
}
const plugins = [
  idlerPlugin,
  ...rulePlugins,
  rule('margin', 'tenth', Tenth),
  rule('margin', 'tenth-alone', TenthAlone),
  rule('margin', 'tenth-pooled', TenthPooled),
  rule('liquidation', 'auctioned', Auctioned),
];

let world: World;
const build = async (jumps?: string): Promise<void> => {
  world = await buildWorld(await loadScenarioText(scenario(jumps), 'margin.yaml'), plugins);
};
beforeEach(() => build());
const advance = (ms = 1): unknown => world.kernel.step(Infinity, world.kernel.calendar.nowUs + ms * 1000);
const account = (block: string, place = 0): number => world.accounts.members(block)[place];
/** One account buys from another at a price. */
const trade = (buyer: number, seller: number, market: string, price: number, size: number): void => {
  world.trading.limit(seller, market, 'sell', price, size);
  advance();
  world.trading.limit(buyer, market, 'buy', price, size);
  advance();
};

describe('a leverage that an account chose', () => {
  test('travels, and raises what its position needs', () => {
    const { trading, kernel } = world;
    const one = account('whole');
    const sent: number[][] = [];
    kernel.bus
      .intents(setLeverage)
      .tap((_seq, _time, _cause, _origin, place, who, hundredths) => sent.push([place, who, hundredths]));
    trade(one, account('whole', 1), PERP, 10, 10);
    expect(trading.available(one, 'alpha')).toBe(990);
    trading.setLeverage(one, PERP, 2.5);
    expect(trading.available(one, 'alpha')).toBe(990);
    advance();
    expect([trading.available(one, 'alpha'), trading.available(account('whole', 1), 'alpha')]).toEqual([960, 990]);
    trading.setLeverage(one, PERP, 500);
    trading.setLeverage(account('poor'), PERP, 5);
    advance();
    expect(trading.available(one, 'alpha')).toBe(990);
    const index = world.markets.findIndex(({ id }) => id === PERP);
    expect(sent).toEqual([
      [index, one, 250],
      [index, one, 50_000],
    ]);
  });

  test('is what an isolated position brings with it', () => {
    const { trading } = world;
    const alone = account('alone');
    trading.setLeverage(alone, PERP, 4);
    trade(alone, account('whole'), PERP, 10, 10);
    expect(trading.margin(alone, PERP)).toEqual({ equity: 25, margin: 25, maintenance: 5, ratio: 5, verdict: 'free' });
    expect([trading.balance(alone, 'USD', 'alpha'), trading.available(alone, 'alpha')]).toEqual([975, 975]);
  });

  test('is lost while the venue is down, or has too much to do', async () => {
    const venue = '    settle: USD\n';
    const busy = scenario().replace(venue, `${venue}    capacity: {messages: 1, per: 1 s, queue: 1}\n`);
    world = await buildWorld(await loadScenarioText(busy, 'busy.yaml'), plugins);
    const { trading, venues } = world;
    const one = account('whole');
    world.trading.limit(account('whole', 1), PERP, 'sell', 10, 10);
    advance(3000);
    world.trading.limit(one, PERP, 'buy', 10, 10);
    advance(3000);
    for (const leverage of [2, 5, 10]) trading.setLeverage(one, PERP, leverage);
    advance(5000);
    expect(trading.available(one, 'alpha')).toBe(980);
    venues.get('alpha')!.setState('down');
    trading.setLeverage(one, PERP, 2);
    advance(3000);
    expect(trading.available(one, 'alpha')).toBe(980);
  });

  test.each([0.99, NaN, 1001])('of %d is a mistake of the agent', (leverage) => {
    expect(() => world.trading.setLeverage(account('whole'), PERP, leverage)).toThrow('a leverage is from 1 to 1000');
  });
});

describe('margin that an account moves', () => {
  test('goes to and from its isolated position, as far as that keeps its initial margin', () => {
    const { trading } = world;
    const alone = account('alone');
    const sent: number[][] = [];
    world.kernel.bus.intents(moveMargin).tap((_seq, _time, _cause, _origin, _place, ...numbers) => sent.push(numbers));
    const after = (amount: number): number => {
      trading.moveMargin(alone, PERP, amount);
      advance();
      return trading.margin(alone, PERP).equity;
    };
    expect(after(5)).toBe(0);
    trade(alone, account('whole'), PERP, 10, 10);
    expect([after(30.0000009), after(-31), after(-12), after(2000), after(-1e-7)]).toEqual([40, 40, 28, 28, 28]);
    expect(trading.balance(alone, 'USD', 'alpha')).toBe(972);
    expect(sent.map(([, atoms]) => atoms)).toEqual([5e6, 30e6, -31e6, -12e6, 2e9]);
    expect(() => trading.moveMargin(alone, PERP, NaN)).toThrow('an amount of margin to move is NaN');
    expect(() => trading.moveMargin(alone, SPOT, 1)).toThrow('spot market');
  });

  test('does nothing in other modes', () => {
    const { trading } = world;
    const [one, other] = [account('whole'), account('whole', 1)];
    trade(one, other, PERP, 10, 10);
    trading.moveMargin(one, PERP, 50);
    advance();
    expect([trading.available(one, 'alpha'), trading.equity(one, 'alpha')]).toEqual([990, 1000]);
  });
});

describe('the margin that an account sees', () => {
  test('is that of the pool behind its position: the whole wallet in cross mode, coins with their haircut in unified mode', () => {
    const { trading, view } = world;
    const [one, pooled] = [account('whole'), account('pooled')];
    trade(pooled, one, PERP, 10, 30);
    // The wallet has 100 and coins worth 100, of which half count.
    expect(trading.margin(pooled, PERP)).toEqual({
      ...{ equity: 200, margin: 150, maintenance: 15, ratio: 10, verdict: 'free' },
    });
    expect(trading.margin(one, PERP)).toMatchObject({ equity: 1000, maintenance: 15 });
    expect([view.collateral('alpha', 'COIN'), view.collateral('alpha', 'USD')]).toEqual([10, 1]);
    expect([view.collateral('alpha', 'EUR'), view.collateral('spot', 'COIN')]).toEqual([NaN, NaN]);
    expect(() => view.collateral('beta', 'COIN')).toThrow("no venue 'beta'");
    expect(() => view.collateral('alpha', 'GOLD')).toThrow("no asset 'GOLD'");
  });

  test('is in coins for an inverse perpetual in cross mode, and nothing where there is no pool', () => {
    const { trading, view } = world;
    const [one, other] = [account('whole'), account('whole', 1)];
    expect([view.market(INVERSE).inverse, view.market(PERP).inverse, view.market(SPOT).inverse]).toEqual([
      true,
      false,
      false,
    ]);
    trade(one, other, INVERSE, 10, 4);
    // Four contracts of 10 USD are four coins at 10.
    expect(trading.margin(one, INVERSE)).toMatchObject({ equity: 5, maintenance: 0.2, ratio: 25 });
    expect(trading.margin(one, PERP)).toMatchObject({ equity: 1000, maintenance: 0, ratio: Infinity, verdict: 'free' });
    expect(trading.margin(account('poor'), PERP)).toMatchObject({ equity: 0, ratio: Infinity, verdict: 'free' });
  });
});

test('the fee of an inverse perpetual is told in coins, whatever their decimals', async () => {
  const loaded = await loadScenarioText(
    scenario().replace('    settle: USD\n', '    settle: USD\n    fees: flat-fees\n'),
    'fees.yaml',
  );
  world = await buildWorld(loaded, plugins);
  const fees: [string, number][] = [];
  world.tape.facts(fill).subscribe(({ maker, fee, market }) => {
    fees.push([`${maker ? 'maker' : 'taker'} of ${market}`, fee]);
  });
  // 400 ppm are paid and 50 received, of four coins and of 40 dollars.
  trade(account('whole'), account('whole', 1), INVERSE, 10, 4);
  trade(account('whole'), account('whole', 1), PERP, 10, 4);
  expect(Object.fromEntries(fees)).toEqual({
    [`maker of ${INVERSE}`]: -0.0002,
    [`taker of ${INVERSE}`]: 0.0016,
    [`maker of ${PERP}`]: -0.002,
    [`taker of ${PERP}`]: 0.016,
  });
});

describe('a position that is auctioned', () => {
  /** The isolated account is long 10 from 10 with 20 of margin when the price falls by 17 %. */
  const fail = async (jumps: string): Promise<{ opened: AuctionOpened[]; results: unknown[]; bids: number[][] }> => {
    await build(jumps);
    const [opened, results, bids]: [AuctionOpened[], unknown[], number[][]] = [[], [], []];
    world.tape.auctions(PERP).subscribe((fact) => opened.push(fact));
    world.tape.auctionResults(PERP).subscribe((fact) => {
      results.push('sold' in fact ? fact.sold : [fact.account, fact.size, fact.price]);
    });
    world.kernel.bus
      .intents(placeBid)
      .tap((_seq, _time, _cause, _origin, _place, ...numbers) => bids.push(numbers.slice(0, 4)));
    world.trading.setLeverage(account('alone'), PERP, 5);
    trade(account('alone'), account('whole', 2), PERP, 10, 10);
    advance(11_000);
    return { opened, results, bids };
  };

  test('goes to the best bids at their own prices, rounded to the passive side and down to lots', async () => {
    const { opened, results, bids } = await fail('{at: 10 s, by: -17%}');
    const [one, other, alone] = [account('whole'), account('whole', 1), account('alone')];
    const { trading, view } = world;
    expect(view.market(PERP).mark).toBe(8.3);
    expect(opened).toMatchObject([{ account: alone, size: 10, market: PERP }]);
    expect(opened[0].endsMs - opened[0].timeUs / 1000).toBe(5000);
    trading.bid(one, opened[0], 8.259, 40.07);
    trading.bid(other, opened[0], 8.29, 1);
    trading.bid(other, opened[0], 8.29, 0.09);
    trading.bid(account('poor'), opened[0], 8.3, 10);
    expect(trading.position(one, PERP)).toBe(0);
    advance(6_000);
    expect(bids).toEqual([
      [one, 1, 825, 400],
      [other, 1, 829, 10],
    ]);
    expect(results).toEqual([[other, 1, 8.29], [one, 9, 8.25], 10]);
    expect([trading.position(one, PERP), trading.position(other, PERP), trading.position(alone, PERP)]).toEqual([
      9, 1, 0,
    ]);
    expect([trading.equity(alone, 'alpha'), trading.entryPrice(one, PERP)]).toEqual([1000 - 1.71 - 9 * 1.75, 8.25]);
  });

  test('is sold no further than until it complies', async () => {
    const { opened, results } = await fail('{at: 10 s, by: -17%}');
    world.trading.bid(account('whole'), opened[0], 8.29, 4);
    world.trading.bid(account('whole', 1), opened[0], 8.2, 10);
    advance(6_000);
    expect(results).toEqual([[account('whole'), 4, 8.29], 4]);
    expect(world.trading.position(account('alone'), PERP)).toBe(6);
  });

  test('stays with its owner when it complies again before the end', async () => {
    const { opened, results } = await fail('{at: 10 s, by: -17%}, {at: 12 s, by: 10%}');
    world.trading.bid(account('whole'), opened[0], 8.2, 10);
    advance(10_000);
    expect(results).toEqual([0]);
    expect([world.trading.position(account('alone'), PERP), opened.length]).toEqual([10, 1]);
  });
});
