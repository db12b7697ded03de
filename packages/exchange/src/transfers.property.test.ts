import { describe, expect, test } from '@jest/globals';
import { walletKinds } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import fc from 'fast-check';
import { TransferPlay } from '../test/transfer-play.ts';
import { BTC, BUY, PERP, SELL, SPOT, START_ATOMS, USD } from '../test/test-exchange.ts';
import { transferStates } from './transfer-codes.ts';
import { transfer } from './transfer-facts.ts';

const ACCOUNTS = 3;
const KINDS = Object.keys(walletKinds) as WalletKind[];

type Deed =
  | {
      readonly kind: 'transfer';
      readonly account: number;
      readonly asset: number;
      readonly share: number;
      readonly way: number;
    }
  | {
      readonly kind: 'order';
      readonly account: number;
      readonly market: number;
      readonly side: number;
      readonly size: number;
    }
  | { readonly kind: 'cancelAll'; readonly account: number }
  | { readonly kind: 'mark'; readonly price: number }
  | { readonly kind: 'open'; readonly on: boolean }
  | { readonly kind: 'down'; readonly on: boolean }
  | { readonly kind: 'wait'; readonly us: number };

const account = fc.integer({ min: 1, max: ACCOUNTS });
const toggles: fc.Arbitrary<Deed> = fc
  .tuple(fc.constantFrom('open' as const, 'down' as const), fc.boolean())
  .map(([kind, on]) => ({ kind, on }));
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('transfer' as const),
        account,
        asset: fc.constantFrom(USD, BTC),
        share: fc.double({ min: 0.01, max: 1.2, noNaN: true }),
        way: fc.nat(5),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('order' as const),
        account,
        market: fc.constantFrom(SPOT, PERP, PERP),
        side: fc.constantFrom(BUY, SELL),
        size: fc.integer({ min: 1, max: 3000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelAll' as const), account }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('mark' as const), price: fc.integer({ min: 92, max: 108 }) }),
    },
    { weight: 1, arbitrary: toggles },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), us: fc.nat(80) }) },
  ),
  { minLength: 1, maxLength: 80, size: 'max' },
);

/** The two wallets of a way: each ordered pair of different kinds. */
function wayOf(way: number): readonly [WalletKind, WalletKind] {
  const from = way % KINDS.length;
  return [KINDS[from], KINDS[(from + 1 + Math.floor(way / KINDS.length)) % KINDS.length]];
}

function act(play: TransferPlay, deed: Deed): void {
  const { venue, rules } = play;
  if (deed.kind === 'transfer') {
    const [from, to] = wayOf(deed.way);
    const there = Math.max(play.atoms(deed.account, deed.asset, from), 1);
    play.ask(deed.account, deed.asset, Math.ceil(there * deed.share), from, to);
  } else if (deed.kind === 'order') {
    const size = deed.market === SPOT ? Math.ceil(deed.size / 5) : deed.size;
    play.send(deed.account, deed.market, deed.side, 100 - deed.side * (deed.size % 3), size);
  } else if (deed.kind === 'cancelAll') venue.gateway.cancelAll(deed.account, -1);
  else if (deed.kind === 'mark') rules.markPrice = rules.indexPrice = deed.price;
  else if (deed.kind === 'open') venue.transfers.setOpen(deed.on);
  else if (deed.kind === 'down') venue.setState(deed.on ? 'down' : 'open');
  else play.run(deed.us);
}

/** What no transfer may have done, in words. */
function faultsOf(play: TransferPlay): string[] {
  const { ledger, venue } = play;
  const report = ledger.recount();
  const faults = report.ok ? [] : [report.describe()];
  const held = new Map<string, number>();
  for (const each of play.accounts) {
    venue.listing(SPOT).book.forEachOrder(each, (_handle, ref, side) => {
      const slot = venue.orders.slotOf(ref);
      const key = `${venue.orders.wallet[slot]} ${side > 0 ? USD : BTC}`;
      held.set(key, (held.get(key) ?? 0) + venue.orders.heldAtoms[slot]);
    });
  }
  for (const each of play.accounts) {
    for (const kind of KINDS) {
      const wallet = venue.wallets.find(each, kind);
      if (wallet < 0) continue;
      for (const asset of [USD, BTC]) {
        if (ledger.held(wallet, asset) !== (held.get(`${wallet} ${asset}`) ?? 0))
          faults.push(`${kind} of ${each} holds`);
        if (kind !== 'trading' && ledger.free(wallet, asset) < 0) faults.push(`${kind} of ${each} is short`);
      }
    }
  }
  return faults;
}

describe('whatever is moved between wallets while others trade', () => {
  test('no atom is lost, no held atom and no margin is taken, and all that left a wallet arrives', () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(deeds, (all) => {
        let drawn = 0;
        const delayUs = (): number => [3, 0, 11, 7][drawn++ % 4];
        const play = new TransferPlay({ perps: true, accounts: ACCOUNTS, markIntervalUs: 60, delayUs });
        const { ledger, venue, rules } = play;
        rules.transferMs = ({ units }) => [0, 0.02, 0.1, null][Math.floor(units * 10) % 4];
        rules.takerPpm = 300;
        rules.indexPrice = 100;
        const underWay = new Set<number>();
        const { requested, arrived } = transferStates;
        play.kernel.bus.family(transfer).tap((_s, _t, _c, _o, _on, who, id, asset, _atoms, from, _to, state) => {
          if (state === requested) {
            taken++;
            underWay.add(id);
            const wallet = venue.wallets.find(who, KINDS[from]);
            expect(ledger.free(wallet, asset)).toBeGreaterThanOrEqual(0);
            if (from === walletKinds.trading && asset === USD) {
              expect(venue.house!.credit.availableAtoms(who)).toBeGreaterThanOrEqual(0);
            }
          } else if (state === arrived) expect(underWay.delete(id)).toBe(true);
          else refused++;
        });
        play.start();
        for (const deed of all) {
          act(play, deed);
          play.run(1);
          expect(faultsOf(play)).toEqual([]);
        }
        venue.setState('open');
        play.run(1000);
        expect(faultsOf(play)).toEqual([]);
        expect(underWay.size).toBe(0);
        expect(ledger.supply(BTC)).toBe(ACCOUNTS * START_ATOMS[BTC]);
        const btc = play.accounts.flatMap((each) => KINDS.map((kind) => play.atoms(each, BTC, kind)));
        expect(btc.reduce((sum, atoms) => sum + atoms)).toBe(ACCOUNTS * START_ATOMS[BTC]);
      }),
      { numRuns: 150 },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(100);
  });
});
