import { expect, test } from '@jest/globals';
import { ALPHA, BETA, USD, WithdrawalPlay } from '../test/withdrawal-play.ts';

test('a degraded venue moves things between its wallets later and with less capacity, and nothing else', () => {
  const play = new WithdrawalPlay();
  const asked: number[] = [];
  play.ways[ALPHA].transfer.ms = ({ units }) => (asked.push(units), units > 1 ? null : 1000);
  const { transfers } = play.venues[ALPHA];
  transfers.setPace(30_000, 0.1);
  const id = play.send(1, USD, 100, [ALPHA], [ALPHA, 'earn']);
  expect(play.tale(play.send(1, USD, 200, [ALPHA], [ALPHA, 'earn']))).toEqual(['refused: noCapacity']);
  expect(play.tale(play.send(1, USD, 100, [ALPHA], [BETA])).at(-1)).toBe('arrived');
  play.run(30_999);
  expect(play.tale(id)).toEqual(['requested']);
  play.run(1);
  expect(play.tale(id)).toEqual(['requested', 'arrived']);
  expect(play.atoms(1, USD, [ALPHA, 'earn'])).toBe(100);
  transfers.setPace(0, 1);
  const usual = play.send(1, USD, 200, [ALPHA], [ALPHA, 'earn']);
  play.run(1000);
  expect(play.tale(usual).at(-1)).toBe('arrived');
  expect(asked).toEqual([1, 2, 0.2]);
});
