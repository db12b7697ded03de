import { describe, expect, test } from '@jest/globals';
import { ALPHA, BETA, CHAIN, ETH, USD, WithdrawalPlay } from '../test/withdrawal-play.ts';
import { transferAsset } from './intents.ts';
import { transferHalt } from './transfer-facts.ts';

const ANN = 1;
const BOB = 2;

describe('a transfer to another venue', () => {
  test('leaves by the rule of the one, comes in by the rule of the other, and each takes its fee out of it', () => {
    const play = new WithdrawalPlay();
    const asked: unknown[] = [];
    play.ways[ALPHA].withdrawal.ms = (request) => (asked.push(request), 60_000);
    play.ways[ALPHA].withdrawal.fee = () => 0.0015;
    play.ways[BETA].deposit.ms = (request) => (asked.push(request), 5000);
    play.ways[BETA].deposit.fee = () => 0.003;
    const id = play.send(ANN, ETH, 500_000, [ALPHA], [BETA, 'earn']);
    expect([play.atoms(ANN, ETH, [ALPHA]), play.underWay()]).toEqual([500_000, [[ANN, ETH, 499_998]]]);
    play.run(59_999);
    expect(play.tale(id)).toEqual(['requested']);
    play.run(1);
    expect([play.tale(id), play.underWay()]).toEqual([['requested', 'released'], [[ANN, ETH, 499_995]]]);
    play.run(4999);
    expect(play.atoms(ANN, ETH, [BETA, 'earn'])).toBe(0);
    play.run(1);
    expect(play.tale(id)).toEqual(['requested', 'released', 'arrived']);
    expect([play.atoms(ANN, ETH, [BETA, 'earn']), play.underWay()]).toEqual([499_995, []]);
    expect(play.feeWallets.map((wallet) => play.ledger.balance(wallet, ETH))).toEqual([2, 3, 0]);
    const about = { account: ANN, asset: 'ETH', from: 'alpha', to: 'beta/earn' };
    expect(asked).toMatchObject([
      { ...about, units: 500 },
      { ...about, units: 499.998 },
    ]);
    expect(play.transfers.map(({ fee, feeAtoms }) => [fee, feeAtoms])).toEqual([
      [0.002, 2],
      [0.002, 2],
      [0.005, 5],
    ]);
    expect(play.transfers[2]).toMatchObject({ venue: 'alpha', toVenue: 'beta', amount: 500, amountAtoms: 500_000 });
    expect(play.transfers[2]).toMatchObject({ ...about, state: 'arrived', origin: id });
    expect(play.ledger.recount().ok).toBe(true);
  });

  test('is instant and free without rules, opens the wallets that it lacks, and goes on from there', () => {
    const play = new WithdrawalPlay();
    const sent: number[][] = [];
    play.kernel.bus.intents(transferAsset).tap((_seq, _t, _c, _o, on, ...rest) => sent.push([on, ...rest.slice(0, 6)]));
    const there = play.send(BOB, USD, 700, [ALPHA], [CHAIN]);
    const on = play.send(BOB, USD, 300, [CHAIN], [BETA, 'spot']);
    expect([play.tale(there), play.tale(on)]).toEqual([
      ['requested', 'released', 'arrived'],
      ['requested', 'released', 'arrived'],
    ]);
    expect([play.atoms(BOB, USD, [CHAIN]), play.atoms(BOB, USD, [BETA, 'spot'])]).toEqual([400, 300]);
    expect(sent).toEqual([
      [ALPHA, BOB, USD, 700, 0, 0, CHAIN],
      [CHAIN, BOB, USD, 300, 0, 1, BETA],
    ]);
    const { wallets } = play.venues[BETA];
    expect([wallets.of(BOB), wallets.spotOf(BOB)].map((wallet) => play.ledger.walletName(wallet))).toEqual([
      'beta/traders[2]',
      'beta/spot/traders[2]',
    ]);
    expect(play.ask(ANN, USD, 1, [BETA], [ALPHA])).toBe(0);
  });

  test('asks of transfers between wallets their own rule, fee included', () => {
    const play = new WithdrawalPlay();
    play.ways[ALPHA].transfer.fee = () => 0.01;
    play.ways[ALPHA].withdrawal.ms = () => null;
    const id = play.send(ANN, USD, 100, [ALPHA], [ALPHA, 'earn']);
    expect([play.tale(id), play.atoms(ANN, USD, [ALPHA, 'earn'])]).toEqual([['requested', 'arrived'], 90]);
    expect(play.tale(play.send(ANN, USD, 100, [ALPHA], [BETA]))).toEqual(['requested', 'waiting: noCapacity']);
  });
});

describe('a transfer to another venue is refused', () => {
  test('when the fee would leave nothing of it, without capacity being asked for', () => {
    const play = new WithdrawalPlay();
    play.ways[ALPHA].withdrawal.fee = () => 0.05;
    play.ways[ALPHA].withdrawal.ms = ({ units }) => (expect(units).toBe(0.051), 0);
    expect(play.tale(play.send(ANN, ETH, 50, [ALPHA], [BETA]))).toEqual(['refused: belowFee']);
    expect(play.tale(play.send(ANN, ETH, 51, [ALPHA], [BETA])).at(-1)).toBe('arrived');
    expect([play.atoms(ANN, ETH, [BETA]), play.atoms(ANN, ETH, [ALPHA])]).toEqual([1, 1_000_000 - 51]);
    play.ways[ALPHA].withdrawal.fee = () => 1e300;
    expect(play.tale(play.send(ANN, ETH, 51, [ALPHA], [BETA]))).toEqual(['refused: belowFee']);
  });

  test('beyond what is free and while the venue is down, but waits while its withdrawals are suspended', () => {
    const play = new WithdrawalPlay();
    const [alpha] = play.venues;
    expect(play.tale(play.send(ANN, USD, 1_000_001, [ALPHA], [BETA]))).toEqual(['refused: insufficientBalance']);
    alpha.setState('down');
    expect(play.tale(play.send(ANN, USD, 1, [ALPHA], [BETA]))).toEqual(['refused: venueDown']);
    alpha.setState('open');
    alpha.transfers.setOpen(false, 'withdrawals');
    const late = play.send(ANN, USD, 1, [ALPHA], [BETA]);
    expect(play.tale(late)).toEqual(['requested', 'waiting: withdrawalsClosed']);
    expect(play.tale(play.send(ANN, USD, 1, [ALPHA], [ALPHA, 'earn'])).at(-1)).toBe('arrived');
    alpha.transfers.setOpen(true, 'withdrawals');
    play.run();
    expect(play.tale(late).at(-1)).toBe('arrived');
    alpha.transfers.setOpen(false, 'internal');
    expect(play.tale(play.send(ANN, USD, 1, [ALPHA], [BETA])).at(-1)).toBe('arrived');
  });

  test.each([NaN, -1, Infinity])('never for a fee of %s: the rule is at fault', (fee) => {
    const play = new WithdrawalPlay();
    play.ways[ALPHA].withdrawal.fee = () => fee;
    const sentence = `the withdrawal policy of alpha charges ${fee} for a transfer`;
    expect(() => play.send(ANN, USD, 1, [ALPHA], [BETA])).toThrow(sentence);
  });

  test('never for a delay of no length: the rule of the other venue is at fault', () => {
    const play = new WithdrawalPlay();
    play.ways[BETA].deposit.ms = () => -1;
    expect(() => play.send(ANN, USD, 1, [ALPHA], [BETA])).toThrow(
      'the deposit policy of beta lets a transfer take -1 ms',
    );
  });
});

describe('suspensions', () => {
  test('of withdrawals keep what was taken in before and what is asked for meanwhile, and let it go in its order, as on 10 October 2025 from 21:12 to 22:19 with ether alone', () => {
    const play = new WithdrawalPlay();
    const told: unknown[] = [];
    play.kernel.bus.family(transferHalt).all$.subscribe(({ venue, open, kind, asset }) => {
      told.push([venue, open, kind, asset]);
    });
    const { transfers } = play.venues[ALPHA];
    play.ways[ALPHA].withdrawal.ms = () => 60_000;
    const early = play.send(ANN, ETH, 5, [ALPHA], [CHAIN]);
    transfers.setOpen(false, 'withdrawals', ETH);
    const late = play.send(ANN, ETH, 5, [ALPHA], [CHAIN]);
    const dollars = play.send(ANN, USD, 5, [ALPHA], [CHAIN]);
    play.run(60_000);
    expect([early, late, dollars].map((id) => play.tale(id).at(-1))).toEqual([
      'waiting: withdrawalsClosed',
      'waiting: withdrawalsClosed',
      'arrived',
    ]);
    expect([play.atoms(ANN, ETH, [CHAIN]), play.underWay()]).toEqual([
      0,
      [
        [ANN, ETH, 5],
        [ANN, ETH, 5],
      ],
    ]);
    transfers.setOpen(false, 'withdrawals');
    transfers.setOpen(true, 'withdrawals', ETH);
    expect(play.tale(late)).toEqual(['requested', 'waiting: withdrawalsClosed']);
    transfers.setOpen(true, 'withdrawals');
    play.run(59_999);
    expect([early, late].map((id) => play.tale(id).at(-1))).toEqual(['arrived', 'waiting: withdrawalsClosed']);
    play.run(1);
    expect([play.tale(late).at(-1), play.underWay()]).toEqual(['arrived', []]);
    transfers.setOpen(true, 'withdrawals');
    expect([transfers.isOpen('withdrawals'), transfers.isOpen('withdrawals', ETH)]).toEqual([true, true]);
    play.run();
    expect(told).toEqual([
      ['alpha', false, 'withdrawals', 'ETH'],
      ['alpha', false, 'withdrawals', ''],
      ['alpha', true, 'withdrawals', 'ETH'],
      ['alpha', true, 'withdrawals', ''],
    ]);
  });

  test('of deposits keep what comes in, fees and time included, and credit it in its order when they reopen', () => {
    const play = new WithdrawalPlay();
    const { transfers } = play.venues[BETA];
    play.ways[BETA].deposit.ms = ({ account }) => 1000 * account;
    transfers.setOpen(false, 'deposits', ETH);
    const slow = play.send(BOB, ETH, 5, [ALPHA], [BETA]);
    const quick = play.send(ANN, ETH, 7, [ALPHA], [BETA]);
    const dollars = play.send(ANN, USD, 9, [ALPHA], [BETA]);
    play.run(10_000);
    const ends = (): unknown[] => [slow, quick, dollars].map((id) => play.tale(id).at(-1));
    expect(ends()).toEqual(['waiting: depositsClosed', 'waiting: depositsClosed', 'arrived']);
    transfers.setOpen(false, 'deposits');
    transfers.setOpen(true, 'deposits', ETH);
    play.run();
    expect(ends()).toEqual(['waiting: depositsClosed', 'waiting: depositsClosed', 'arrived']);
    transfers.setOpen(true, 'deposits');
    play.run();
    expect(ends()).toEqual(['arrived', 'arrived', 'arrived']);
    expect(play.transfers.slice(-2).map((fact) => fact.transfer)).toEqual([quick, slow]);
    const late = play.send(ANN, ETH, 3, [ALPHA], [BETA]);
    transfers.setOpen(false, 'deposits');
    play.run(10_000);
    expect(play.tale(late)).toEqual(['requested', 'released', 'waiting: depositsClosed']);
    expect(play.underWay()).toEqual([[ANN, ETH, 3]]);
  });

  test('do not end with an outage, nor outages with a suspension', () => {
    const play = new WithdrawalPlay();
    const [alpha, beta] = play.venues;
    play.ways[ALPHA].withdrawal.ms = () => 1000;
    const id = play.send(ANN, ETH, 5, [ALPHA], [BETA]);
    alpha.setState('down');
    beta.setState('down');
    beta.transfers.setOpen(false, 'deposits');
    play.run(5000);
    expect(play.tale(id)).toEqual(['requested']);
    alpha.setState('cancelOnly');
    play.run();
    expect(play.tale(id)).toEqual(['requested', 'released']);
    beta.setState('open');
    play.run();
    expect(play.tale(id)).toEqual(['requested', 'released', 'waiting: depositsClosed']);
    beta.setState('down');
    beta.transfers.setOpen(true, 'deposits');
    play.run();
    expect(play.tale(id)).toEqual(['requested', 'released', 'waiting: depositsClosed']);
    beta.setState('open');
    play.run();
    expect(play.tale(id)).toEqual(['requested', 'released', 'waiting: depositsClosed', 'arrived']);
  });
});

describe('deposits that the rule has no capacity for', () => {
  test('wait and are asked about every second, in their order, one too large keeping those behind it', () => {
    const play = new WithdrawalPlay();
    let left = 0;
    play.ways[BETA].deposit.fee = () => 0.001;
    play.ways[BETA].deposit.ms = ({ units }) => {
      if (units * 1000 > left) return null;
      left -= units * 1000;
      return 500;
    };
    const ids = [30, 90, 20].map((atoms) => play.send(ANN, ETH, atoms, [ALPHA], [BETA]));
    const ends = (): unknown[] => ids.map((id) => play.tale(id).at(-1));
    left = 55;
    play.run(999);
    ids.push(play.send(BOB, ETH, 5, [ALPHA], [BETA]));
    expect(ends()).toEqual(Array(4).fill('waiting: noCapacity'));
    play.run(501);
    expect(ends()).toEqual(['arrived', ...Array<string>(3).fill('waiting: noCapacity')]);
    left = 115;
    play.run(2000);
    expect(ends()).toEqual(['arrived', 'arrived', 'arrived', 'arrived']);
    expect(play.atoms(ANN, ETH, [BETA]) + play.atoms(BOB, ETH, [BETA])).toBe(145 - 4);
    expect(play.ledger.balance(play.feeWallets[BETA], ETH)).toBe(4);
    expect(play.kernel.calendar.pending).toBe(0);
  });

  test('pay at most what they are', () => {
    const play = new WithdrawalPlay();
    play.ways[BETA].deposit.fee = () => 1000;
    const id = play.send(ANN, ETH, 30, [ALPHA], [BETA]);
    expect([play.tale(id).at(-1), play.atoms(ANN, ETH, [BETA])]).toEqual(['arrived', 0]);
    expect(play.transfers.at(-1)).toMatchObject({ amountAtoms: 30, feeAtoms: 30 });
    expect(play.ledger.recount().ok).toBe(true);
  });
});

test('a transfer to a venue that is not there is a mistake of who sends it', () => {
  const play = new WithdrawalPlay();
  expect(() => play.send(ANN, ETH, 30, [ALPHA], [7])).toThrow('alpha knows no venue 7');
  expect([play.transfers, play.atoms(ANN, ETH, [ALPHA])]).toEqual([[], 1_000_000]);
});
