import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CLOCK, DESK, VIEW, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, Plugin, SchedulerLike, View } from '@ebb/sdk';
import { timer } from 'rxjs';
import { playAudited } from '../src/index.ts';
import type { PlayedRun } from '../src/index.ts';
import { housePlugins } from './house-plugins.ts';

jest.setTimeout(120_000);

/** Two venues and a crowd on each that sells ETH on the one; who carries ETH between them takes two minutes. */
const GAP = `
version: 1
start: 2025-10-10T21:00:00Z
until: 60 min
assets: { USDT: {decimals: 4}, ETH: {decimals: 5} }
venues:
  alpha:
    instruments: { ETH/USDT: {kind: spot, tick: 0.1, lot: 0.001} }
    withdrawal: { use: metered-transfer, params: {delay: 2 min, fee: {ETH: 0.001}} }
  beta:
    instruments: { ETH/USDT: {kind: spot, tick: 0.1, lot: 0.001} }
agents:
  carrier: { use: carrier, wallets: {alpha: {USDT: 10 M}} }
  sellers: { use: patient-sellers, wallets: {alpha: {ETH: 100000}} }
  buyers: { use: steady-buyer, wallets: {beta: {USDT: 100 M}} }
`;

/** Buys on alpha where it is cheaper, carries what it bought to beta, and sells it there. */
@injectable()
class Carrier {
  constructor(@inject(DESK) desk: Desk, @inject(VIEW) view: View, @inject(CLOCK) clock: SchedulerLike) {
    const [alpha, beta] = ['ETH/USDT@alpha', 'ETH/USDT@beta'].map((id) => view.market(id));
    desk.react(timer(10_000, 10_000, clock), () => {
      const carried = desk.free('ETH', 'beta');
      if (carried > 0) desk.limit(beta, 'sell', beta.bestBid, carried, { timeInForce: 'ioc' });
      const bought = desk.free('ETH', 'alpha');
      if (bought >= 1) desk.transfer('ETH', bought, 'alpha', 'beta');
      if (beta.bestBid > alpha.bestAsk * 1.005) {
        desk.limit(alpha, 'buy', alpha.bestAsk, 2, { timeInForce: 'ioc' });
      }
    });
  }
}

/** Offers at a price that stays. */
@injectable()
class Sellers {
  constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike) {
    desk.react(timer(1000, clock), () => desk.limit('ETH/USDT@alpha', 'sell', 3000, 90_000));
  }
}

/** Bids a price that rises without sellers: half a dollar each ten seconds; it falls by two for each ether that it gets. */
@injectable()
class Buyer {
  constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike) {
    let price = 3000;
    desk.react(desk.fills$, ({ size }) => (price = Math.max(3000, price - 2 * size)));
    desk.react(timer(1000, 10_000, clock), () => {
      price += 0.5;
      desk.cancelAll('ETH/USDT@beta');
      desk.limit('ETH/USDT@beta', 'buy', price, 50);
    });
  }
}

const about = { kind: 'agent', version: '1.0.0', summary: 'Takes part in a test.', params: parameters({}) } as const;
const actors: readonly Plugin[] = [
  definePlugin({ ...about, name: 'carrier', use: Carrier }),
  definePlugin({ ...about, name: 'patient-sellers', use: Sellers }),
  definePlugin({ ...about, name: 'steady-buyer', use: Buyer }),
];

let plugins: readonly Plugin[];
beforeAll(async () => {
  plugins = [...actors, ...(await housePlugins())];
});

describe('a halt of withdrawals', () => {
  const halt =
    'shocks: { gas: {use: withdrawal-halt, at: 21:12, params: {venue: alpha, lasts: 30 min, assets: [ETH]}} }';
  /** The largest gap of the prices of beta over that of alpha from one minute to another, as a fraction. */
  const gapOf = (run: PlayedRun, from: number, to: number): number => {
    const bids = run.rows('quotes').filter(({ market }) => market === 'ETH/USDT@beta');
    const startUs = Date.parse('2025-10-10T21:00:00Z') * 1000;
    const within = bids.filter(({ time, bid }) => {
      const minute = (Number(time) - startUs) / 60e6;
      return minute >= from && minute < to && Number(bid) > 0;
    });
    return Math.max(...within.map(({ bid }) => Number(bid))) / 3000 - 1;
  };

  test('opens a gap between venues that who carries coins cannot close until it ends; nothing is lost', async () => {
    const calm = await playAudited(GAP, { plugins });
    const halted = await playAudited(`${GAP}${halt}\n`, { plugins });
    const usual = gapOf(calm, 20, 42);
    expect(usual).toBeLessThan(0.01);
    expect(gapOf(halted, 20, 42)).toBeGreaterThan(4 * usual);
    expect(gapOf(halted, 46, 60)).toBeLessThan(1.2 * usual);
    const moved = halted.rows('transfers');
    const startUs = Date.parse('2025-10-10T21:12:00Z') * 1000;
    const during = moved.filter(({ time }) => Number(time) > startUs && Number(time) < startUs + 30 * 60e6);
    expect(new Set(during.map(({ state }) => state))).toEqual(new Set(['requested', 'waiting']));
    const waited = during.filter(({ state }) => state === 'waiting').map(({ transfer }) => transfer);
    const arrived = moved.filter(({ state }) => state === 'arrived').map(({ transfer }) => transfer);
    expect(waited.length).toBeGreaterThan(2);
    expect(arrived.filter((id) => waited.includes(id))).toEqual([...waited].filter((id) => arrived.includes(id)));
    expect(arrived).toEqual(expect.arrayContaining(waited));
    const held = halted.metrics.find(({ name }) => name === 'transfersHeldUp');
    expect(held).toMatchObject({ subject: 'alpha', value: waited.length });
  });
});

describe('depositors and their venue', () => {
  const RUN = `
version: 1
start: 2025-10-10T21:00:00Z
until: 1 h
assets: { USDT: {decimals: 4}, USDe: {decimals: 4} }
values: { USDe: {start: 1} }
venues:
  alpha:
    instruments: { USDe/USDT: {kind: spot, tick: 0.0001, lot: 1} }
    withdrawal: { use: metered-transfer, params: {delay: 1 min, interval: 1 h, capacity: {USDe: 50 k}, fee: {USDe: 1}} }
  chain:
    instruments: { USDe/USDT: {kind: spot, tick: 0.0001, lot: 1} }
agents:
  makers: { use: market-maker, wallets: {alpha: {USDT: 20 k, USDe: 20 k}}, params: {market: USDe/USDT@alpha, reference: value, size: 500, maxVolatility: 1000, lossLimit: 1} }
  crowd: { use: noise-trader, count: 5, wallets: {alpha: {USDT: 5 k, USDe: 5 k}}, params: {market: USDe/USDT@alpha, size: 20} }
  savers: { use: depositor-flow, count: 200, wallets: {alpha: {USDe: 1 k}, chain: {USDe: 1 k}}, params: {asset: USDe, venue: alpha, elsewhere: chain, market: USDe/USDT@alpha, reference: 1, out: 10 /d, in: 10 /d, fear: 50} }
  scared: { use: panic-seller, count: 30, wallets: {alpha: {USDe: 5 k}}, params: {market: USDe/USDT@alpha, react: 5 s} }
shocks: { rumour: {use: news, at: 21:30, params: {assets: [USDe], drop: 10%}} }
`;
  test('keep to its capacity until a fall makes them queue at the door; what is out is out, the rest is under way', async () => {
    const run = await playAudited(RUN, { plugins });
    const moved = run.rows('transfers').filter(({ venue }) => venue === 'alpha');
    const eventUs = Date.parse('2025-10-10T21:30:00Z') * 1000;
    const asked = moved.filter(({ state }) => state === 'requested');
    const before = asked.filter(({ time }) => Number(time) < eventUs).length;
    expect(asked.length - before).toBeGreaterThan(2 * before);
    const out = moved.filter(({ state }) => state === 'released');
    const amount = out.reduce((sum, each) => sum + Number(each.amount), 0);
    // What the capacity of an hour lets out, and the one that has its turn.
    expect(amount).toBeLessThan(51_000);
    const metric = (name: string): unknown =>
      run.metrics.find((each) => each.subject === 'alpha' && each.name === name)?.value;
    const arrived = moved.filter(({ state }) => state === 'arrived').length;
    expect([metric('transfersAsked'), metric('transfersArrived')]).toEqual([asked.length, arrived]);
    expect(metric('transfersUnderWay')).toBe(asked.length - arrived);
    expect(asked.length - arrived).toBeGreaterThan(10);
    const ids = (rows: typeof moved): unknown[] => rows.map((each) => each.transfer);
    expect(ids(out)).toEqual(ids(asked).slice(0, out.length));
  });
});

describe('fright on a network', () => {
  const RUN = `
version: 1
start: 2025-10-10T21:00:00Z
until: 40 min
assets: { USDT: {decimals: 4}, USDe: {decimals: 4} }
values: { USDe: {start: 1} }
venues: { alpha: {instruments: {USDe/USDT: {kind: spot, tick: 0.0001, lot: 1}}} }
agents:
  makers: { use: market-maker, wallets: {alpha: {USDT: 2 M, USDe: 2 M}}, params: {market: USDe/USDT@alpha, reference: value, size: 20 k} }
  flock: { use: contagion-seller, count: 300, wallets: {alpha: {USDe: 1 k}}, params: {market: USDe/USDT@alpha, trigger: 10, seeds: 2%, at: 5 min, infect: RATE} }
`;
  test('lowers the price more the easier it spreads, with the same few who began', async () => {
    const soldAt = async (rate: string): Promise<number> => {
      const run = await playAudited(RUN.replace('RATE', rate), { plugins });
      return run.rows('fills').reduce((sum, each) => sum + (each.class === 'flock' ? Number(each.size) : 0), 0);
    };
    const alone = await soldAt('0');
    expect(alone).toBeGreaterThan(1000);
    expect(alone).toBeLessThan(20_000);
    expect(await soldAt('1 /min')).toBeGreaterThan(10 * alone);
  });
});
