import { FastBook, MARKET, selfTrade, timeInForce } from '@ebb/book';
import { xorshift } from './random.mjs';

/** A message of a stream: rest an order, cancel a resting one, or take whatever there is. */
export const ADD = 0;
export const CANCEL = 1;
export const TAKE = 2;

const MID = 1_200_000;
const STEP = 20_000;

/**
 * The streams: how many orders rest while it is timed, how far from the middle new ones lie (ticks), and what moves the middle:
 * a walk of up to 0.3 ticks a message, or jumps to other multiples of where it began, so that orders are left far behind.
 */
export const STREAMS = {
  '1k live': { seed: 43, live: 1_000, width: 60 },
  '10k live': { seed: 42, live: 10_000, width: 180 },
  '100k live': { seed: 44, live: 100_000, width: 2_000 },
  sparse: { seed: 45, live: 10_000, width: 300_000 },
  'halving prices': { seed: 46, live: 10_000, width: 180, jumps: [1, 1 / 2, 1 / 4, 1 / 2, 1, 2, 3, 2] },
};

/**
 * Makes a stream: `live` orders to begin with, then `count` messages that keep about as many alive: about 55 % adds, 35 %
 * cancels and 10 % orders that take. It is played on a book while it is made, so that every cancel names an order that rests.
 * A shorter stream is the beginning of a longer one. `end` is what every book must look like after it; see `endOf`.
 */
export function makeStream({ seed, live, width, jumps }, count) {
  const random = xorshift(seed);
  const length = live + count;
  const columns = {
    type: new Uint8Array(length),
    side: new Int8Array(length),
    price: new Int32Array(length),
    size: new Int32Array(length),
    id: new Int32Array(length),
    owner: new Int32Array(length),
  };
  const { type, side, price, size, id, owner } = columns;
  const alive = new Alive(length);
  const handles = new Float64Array(length);
  const book = new FastBook({
    onFill: (_handle, _owner, ref, _taker, _takerRef, _side, _price, _size, left) => {
      if (left === 0) alive.remove(ref);
    },
    onRest: () => {},
    onCancel: () => {},
    onReduce: () => {},
  });
  let adds = 0;
  let middle = MID;
  for (let i = 0; i < length; i++) {
    middle = jumps === undefined ? middle + (random() - 0.5) * 0.6 : MID * jumps[Math.floor(i / STEP) % jumps.length];
    type[i] = i < live ? ADD : typeOf(random(), alive.count, live);
    owner[i] = Math.floor(random() * 1000);
    side[i] = random() < 0.5 ? 1 : -1;
    if (type[i] === CANCEL) {
      id[i] = alive.any(random());
      alive.remove(id[i]);
      book.cancel(handles[id[i]]);
    } else if (type[i] === ADD) {
      id[i] = adds++;
      size[i] = 1 + Math.floor(random() * 100);
      price[i] = Math.max(1, Math.round(middle) - side[i] * (1 + Math.floor(width * random())));
      const handle = book.place(owner[i], id[i], side[i], price[i], size[i], timeInForce.gtc, selfTrade.none);
      if (handle > 0) alive.add(id[i]);
      handles[id[i]] = handle;
    } else {
      size[i] = 1 + Math.floor(random() * 300);
      book.place(owner[i], 0, side[i], MARKET, size[i], timeInForce.ioc, selfTrade.none);
    }
  }
  return { ...columns, live, length, adds, end: endOf(book.depthLots(1, Infinity), book.depthLots(-1, Infinity)) };
}

/** What is left in a book, as text: the lots bid and the lots asked. */
export function endOf(lotsBid, lotsAsked) {
  return `${lotsBid} bid, ${lotsAsked} asked`;
}

function typeOf(u, alive, live) {
  if (u >= 0.9) return TAKE;
  if (alive < live * 0.97) return ADD;
  if (alive > live * 1.03) return CANCEL;
  return u < 0.551 ? ADD : CANCEL;
}

/** The numbers of the orders that rest, any of which can be named and taken away in constant time. */
class Alive {
  count = 0;

  constructor(most) {
    this.ids = new Int32Array(most);
    this.places = new Int32Array(most).fill(-1);
  }

  any(u) {
    return this.ids[Math.floor(u * this.count)];
  }

  add(id) {
    this.places[id] = this.count;
    this.ids[this.count++] = id;
  }

  remove(id) {
    const place = this.places[id];
    if (place < 0) return;
    const last = this.ids[--this.count];
    this.ids[place] = last;
    this.places[last] = place;
    this.places[id] = -1;
  }
}
