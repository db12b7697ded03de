import { describe, expect, jest, test } from '@jest/globals';
import { CLOCK, DESK, definePlugin, inject, injectable, parameters, trade } from '@ebb/sdk';
import type { Desk, Plugin, SchedulerLike } from '@ebb/sdk';
import { createLedgerStorage } from '@ebb/ledger';
import type { LedgerStorage } from '@ebb/ledger';
import { timer } from 'rxjs';
import { simulate } from './index.ts';
import { Audit, ConservationError } from './world/audit.ts';
import { buildWorld } from '../test/build-world.ts';
import { tinyPlugins } from '../test/tiny-plugins.ts';
import { TINY, loadTiny } from '../test/tiny-world.ts';

jest.setTimeout(30_000);

const START_US = Date.UTC(2025, 9, 10, 20, 30) * 1000;
const AGENTS = TINY.slice(TINY.indexOf('agents:'));
/** So few wallets that every one is counted at every fact. */
const FEW = `agents:
  thief: {use: thief, wallets: {spot: {USD: 1}}}
  spotters: {use: trader, count: 2, wallets: {spot: {USD: 50 k, SOL: 200}}, params: {market: SOL/USD@spot}}
`;

/** An agent that does what no agent can, at the tenth second: it changes the arrays of balances. */
function thief(storage: LedgerStorage, steal: (storage: LedgerStorage) => void): Plugin {
  @injectable()
  class Thief {
    constructor(@inject(DESK) desk: Desk, @inject(CLOCK) clock: SchedulerLike) {
      desk.react(timer(10_000, clock), () => steal(storage));
    }
  }
  const summary = 'Changes balances behind the back of the ledger.';
  return definePlugin({ kind: 'agent', name: 'thief', version: '1.0.0', summary, params: parameters({}), use: Thief });
}

async function playThief(steal: (storage: LedgerStorage) => void) {
  const storage = createLedgerStorage();
  const plugins = [...tinyPlugins(), thief(storage, steal)];
  return simulate(await loadTiny([AGENTS, FEW]), { seed: 3, plugins, storage, record: 'none', audit: true });
}

describe('an audited run', () => {
  test.each<[string, (storage: LedgerStorage) => void, RegExp]>([
    [
      'a lost atom',
      ({ balances }) => void (balances[balances.findIndex((atoms) => atoms > 1e9)] -= 1),
      /all wallets sum to -1 atoms/,
    ],
    [
      'an atom from nowhere',
      ({ balances }) => void (balances[balances.findIndex((atoms) => atoms > 1e9)] += 1),
      /all wallets sum to 1 atoms/,
    ],
    [
      'a promise nobody made',
      ({ held, balances }) => void (held[balances.findIndex((atoms) => atoms > 1e9)] += 1),
      /wallets hold .* writes add up to/,
    ],
    ['half an atom', ({ balances }) => void (balances[balances.findIndex((atoms) => atoms > 1e9)] += 0.5), /not whole/],
  ])('catches %s at the first fact after it', async (_, steal, sentence) => {
    const { manifest, conservation } = await playThief(steal);
    const { status, fault, events } = manifest;
    expect(status).toBe('failed');
    expect(fault).toMatchObject({ plugin: 'engine', instance: 'audit', seed: '3' });
    expect(fault?.message).toMatch(sentence);
    expect(conservation).toEqual({ balanced: false, sentence: fault?.message });
    expect(fault!.timeUs - START_US).toBeGreaterThanOrEqual(10_000_000);
    expect(fault!.timeUs - START_US).toBeLessThan(11_000_000);
    expect(fault!.seq).toBe(events);
    expect(fault!.seq).toBe(await seqAfter(10_000_000));
  });

  test('balances, however much happens in it', async () => {
    for (const seed of [1, 3, 4]) {
      const { conservation, manifest } = await simulate(await loadTiny(), {
        seed,
        plugins: tinyPlugins(),
        audit: true,
      });
      expect(manifest.fault).toBeUndefined();
      expect(conservation?.balanced).toBe(true);
    }
  });
});

/** The sequence number of the first fact or intent later than so many microseconds after the start. */
async function seqAfter(us: number): Promise<number> {
  const { world } = await worldOf(FEW);
  world.kernel.step(Infinity, START_US + us);
  return world.kernel.events + 1;
}

async function worldOf(agents = AGENTS) {
  const plugins = [...tinyPlugins(), thief(createLedgerStorage(), () => {})];
  const world = await buildWorld(await loadTiny([AGENTS, agents]), plugins);
  return { world, audit: new Audit(world) };
}

describe('when every order is gone', () => {
  test('nothing is held, nobody is exposed, and longs equal shorts', async () => {
    const { world, audit } = await worldOf();
    const { kernel, ledger, venues, trading, accounts } = world;
    let lots = 0;
    kernel.bus.family(trade).tap((_seq, _time, _cause, _origin, _place, _price, size) => void (lots += size));
    const untilUs = START_US + 29_900_000;
    kernel.step(Infinity, untilUs);
    expect(lots).toBeGreaterThan(100);
    const held = () => ledger.assets.map(({ index }) => ledger.totalHeld(index));
    expect(held().every((atoms) => atoms > 0)).toBe(true);
    const house = venues.get('alpha')!.house!;
    const [perp] = house.listed;
    const exposed = () =>
      world.accounts
        .members('zealots')
        .concat(accounts.members('bulls'), accounts.members('mob'))
        .map(
          (each) => house.credit.exposure.buyLots(each, perp.index) + house.credit.exposure.sellLots(each, perp.index),
        );
    expect(Math.max(...exposed())).toBeGreaterThan(0);
    for (let account = 0; account < accounts.count; account++) {
      for (const venue of venues.values()) venue.cancelAll(account, -1);
    }
    expect(
      [...venues.values()].map(({ listings }) => listings.map(({ book }) => [book.bestBidTicks, book.bestAskTicks])),
    ).toEqual([[[0, 0]], [[0, 0]]]);
    expect(held()).toEqual([0, 0]);
    expect(exposed().every((each) => each === 0)).toBe(true);
    expect(house.positions.netLots(perp.index)).toBe(0);
    expect(house.positions.openInterestLots(perp.index)).toBeGreaterThan(0);
    audit.recount();
    expect(trading.openOrders(accounts.members('zealots')[0], 'SOL/USD:USD@alpha')).toBe(0);
  });

  test('a position that nobody took the other side of is found', async () => {
    const { world, audit } = await worldOf();
    world.kernel.step(Infinity, START_US + 5_000_000);
    audit.recount();
    const house = world.venues.get('alpha')!.house!;
    house.positions.applyFill(world.accounts.members('bulls')[0], house.listed[0].index, 1, 20_000);
    expect(() => audit.recount()).toThrow(ConservationError);
    expect(() => audit.recount()).toThrow('longs and shorts of SOL/USD:USD differ by 1 lots');
  });

  test('and money that the clearing account lacks, too', async () => {
    const { world, audit } = await worldOf();
    world.kernel.step(Infinity, START_US + 5_000_000);
    const venue = world.venues.get('alpha')!;
    const { clearingWallet } = venue.derivatives!;
    const wallet = venue.wallets.of(world.accounts.members('bulls')[0]);
    world.ledger.transfer(wallet, clearingWallet, venue.house!.settle, 7, world.ledger.registerReason('gift'));
    expect(() => audit.recount()).toThrow(/the clearing account of alpha holds/);
  });
});
