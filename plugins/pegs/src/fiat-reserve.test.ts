import { describe, expect, test } from '@jest/globals';
import { playPeg } from '../test/play-peg.ts';
import type { PegSetup, PlayedPeg } from '../test/play-peg.ts';
import { isBankingTime } from './banking-time.ts';
import fiatReserve from './fiat-reserve.ts';

const play = (setup: Omit<PegSetup, 'peg'>): Promise<PlayedPeg> => playPeg({ peg: fiatReserve, ...setup });
const states = ({ heard }: PlayedPeg): unknown[] =>
  heard.map(({ at, kind, state, refusal, coins, amount }) => [
    Math.round(at),
    kind,
    state === 'refused' ? refusal : state,
    coins,
    amount,
  ]);

test.each([
  ['2023-03-10T20:59:59Z', true, 'a Friday before five in New York'],
  ['2023-03-10T21:00:00Z', false, 'at five'],
  ['2023-03-11T15:00:00Z', false, 'a Saturday'],
  ['2023-03-12T15:00:00Z', false, 'a Sunday'],
  ['2023-03-13T12:59:59Z', false, 'a Monday before nine'],
  ['2023-03-13T13:00:00Z', true, 'at nine'],
])('at %s banks are open: %s, %s', (instant, open) => {
  expect(isBankingTime(Date.parse(instant), 13 * 3_600_000, 21 * 3_600_000)).toBe(open);
});

describe('a fiat reserve', () => {
  test('mints and redeems one to one, after the fee of its issuer, and knows nothing but its reference', async () => {
    const played = await play({
      until: '1 min',
      terms: { redeem: { fee: '1%' } },
      steps: [
        [1, (desk) => desk.issuer('COIN').mint('USDT', 1000)],
        [2, (desk) => desk.issuer('COIN').redeem(200, 'USDT')],
        [3, (desk) => desk.issuer('COIN').mint('USDT', 100, { coins: 40 })],
        [4, (desk) => desk.issuer('COIN').redeem(100, 'USDT', { amount: 30 })],
        [5, (desk) => desk.issuer('COIN').mint('ETH', 1)],
        [6, (desk) => desk.issuer('COIN').redeem(10, 'LUNA')],
        [7, (desk) => desk.issuer('COIN').mint('USDT', 100, { coins: 101 })],
      ],
    });
    expect(states(played)).toEqual([
      [1, 'mint', 'paid', 1000, -1000],
      [2, 'redeem', 'paid', -200, 198],
      [3, 'mint', 'paid', 40, -40],
      [4, 'redeem', 'paid', -31, 30],
      [5, 'mint', 'unsupported', 0, 1],
      [6, 'redeem', 'unsupported', 10, 0],
      [7, 'mint', 'tooSmall', 101, 100],
    ]);
    const { assets, liabilities, parity } = played.reports.at(-1)!;
    expect([assets, liabilities, parity]).toEqual([812, 809, 1]);
  });

  test('pays from the bank in banking hours only; who asks for more than is at hand waits for Monday', async () => {
    const played = await play({
      start: '2023-03-10T20:00:00Z',
      until: '66 h',
      terms: {
        pots: { bank: { USDT: 770 } },
        wallets: { chain: { USDT: 230 } },
        upkeep: '10 min',
        report: { every: '1 h' },
      },
      coins: 1000,
      steps: [
        [3600 * 2, (desk) => desk.issuer('COIN').redeem(200, 'USDT')],
        [3600 * 3, (desk) => desk.issuer('COIN').redeem(100, 'USDT')],
        [3600 * 4, (desk) => desk.issuer('COIN').redeem(10, 'USDT')],
      ],
    });
    expect(states(played)).toEqual([
      [7200, 'redeem', 'paid', -200, 200],
      [65 * 3600, 'redeem', 'paid', -100, 100],
      [65 * 3600, 'redeem', 'paid', -10, 10],
    ]);
    const liquid = played.reports.map((report) => Math.round(report.liquid));
    expect([liquid[0], liquid[1], liquid[3], liquid.at(-1)]).toEqual([1000, 230, 30, 690]);
    expect(played.reports.map(({ assets, liabilities }) => assets === liabilities)).not.toContain(false);
  });

  test('USDC, 10 to 13 March 2023: 3.3 of 40 billion at Silicon Valley Bank leave 91.75 % that can be counted on', async () => {
    const played = await play({
      start: '2023-03-10T20:00:00Z',
      until: '66 h',
      params: { bankShare: '77%', stuckShare: '8.25%', stuckAfter: '30 min', stuckFor: '60 h', stuckWorth: '0%' },
      terms: { pots: { bank: { USDT: 30_800 } }, wallets: { chain: { USDT: 9200 } }, report: { every: '30 min' } },
      coins: 40_000,
      steps: [],
    });
    const ratios = played.reports.map(({ at, assets, liabilities }) => [at / 3600, assets / liabilities]);
    expect(ratios[0]).toEqual([0, 1]);
    expect(ratios[2][1]).toBeCloseTo((40 - 3.3) / 40, 12);
    expect(ratios.filter(([at]) => at > 0.5 && at < 60.5).every(([, ratio]) => ratio === 0.9175)).toBe(true);
    expect(ratios.at(-1)).toEqual([66, 1]);
    expect(played.reports.every(({ parity }) => parity === 1)).toBe(true);
  });

  test('says which name is missing or wrong', async () => {
    await expect(play({ until: '1 s', steps: [], params: { opens: '21 h' } })).rejects.toThrow("'closes' is later");
  });
});
