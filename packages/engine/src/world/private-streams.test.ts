import { expect, test } from '@jest/globals';
import { liquidation } from '@ebb/sdk';
import { Kernel } from '@ebb/kernel';
import { PrivateStreams } from './private-streams.ts';

test('each account hears of its own liquidations, for as long as it listens, and of no others', () => {
  const kernel = new Kernel({ startUs: 0, seed: 1 });
  const streams = new PrivateStreams(kernel.bus, [], []);
  const venue = { index: 0, venue: 'alpha', settleScale: 100 };
  const topic = kernel.bus.topic(liquidation, venue, 0);
  const heard: string[] = [];
  const first = streams.liquidations(1).subscribe((fact) => heard.push(`first ${fact.account} ${fact.equity}`));
  streams.liquidations(1).subscribe((fact) => heard.push(`second ${fact.account}`));
  streams.liquidations(2).subscribe((fact) => heard.push(`other ${fact.account}`));
  for (const account of [3, 1, 2]) topic.publish(account, 500, 700, 0, 0);
  kernel.bus.drain();
  expect(heard).toEqual(['first 1 5', 'second 1', 'other 2']);
  first.unsubscribe();
  topic.publish(1, 0, 700, 0, 0);
  kernel.bus.drain();
  expect(heard.slice(3)).toEqual(['second 1']);
});
