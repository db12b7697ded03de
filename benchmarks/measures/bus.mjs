import { defineFact, Kernel } from '@ebb/kernel';
import { Subject } from 'rxjs';
import { ratePerSecond } from './rate.mjs';

const quoted = defineFact(
  'quoted',
  ['bidTicks', 'bidLots', 'askTicks', 'askLots'],
  (seq, timeUs, cause, origin, market, bidTicks, bidLots, askTicks, askLots) => {
    return { type: 'quoted', seq, timeUs, cause, origin, market, bidTicks, bidLots, askTicks, askLots };
  },
);

/** The ways to tell listeners of an event: each takes listeners and returns what publishes four numbers. */
const WAYS = {
  bus: (listeners) => {
    const { bus } = new Kernel({ startUs: 0, seed: 1 });
    const topic = bus.topic(quoted, 'BTC/USDT', 0);
    for (const listener of listeners) topic.facts$.subscribe(listener);
    return (a, b, c, d) => {
      topic.publish(a, b, c, d);
      bus.drain();
    };
  },
  'stock RxJS Subject': (listeners) => {
    const subject = new Subject();
    for (const listener of listeners) subject.subscribe(listener);
    return (a, b, c, d) => subject.next(quoted.make(0, 0, 0, 0, 'BTC/USDT', a, b, c, d));
  },
  'array of callbacks': (listeners) => (a, b, c, d) => {
    const fact = quoted.make(0, 0, 0, 0, 'BTC/USDT', a, b, c, d);
    for (let i = 0; i < listeners.length; i++) listeners[i](fact);
  },
};

/** Events a second told in one way to so many listeners; throws when one of them missed something. */
export function measure({ way, listeners, count, passes }) {
  return ratePerSecond(count, passes, () => {
    const heard = Array.from({ length: listeners }, () => ({ sum: 0, latest: null }));
    const publish = WAYS[way](
      heard.map((each) => (fact) => {
        each.sum += fact.bidLots;
        each.latest = fact;
      }),
    );
    return {
      work: () => {
        for (let i = 0; i < count; i++) publish(100_000 + (i & 63), i & 1023, 100_001 + (i & 63), 7);
      },
      after: () => {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += i & 1023;
        if (heard.some((each) => each.sum !== sum)) throw new Error(`${way}: a listener missed an event`);
      },
    };
  });
}
