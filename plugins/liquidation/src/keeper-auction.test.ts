import { expect, test } from '@jest/globals';
import { account, holding, position, summary } from '../test/account.ts';
import plugin, { KeeperAuction, params } from './keeper-auction.ts';

const make = (raw: object = {}): KeeperAuction => new KeeperAuction(params.parse(raw));
const failing = account([holding(2, 5, 50), position(0, 3, 30)]);

test('keeper-auction offers everything for ten seconds, and sends nothing to the book', () => {
  expect(plugin).toMatchObject({ policy: 'liquidation', name: 'keeper-auction', use: KeeperAuction });
  expect(make()).toMatchObject({ auctionMs: 10_000, feePpm: 0 });
  expect(make().step(failing)).toEqual({ orders: [], otherwise: 'auction' });
});

test('keeper-auction can ask the book first', () => {
  const policy = make({ before: 'order', duration: '1 min', fee: '1%' });
  expect(policy).toMatchObject({ auctionMs: 60_000, feePpm: 10_000 });
  const { orders, otherwise } = policy.step(failing);
  expect([summary(orders), otherwise]).toEqual([
    [
      ['USDe/USDT', -5, 'bankruptcy'],
      ['X0/USDT:USDT', -3, 'bankruptcy'],
    ],
    'auction',
  ]);
});
