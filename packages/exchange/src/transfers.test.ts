import { describe, expect, jest, test } from '@jest/globals';
import { walletKinds } from '@ebb/clearing';
import { TransferPlay } from '../test/transfer-play.ts';
import { BTC, BUY, PERP, SELL, SPOT, USD } from '../test/test-exchange.ts';
import { transferAsset } from './intents.ts';
import { transferHalt } from './transfer-facts.ts';

const [ANN, BOB] = [1, 2];
const MS = 1000;

describe('a transfer', () => {
  test('travels like an order, then takes as long as the rule says, in transit between the wallets', () => {
    const play = new TransferPlay({ perps: true, delayUs: () => 250 });
    play.rules.transferMs = ({ units }) => units;
    const id = play.ask(ANN, USD, 3000, 'trading', 'earn');
    play.run(249);
    expect(play.tale(id)).toEqual([]);
    play.run(1);
    expect(play.tale(id)).toEqual(['requested']);
    expect([play.atoms(ANN, USD, 'trading'), play.atoms(ANN, USD, 'earn')]).toEqual([997_000, 0]);
    const seen: number[][] = [];
    play.venue.transfers.forEachUnderWay((...each) => seen.push(each));
    expect(seen).toEqual([[ANN, USD, 3000]]);
    play.run(3 * MS - 1);
    expect(play.tale(id)).toEqual(['requested']);
    play.run(1);
    expect(play.tale(id)).toEqual(['requested', 'arrived']);
    expect(play.atoms(ANN, USD, 'earn')).toBe(3000);
    expect(play.transfers[1]).toMatchObject({
      venue: 'alpha',
      account: ANN,
      asset: 'USD',
      amount: 3,
      amountAtoms: 3000,
    });
    expect(play.transfers[1]).toMatchObject({
      from: 'alpha',
      to: 'alpha/earn',
      cause: play.transfers[0].seq,
      origin: id,
    });
    play.venue.transfers.forEachUnderWay(() => expect(0).toBe(1));
    expect(play.ledger.recount().ok).toBe(true);
  });

  test('is recorded as an intent when it is sent, and not sent by an account without a wallet here', () => {
    const play = new TransferPlay();
    const sent: number[][] = [];
    play.kernel.bus.intents(transferAsset).tap((seq, _t, _c, origin, on, ...rest) => {
      sent.push([seq, origin, on, ...rest.slice(0, 6)]);
    });
    const id = play.ask(ANN, BTC, 7, 'trading', 'spot');
    expect(sent).toEqual([[id, id, 0, ANN, BTC, 7, walletKinds.trading, walletKinds.spot, 0]]);
    expect(play.ask(77, BTC, 7, 'trading', 'spot')).toBe(0);
    expect(sent).toHaveLength(1);
  });

  test('that takes no time is done before what the account sent after it', () => {
    const play = new TransferPlay();
    const moved = play.ask(ANN, BTC, 900, 'trading', 'spot');
    const sold = play.send(ANN, SPOT, SELL, 100, 900);
    play.run();
    expect(play.tale(moved)).toEqual(['requested', 'arrived']);
    expect(play.story(sold)).toEqual(['resting']);
    expect(play.ledger.held(play.venue.wallets.spotOf(ANN), BTC)).toBe(900);
  });

  test('opens the wallet that it goes to, named after the account', () => {
    const play = new TransferPlay({ perps: true });
    play.transfer(ANN, USD, 5, 'trading', 'earn');
    const earn = play.venue.wallets.earnOf(ANN);
    expect([play.ledger.walletName(earn), play.ledger.ownerOf(earn)]).toEqual(['alpha/earn/traders[1]', ANN]);
    expect(() => play.venue.transfers.walletOf(77, 'earn')).toThrow('account 77 has no wallet on alpha');
  });
});

describe('a transfer is refused', () => {
  test('beyond what is free: held money stays', () => {
    const play = new TransferPlay();
    play.place(ANN, SPOT, BUY, 100, 9000);
    expect(play.tale(play.transfer(ANN, USD, 100_001, 'trading', 'earn'))).toEqual(['refused: insufficientBalance']);
    expect(play.tale(play.transfer(ANN, USD, 100_000, 'trading', 'earn'))).toEqual(['requested', 'arrived']);
    expect(play.tale(play.transfer(ANN, USD, 100_001, 'earn', 'trading'))).toEqual(['refused: insufficientBalance']);
    expect(play.tale(play.transfer(ANN, BTC, 1, 'spot', 'trading'))).toEqual(['refused: insufficientBalance']);
  });

  test('beyond what no position needs as margin', () => {
    const play = new TransferPlay({ perps: true }).start();
    play.run(1_000_000);
    play.place(BOB, PERP, SELL, 100, 1000);
    play.place(ANN, PERP, BUY, 100, 1000);
    const spare = play.venue.house!.credit.availableAtoms(ANN);
    expect(spare).toBe(900_000);
    expect(play.tale(play.transfer(ANN, USD, spare + 1, 'trading', 'spot'))).toEqual(['refused: insufficientBalance']);
    expect(play.tale(play.transfer(ANN, USD, spare, 'trading', 'spot'))).toEqual(['requested', 'arrived']);
    expect(play.venue.house!.credit.availableAtoms(ANN)).toBe(0);
  });

  test('when its rule takes no more, without that being asked in vain', () => {
    const play = new TransferPlay();
    const asked: number[] = [];
    play.rules.transferMs = ({ units }) => (asked.push(units), null);
    expect(play.tale(play.transfer(ANN, USD, 2000, 'trading', 'earn'))).toEqual(['refused: noCapacity']);
    expect(play.tale(play.transfer(ANN, USD, 2_000_000, 'trading', 'earn'))).toEqual(['refused: insufficientBalance']);
    expect(asked).toEqual([2]);
    expect(play.atoms(ANN, USD, 'trading')).toBe(1_000_000);
  });

  test('out of the wallet that is traded from while the account is liquidated, and not into it', () => {
    const play = new TransferPlay({ perps: true });
    play.transfer(ANN, USD, 100_000, 'trading', 'earn');
    jest.spyOn(play.venue.derivatives!.liquidator, 'isUnderway').mockImplementation((account) => account === ANN);
    expect(play.tale(play.transfer(ANN, BTC, 1, 'trading', 'spot'))).toEqual(['refused: inLiquidation']);
    expect(play.tale(play.transfer(ANN, USD, 100_000, 'earn', 'trading'))).toEqual(['requested', 'arrived']);
  });

  test('by a gateway at which too many wait, and waits its turn at one that serves', () => {
    const play = new TransferPlay({ capacity: { messages: 1, perUs: 1000, queue: 1 } });
    const ids = [5, 6, 7].map((atoms) => play.ask(ANN, USD, atoms, 'trading', 'earn'));
    play.run(10 * MS);
    expect(ids.map((id) => play.tale(id).at(-1))).toEqual(['arrived', 'arrived', 'refused: overloaded']);
  });

  test.each([NaN, -1, Infinity])('never: a rule that says %s ms is at fault', (ms) => {
    const play = new TransferPlay();
    play.rules.transferMs = () => ms;
    expect(() => play.transfer(ANN, USD, 1, 'trading', 'earn')).toThrow(`lets a transfer take ${ms} ms`);
  });
});

describe('a venue', () => {
  test('that suspends transfers refuses new ones and hands over those under way', () => {
    const play = new TransferPlay();
    const told: boolean[] = [];
    play.kernel.bus.family(transferHalt).all$.subscribe(({ open }) => void told.push(open));
    play.rules.transferMs = () => 10;
    const early = play.transfer(ANN, USD, 5, 'trading', 'earn');
    play.venue.transfers.setOpen(false);
    play.venue.transfers.setOpen(false);
    const late = play.transfer(ANN, USD, 5, 'trading', 'earn');
    play.run(10 * MS);
    expect([play.tale(early), play.tale(late)]).toEqual([['requested', 'arrived'], ['refused: transfersClosed']]);
    play.venue.transfers.setOpen(true);
    expect(play.tale(play.transfer(ANN, USD, 5, 'trading', 'earn'))).toEqual(['requested']);
    expect(told).toEqual([false, true]);
  });

  test('that is down takes none and hands none over until it is up, then all that were due, in their order', () => {
    const play = new TransferPlay();
    play.rules.transferMs = ({ units }) => 10 * units;
    const slow = play.transfer(ANN, USD, 3000, 'trading', 'earn');
    const quick = play.transfer(BOB, USD, 1000, 'trading', 'earn');
    const slower = play.transfer(BOB, USD, 9000, 'trading', 'earn');
    play.venue.setState('down');
    expect(play.tale(play.transfer(ANN, USD, 5, 'trading', 'earn'))).toEqual(['refused: venueDown']);
    play.run(50 * MS);
    expect([slow, quick].map((id) => play.tale(id))).toEqual([['requested'], ['requested']]);
    play.venue.setState('cancelOnly');
    play.run();
    expect(play.transfers.slice(-2).map(({ transfer, state }) => [transfer, state])).toEqual([
      [quick, 'arrived'],
      [slow, 'arrived'],
    ]);
    play.run(50 * MS);
    expect(play.tale(slower)).toEqual(['requested', 'arrived']);
  });
});

describe('spot orders', () => {
  test('hold from, pay from and settle in the spot wallet of an account that has one', () => {
    const play = new TransferPlay({ perps: true });
    play.rules.takerPpm = 10_000;
    play.transfer(ANN, USD, 50_000, 'trading', 'spot');
    expect(play.story(play.place(ANN, SPOT, BUY, 100, 600))).toEqual(['refused: insufficientBalance']);
    play.place(BOB, SPOT, SELL, 100, 100);
    play.place(ANN, SPOT, BUY, 100, 100, { tif: 'ioc' });
    play.place(ANN, SPOT, BUY, 90, 10);
    const spot = play.venue.wallets.spotOf(ANN);
    expect([play.atoms(ANN, USD, 'spot'), play.atoms(ANN, BTC, 'spot'), play.ledger.held(spot, USD)]).toEqual([
      39_900, 100, 909,
    ]);
    expect([play.atoms(ANN, USD, 'trading'), play.atoms(ANN, BTC, 'trading')]).toEqual([950_000, 1000]);
    expect(play.story(play.place(ANN, SPOT, SELL, 0, 101, { tif: 'ioc' }))).toEqual(['expired']);
  });

  test('that rest when a spot wallet is opened end in the wallet that they hold from', () => {
    const play = new TransferPlay();
    const order = play.place(ANN, SPOT, BUY, 100, 10);
    play.transfer(ANN, USD, 500_000, 'trading', 'spot');
    play.amend(ANN, order, 100, 20);
    expect([play.held(ANN, USD), play.ledger.held(play.venue.wallets.spotOf(ANN), USD)]).toEqual([2000, 0]);
    play.place(BOB, SPOT, SELL, 100, 5);
    expect([play.atoms(ANN, BTC, 'trading'), play.atoms(ANN, BTC, 'spot')]).toEqual([1005, 0]);
    play.cancel(ANN, order);
    expect(play.ledger.totalHeld(USD)).toBe(0);
  });
});
