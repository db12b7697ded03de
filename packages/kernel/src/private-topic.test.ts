import { describe, expect, test } from '@jest/globals';
import { Bus } from './bus.ts';
import { Calendar } from './calendar.ts';
import { Causality } from './causality.ts';
import { defineFact } from './fact.ts';
import { Trace } from './trace.ts';

const MARKETS = ['BTC/USDT', 'ETH/USDT'];
const FILL = defineFact(
  'fill',
  ['account', 'sizeLots'],
  (seq, timeUs, cause, origin, market: string, account, sizeLots) => {
    return { type: 'fill', seq, timeUs, cause, origin, market, account, sizeLots };
  },
);
const TRADE = defineFact('trade', ['sizeLots'], (seq, timeUs, cause, origin, symbol: string, sizeLots) => {
  return { type: 'trade', seq, timeUs, cause, origin, symbol, sizeLots };
});

function busOf() {
  const causality = new Causality();
  const calendar = new Calendar(0, causality);
  const brake = { stopped: false, fail: () => undefined };
  return { bus: new Bus({ calendar, causality, trace: new Trace(), brake }), brake, calendar };
}

describe('a private topic', () => {
  test('reaches those who listen at the index, and the family, in the order of the mailbox', () => {
    const { bus } = busOf();
    const fills = bus.privateTopic(FILL, MARKETS);
    const heard: string[] = [];
    fills.listen(2, (fact, index) => heard.push(`first ${fact.market} ${fact.account} ${index} ${fact.sizeLots}`));
    fills.listen(2, (fact) => heard.push(`second ${fact.account}`));
    fills.listen(5, (fact) => heard.push(`five ${fact.account}`));
    bus.topic(TRADE, 'BTC/USDT', 0).facts$.subscribe(() => heard.push('trade'));
    bus.family(FILL).all$.subscribe((fact) => heard.push(`all ${fact.account}`));
    fills.publish(1, 5, 1);
    bus.topic(TRADE, 'BTC/USDT', 0).publish(1);
    fills.publish(1, 2, 8);
    fills.publish(1, 3, 1);
    expect(heard).toEqual([]);
    bus.drain();
    expect(heard).toEqual(['five 5', 'all 5', 'trade', 'first ETH/USDT 2 2 8', 'second 2', 'all 2', 'all 3']);
    expect(bus.privateTopic(FILL, MARKETS)).toBe(fills);
  });

  test('knows whether anyone listens', () => {
    const { bus } = busOf();
    const fills = bus.privateTopic(FILL, MARKETS);
    expect(fills.heard(1)).toBe(false);
    const stop = fills.listen(1, () => undefined);
    expect([fills.heard(1), fills.heard(0), fills.heard(9)]).toEqual([true, false, false]);
    stop();
    expect(fills.heard(1)).toBe(false);
    bus.family(FILL).all$.subscribe();
    expect(fills.heard(7)).toBe(true);
    expect(() => fills.listen(-1, () => undefined)).toThrow(RangeError);
  });

  test('spares a listener that was taken away during the same hand-out', () => {
    const { bus } = busOf();
    const fills = bus.privateTopic(FILL, MARKETS);
    const heard: string[] = [];
    fills.listen(0, () => {
      heard.push('first');
      stop();
      fills.listen(0, () => heard.push('late'));
    });
    const stop = fills.listen(0, () => heard.push('second'));
    fills.publish(1, 0, 1);
    bus.drain();
    expect(heard).toEqual(['first']);
  });

  test('lets a throw through, with the listener as the one at work', () => {
    const { bus, calendar } = busOf();
    const owner = { plugin: 'seller', instance: 'seller[1]' };
    const fills = bus.privateTopic(FILL, MARKETS);
    fills.listen(
      0,
      () => {
        throw new Error('broken');
      },
      owner,
    );
    fills.publish(1, 0, 1);
    expect(() => bus.drain()).toThrow('broken');
    expect(calendar.acting).toBe(owner);
  });

  test('stops between two listeners when the run has broken', () => {
    const { bus, brake } = busOf();
    const fills = bus.privateTopic(FILL, MARKETS);
    const heard: string[] = [];
    fills.listen(0, () => {
      heard.push('first');
      brake.stopped = true;
    });
    fills.listen(0, () => heard.push('second'));
    bus.family(FILL).all$.subscribe(() => heard.push('all'));
    fills.publish(1, 0, 1);
    bus.drain();
    expect(heard).toEqual(['first']);
  });

  test('has one list of subjects, which may grow, and a number to be addressed by', () => {
    const { bus } = busOf();
    const markets = ['BTC/USDT'];
    const heard: string[] = [];
    bus.privateTopic(FILL, markets).listen(4, (fact) => heard.push(fact.market));
    markets.push('SOL/USDT');
    bus.privateTopic(FILL, markets).publish(1, 4, 1);
    bus.drain();
    expect(heard).toEqual(['SOL/USDT']);
    expect(() => bus.privateTopic(FILL, ['BTC/USDT'])).toThrow('another list of subjects');
    const bare = defineFact('bare', [], (seq, timeUs, cause, origin, _: string) => {
      return { type: 'bare', seq, timeUs, cause, origin };
    });
    expect(() => bus.privateTopic(bare, markets)).toThrow('"bare" has no number');
  });
});
