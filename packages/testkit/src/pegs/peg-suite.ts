import type { Issuance, Plugin } from '@ebb/sdk';
import { InvariantError } from '../invariants/play-audited.ts';
import { playPeg } from './peg-story.ts';
import type { PegStory, PegStoryOptions } from './peg-story.ts';
import { COIN, JUNK } from './peg-world.ts';

/** Declares a test, as `test` of jest and of node:test do. */
export type DeclareTest = (name: string, run: () => Promise<void>, timeoutMs?: number) => unknown;

/** What a peg is tested with; all optional. */
export interface PegSuiteOptions extends PegStoryOptions {
  /** What declares the tests; the global `test` when absent. */
  readonly test?: DeclareTest;
  readonly seed?: number;
  /** What holders are owed for a coin, as a share of its parity: 1 for most pegs, 0 for one that promises nothing. */
  readonly owes?: number;
  /** Most of its wealth that a customer may gain in a calm world: what the mechanism itself pays to holders in ten minutes. */
  readonly yields?: number;
}

const UPKEEP_US = 10_000_000;
const LASTS_US = 600_000_000;
const PRICES: Readonly<Record<string, number>> = { USDT: 1, ETH: 4000, LUNA: 80, [JUNK]: 1 };
const STARTED_WITH: Readonly<Record<string, number>> = { USDT: 20_000, ETH: 10, LUNA: 500, [JUNK]: 1000 };
const TIMEOUT_MS = 60_000;

/**
 * Declares the tests that every peg passes, in a small world of its own with random customers, makers and a crash: it pays only
 * what it has, owes what it says, promises nothing twice, refuses what it does not take, lets nobody gain by a round trip, keeps
 * its counter's terms, and plays the same again. Each failure is an InvariantError that says what was found.
 */
export function pegSuite(plugin: Plugin, options: PegSuiteOptions = {}): void {
  const { seed = 1, owes = 1, yields = 1e-5 } = options;
  const test = options.test ?? (globalThis as { test?: DeclareTest }).test;
  if (test === undefined)
    throw new TypeError('pegSuite needs a function that declares a test: pegSuite(peg, { test })');
  const { name } = plugin;
  let stormy: Promise<PegStory> | undefined;
  const storm = (): Promise<PegStory> => (stormy ??= playPeg(plugin, options, false, seed));
  const holds = (truth: boolean, sentence: string): void => {
    if (!truth) throw new InvariantError(`${name}: ${sentence} (seed ${seed})`);
  };

  test(
    `${name} pays only what it has, in a market that crashes`,
    async () => {
      const { customers } = await storm();
      const paid = customers.flatMap(({ told }) => told.filter(({ state }) => state === 'paid'));
      for (const kind of ['mint', 'redeem'])
        holds(
          paid.some((fact) => fact.kind === kind),
          `no ${kind} was ever paid`,
        );
    },
    TIMEOUT_MS,
  );

  test(
    `${name} tells at every upkeep what stands behind its coin`,
    async () => {
      const { moments } = await storm();
      const expected = LASTS_US / UPKEEP_US;
      holds(Math.abs(moments.length - expected) <= 1, `${moments.length} backings in ${expected} upkeeps`);
      for (const { assets, liabilities, liquid, parity, timeUs } of moments) {
        const numbers = [assets, liquid, liabilities, parity];
        holds(numbers.every(Number.isFinite), `a backing of ${numbers.join(', ')} at ${timeUs}`);
        holds(liquid >= 0 && liabilities >= -1e-6, `liquid ${liquid} and liabilities ${liabilities} at ${timeUs}`);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `${name} has as many coins in circulation as others have`,
    async () => {
      const { customers, moments } = await storm();
      const pending = (timeUs: number): number => sum(customers.map(({ told }) => promisedCoins(told, timeUs)));
      for (const { circulating, held, timeUs, waiting } of moments) {
        const others = held + waiting + pending(timeUs);
        const isRight = options.agents ? circulating >= others - 1e-6 : Math.abs(circulating - others) < 1e-6;
        holds(isRight, `${circulating} coins circulate where others have ${others} at ${timeUs}`);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `${name} owes what the coins in other hands are worth by its own terms`,
    async () => {
      for (const { circulating, liabilities, parity, timeUs } of (await storm()).moments) {
        const owed = circulating * parity * owes;
        holds(liabilities >= owed * (1 - 1e-9) - 1e-6, `it owes ${liabilities}, coins are worth ${owed} at ${timeUs}`);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `${name} promises nothing twice, and pays later what it promised`,
    async () => {
      const issuer = { ...options.issuer, redeem: { payout: '7 s' }, mint: { payout: '3 s' } };
      const { customers } = await playPeg(plugin, { ...options, issuer }, false, seed);
      const facts = customers.flatMap(({ told }) => told).filter(({ kind }) => kind !== 'action');
      holds(
        facts.some(({ state }) => state === 'executed'),
        'nothing was ever promised',
      );
      for (const story of storiesOf(facts)) holds(isKept(story), `a request went ${story.map(textOf).join(', then ')}`);
    },
    TIMEOUT_MS,
  );

  test(
    `${name} refuses what it does not take`,
    async () => {
      const told = (await storm()).customers.flatMap((customer) => customer.told);
      const junk = told.filter(({ asset, state }) => asset === JUNK && state !== 'queued');
      holds(junk.length > 0, 'nobody offered anything unknown');
      for (const fact of junk) {
        const { refusal } = fact;
        const atDoor = ['insufficientBalance', 'queueFull', 'venueDown'].includes(refusal);
        holds(refusal === 'unsupported' || atDoor, `it did not refuse an unknown asset: ${textOf(fact)}`);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `${name} lets nobody gain by going round while prices stand still`,
    async () => {
      const { customers, moments } = await playPeg(plugin, options, true, seed);
      const before = worth((asset) => STARTED_WITH[asset], 0);
      const { parity } = moments.at(-1)!;
      for (const { owned, told } of customers) {
        const coins = owned(COIN) + waitingCoins(told);
        const after = worth(owned, parity * coins);
        holds(after <= before * (1 + yields), `a customer with ${before} ended with ${after}`);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `${name} keeps the terms of its counter`,
    async () => {
      const cap = { amount: 3000, per: '1 min' };
      const terms = { whitelist: ['customers'], cooldown: '4 s', mint: { fee: '1%', cap }, redeem: { fee: '1%' } };
      const strangers = { use: 'peg-suite-customer', count: 1, wallets: { chain: { USDT: 20_000, [JUNK]: 10 } } };
      const agents = { ...options.agents, strangers };
      const { customers } = await playPeg(
        plugin,
        { ...options, agents, issuer: { ...options.issuer, ...terms } },
        false,
        seed,
      );
      const stranger = customers.at(-1)!.told.filter(({ kind }) => kind !== 'action');
      holds(
        stranger.length > 0 && stranger.every(({ refusal }) => refusal === 'notWhitelisted'),
        'it dealt with a stranger',
      );
      for (const { told } of customers.slice(0, -1)) {
        const queued = told.filter(({ state }) => state === 'queued').map(({ timeUs }) => timeUs);
        const gaps = queued.slice(1).map((timeUs, i) => timeUs - queued[i]);
        holds(
          gaps.every((gap) => gap >= 4_000_000),
          `it took requests ${Math.min(...gaps)} µs after another`,
        );
      }
      const minted = customers
        .flatMap(({ told }) => told)
        .filter(({ kind, state }) => kind === 'mint' && state === 'paid');
      for (const [window, brought] of inWindows(minted)) {
        holds(brought <= cap.amount + 1e-6, `it took ${brought} units in minute ${window}, more than its cap`);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `${name} plays the same again`,
    async () => {
      const [first, again] = [await storm(), await playPeg(plugin, options, false, seed)];
      const hashes = [first, again].map(({ run }) => run.manifest.traceHash);
      holds(hashes[0] === hashes[1], `two runs have the traces ${hashes.join(' and ')}`);
    },
    TIMEOUT_MS,
  );
}

/** Coins that were decided for a customer and had not been paid at a moment. */
function promisedCoins(told: readonly Issuance[], timeUs: number): number {
  const signed = told
    .filter((fact) => fact.kind === 'mint' && fact.timeUs <= timeUs)
    .map(({ coins, request, state }) => {
      const isLate = told.some((fact) => fact.request === request && fact.state === 'executed');
      return state === 'executed' ? coins : state === 'paid' && isLate ? -coins : 0;
    });
  return sum(signed);
}

/** Coins that a customer gave for redemptions of which nothing has come yet. */
function waitingCoins(told: readonly Issuance[]): number {
  const waiting = storiesOf(told).filter((story) => story.length === 1 && story[0].state === 'queued');
  return sum(waiting.map(([{ coins, kind }]) => (kind === 'redeem' ? coins : 0)));
}

/** What was told of each request, in order. */
function storiesOf(facts: readonly Issuance[]): readonly (readonly Issuance[])[] {
  const stories = new Map<number, Issuance[]>();
  for (const fact of facts) stories.set(fact.request, [...(stories.get(fact.request) ?? []), fact]);
  return [...stories.values()];
}

/** Whether everything decided for a request was paid at most once, and nothing was paid that was not decided. */
function isKept(story: readonly Issuance[]): boolean {
  const texts = (state: string): string[] => story.filter((fact) => fact.state === state).map(amountsOf);
  const decided = texts('executed');
  const paid = texts('paid');
  return paid.length <= decided.length && paid.every((text, i) => text === decided[i]);
}

function amountsOf({ amount, asset, coins }: Issuance): string {
  return `${coins} ${COIN} ${amount} ${asset}`;
}

function textOf(fact: Issuance): string {
  return `${fact.kind} ${amountsOf(fact)}: ${fact.state === 'refused' ? fact.refusal : fact.state}`;
}

/** Units that mints brought, by minute and over all assets. */
function inWindows(minted: readonly Issuance[]): ReadonlyMap<number, number> {
  const windows = new Map<number, number>();
  for (const { amount, timeUs } of minted) {
    const window = Math.floor(timeUs / 60_000_000);
    windows.set(window, (windows.get(window) ?? 0) - amount);
  }
  return windows;
}

function worth(owned: (asset: string) => number, coins: number): number {
  return coins + sum(Object.entries(PRICES).map(([asset, price]) => owned(asset) * price));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
