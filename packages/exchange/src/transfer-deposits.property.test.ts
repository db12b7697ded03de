import { expect, test } from '@jest/globals';
import { walletKinds } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import fc from 'fast-check';
import { ETH, USD, WithdrawalPlay } from '../test/withdrawal-play.ts';
import type { Wallet } from '../test/withdrawal-play.ts';
import type { TransferRequest } from './contracts/transfer.ts';

const KINDS = Object.keys(walletKinds) as WalletKind[];
const VENUES = [0, 1, 2];
const WAYS = ['internal', 'withdrawals', 'deposits'] as const;

const wallet = fc.tuple(fc.constantFrom(...VENUES), fc.constantFrom(...KINDS));
const venue = fc.constantFrom(...VENUES);
const asset = fc.constantFrom(USD, ETH);
const deeds = fc.array(
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        account: fc.integer({ min: 1, max: 3 }),
        asset,
        share: fc.double({ min: 0.0001, max: 1.1, noNaN: true }),
        from: fc.oneof(wallet, fc.constant([0, 'trading'] as const)),
        to: wallet,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('gate' as const),
        venue,
        open: fc.boolean(),
        way: fc.constantFrom(...WAYS),
        asset: fc.constantFrom(-1, ETH),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('state' as const),
        venue,
        state: fc.constantFrom('open', 'cancelOnly', 'down'),
      }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(1500) }) },
  ),
  { minLength: 1, maxLength: 70, size: 'max' },
);

/** Delays of nothing to two seconds, or no room, by what is asked for; now and then a fee. */
const delayOf = ({ units, nowMs }: TransferRequest): number | null =>
  [0, 20, 700, null, 2000][Math.floor(units * 10 + nowMs) % 5];
const feeOf = ({ units }: TransferRequest): number => [0, 0.0015, 0.2][Math.floor(units * 100) % 3];

test('whatever is sent between venues that halt and fail, no atom is lost and each amount arrives exactly once', () => {
  const ends = { arrived: 0, refused: 0, crossed: 0 };
  fc.assert(
    fc.property(deeds, (all) => {
      const play = new WithdrawalPlay();
      for (const ways of play.ways) {
        for (const way of Object.values(ways)) Object.assign(way, { ms: delayOf, fee: feeOf });
      }
      const balances = (): number[] => play.accounts.flatMap((each) => [USD, ETH].map((of) => ownedOf(play, each, of)));
      for (const deed of all) {
        if (deed.kind === 'send') {
          const there = Math.max(1, play.atoms(deed.account, deed.asset, deed.from));
          const same = deed.from.join() === deed.to.join();
          if (!same) play.ask(deed.account, deed.asset, Math.ceil(there * deed.share), deed.from, deed.to);
        } else if (deed.kind === 'gate') play.venues[deed.venue].transfers.setOpen(deed.open, deed.way, deed.asset);
        else if (deed.kind === 'state') play.venues[deed.venue].setState(deed.state);
        else play.run(deed.ms);
        play.run(1);
        expect(play.ledger.recount().ok).toBe(true);
        expect(Math.min(...balances())).toBeGreaterThanOrEqual(0);
        expect(transitOf(play)).toEqual(underWayOf(play));
      }
      for (const each of play.venues) {
        each.setState('open');
        for (const way of WAYS) for (const which of [-1, ETH]) each.transfers.setOpen(true, way, which);
      }
      for (const { deposit, withdrawal } of play.ways) deposit.ms = withdrawal.ms = () => 0;
      play.run(10_000);
      expect([play.underWay(), transitOf(play)]).toEqual([[], [0, 0]]);
      for (const which of [USD, ETH]) {
        const owned = play.accounts.reduce((sum, each) => sum + ownedOf(play, each, which), 0);
        const fees = play.feeWallets.reduce((sum, each) => sum + play.ledger.balance(each, which), 0);
        expect(owned + fees).toBe(3_000_000);
      }
      checkTales(play);
      ends.arrived += play.transfers.filter(({ state }) => state === 'arrived').length;
      ends.refused += play.transfers.filter(({ state }) => state === 'refused').length;
      ends.crossed += play.transfers.filter(({ state }) => state === 'released').length;
    }),
    { numRuns: 200 },
  );
  expect(Math.min(ends.arrived, ends.refused, ends.crossed)).toBeGreaterThan(200);
});

/** Each transfer is refused, or requested and arrived once, having been released once where it crossed, with waiting in between; fees only grow. */
function checkTales(play: WithdrawalPlay): void {
  for (const id of new Set(play.transfers.map((fact) => fact.transfer))) {
    const facts = play.transfers.filter((fact) => fact.transfer === id);
    const crosses = facts[0].venue !== facts[0].toVenue;
    const whole = crosses ? ['requested', 'released', 'arrived'] : ['requested', 'arrived'];
    const states = facts.map(({ state }) => state).filter((state) => state !== 'waiting');
    expect([['refused'], whole]).toContainEqual(states);
    const fees = facts.map(({ feeAtoms }) => feeAtoms);
    expect(fees).toEqual([...fees].sort((a, b) => a - b));
    expect(fees.at(-1)!).toBeLessThanOrEqual(facts[0].amountAtoms);
  }
}

function ownedOf(play: WithdrawalPlay, account: number, of: number): number {
  const wallets = VENUES.flatMap((at) => KINDS.map((kind): Wallet => [at, kind]));
  return wallets.reduce((sum, each) => sum + play.atoms(account, of, each), 0);
}

/** What lies in the transit wallets of all venues, by asset. */
function transitOf(play: WithdrawalPlay): number[] {
  const { ledger } = play;
  const wallets = Array.from({ length: ledger.walletCount }, (_, at) => at);
  const transit = wallets.filter((each) => ledger.walletName(each).endsWith('/transit'));
  return [USD, ETH].map((of) => transit.reduce((sum, each) => sum + ledger.balance(each, of), 0));
}

/** What accounts are told to be under way, by asset. */
function underWayOf(play: WithdrawalPlay): number[] {
  return [USD, ETH].map((of) => play.underWay().reduce((sum, [, each, atoms]) => sum + (each === of ? atoms : 0), 0));
}
