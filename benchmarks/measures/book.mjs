import { FastBook, MARKET, PlainBook, selfTrade, timeInForce } from '@ebb/book';
import { defineFact, Kernel } from '@ebb/kernel';
import { OrderBook } from 'nodejs-order-book';
import { BareLadder } from './bare-ladder.mjs';
import { ADD, CANCEL, endOf, makeStream, STREAMS } from './book-stream.mjs';
import { ratePerSecond } from './rate.mjs';

const ANY_BUY = (1 << 22) - 1;
const ANY_SELL = 1;

/** The programs that play a stream: each makes a player with `play(stream, from, to)` and `end()`. */
const PROGRAMS = {
  'bare ladder': () => new LadderPlayer(),
  'fast book': () => new HousePlayer(new FastBook(silent)),
  'plain book': () => new HousePlayer(new PlainBook(silent)),
  'fast book, every event a fact heard by three': () => HousePlayer.withFacts(orderFacts),
  'fast book, trades and quotes heard by three': () => HousePlayer.withFacts(marketFacts),
  'nodejs-order-book': () => new PackagePlayer(),
};

const silent = { onFill() {}, onRest() {}, onCancel() {}, onReduce() {} };

/** Messages a second of one program on one stream, filling not timed; throws when the book ends other than it must. */
export function measure({ program, stream: name, count, passes }) {
  const stream = makeStream(STREAMS[name], count);
  return ratePerSecond(count, passes, () => {
    const player = PROGRAMS[program]();
    player.play(stream, 0, stream.live);
    return {
      work: () => player.play(stream, stream.live, stream.length),
      after: () => {
        if (player.end() !== stream.end) throw new Error(`${program}: ${player.end()} instead of ${stream.end}`);
      },
    };
  });
}

class HousePlayer {
  #handles = new Float64Array(0);

  constructor(book, afterMessage = null) {
    this.book = book;
    this.afterMessage = afterMessage;
  }

  static withFacts(publish) {
    const { bus } = new Kernel({ startUs: 0, seed: 1 });
    const told = publish(bus);
    const book = new FastBook(told.listener);
    return new HousePlayer(book, () => {
      told.after(book);
      bus.drain();
    });
  }

  play({ type, side, price, size, id, owner, adds }, from, to) {
    const { book, afterMessage } = this;
    if (this.#handles.length === 0) this.#handles = new Float64Array(adds);
    const handles = this.#handles;
    const { gtc, ioc } = timeInForce;
    const stp = selfTrade.none;
    for (let i = from; i < to; i++) {
      if (type[i] === ADD) handles[id[i]] = book.place(owner[i], id[i], side[i], price[i], size[i], gtc, stp);
      else if (type[i] === CANCEL) book.cancel(handles[id[i]]);
      else book.place(owner[i], 0, side[i], MARKET, size[i], ioc, stp);
      if (afterMessage !== null) afterMessage();
    }
  }

  end() {
    return endOf(this.book.depthLots(1, Infinity), this.book.depthLots(-1, Infinity));
  }
}

class LadderPlayer {
  #book = new BareLadder();
  #places = new Int32Array(0);

  play({ type, side, price, size, id, adds }, from, to) {
    const book = this.#book;
    if (this.#places.length === 0) this.#places = new Int32Array(adds);
    const places = this.#places;
    for (let i = from; i < to; i++) {
      if (type[i] === ADD) places[id[i]] = book.place(side[i], price[i], size[i], true);
      else if (type[i] === CANCEL) book.cancel(places[id[i]]);
      else book.place(side[i], side[i] > 0 ? ANY_BUY : ANY_SELL, size[i], false);
    }
  }

  end() {
    return endOf(this.#book.lots(1), this.#book.lots(-1));
  }
}

class PackagePlayer {
  #book = new OrderBook();

  play({ type, side, price, size, id }, from, to) {
    const book = this.#book;
    for (let i = from; i < to; i++) {
      const way = side[i] > 0 ? 'buy' : 'sell';
      if (type[i] === ADD) book.limit({ side: way, id: String(id[i]), size: size[i], price: price[i] });
      else if (type[i] === CANCEL) book.cancel(String(id[i]));
      else book.market({ side: way, size: size[i] });
    }
  }

  end() {
    const [asks, bids] = this.#book.depth();
    const sum = (levels) => levels.reduce((total, [, lots]) => total + lots, 0);
    return endOf(sum(bids), sum(asks));
  }
}

const headed = (type) => (seq, timeUs, cause, origin, subject, a, b, c, d, e, f) => {
  return { type, seq, timeUs, cause, origin, market: subject, a, b, c, d, e, f };
};
const traded = defineFact('traded', ['priceTicks', 'sizeLots', 'side', 'maker', 'taker', 'ref'], headed('traded'));
const rested = defineFact('rested', ['priceTicks', 'sizeLots', 'side', 'owner', 'ref', 'handle'], headed('rested'));
const left = defineFact('left', ['priceTicks', 'sizeLots', 'side', 'owner', 'ref', 'reason'], headed('left'));
const quoted = defineFact('quoted', ['bidTicks', 'bidLots', 'askTicks', 'askLots'], headed('quoted'));

/** A topic heard by three who read what they are told. */
function heard(bus, type) {
  const topic = bus.topic(type, 'BTC/USDT', 0);
  for (let i = 0; i < 3; i++) {
    const listener = { sum: 0 };
    topic.facts$.subscribe((fact) => (listener.sum += fact.a));
  }
  return topic;
}

/** Everything that happens in the book, as a fact. */
function orderFacts(bus) {
  const trades = heard(bus, traded);
  const rests = heard(bus, rested);
  const leaves = heard(bus, left);
  const listener = {
    onFill: (_handle, maker, ref, taker, _takerRef, side, price, size) =>
      trades.publish(price, size, side, maker, taker, ref),
    onRest: (handle, owner, ref, side, price, size) => rests.publish(price, size, side, owner, ref, handle),
    onCancel: (_handle, owner, ref, side, price, size, reason) => leaves.publish(price, size, side, owner, ref, reason),
    onReduce: () => {},
  };
  return { listener, after: () => {} };
}

/** What a venue tells everyone: trades, and the best prices and sizes when they changed. */
function marketFacts(bus) {
  const trades = heard(bus, traded);
  const quotes = heard(bus, quoted);
  const listener = {
    ...silent,
    onFill: (_handle, maker, ref, taker, _takerRef, side, price, size) =>
      trades.publish(price, size, side, maker, taker, ref),
  };
  const last = [0, 0, 0, 0];
  return {
    listener,
    after: (book) => {
      const bid = book.bestBidTicks;
      const ask = book.bestAskTicks;
      const bidLots = bid === 0 ? 0 : book.sizeAt(1, bid);
      const askLots = ask === 0 ? 0 : book.sizeAt(-1, ask);
      if (bid === last[0] && bidLots === last[1] && ask === last[2] && askLots === last[3]) return;
      last[0] = bid;
      last[1] = bidLots;
      last[2] = ask;
      last[3] = askLots;
      quotes.publish(bid, bidLots, ask, askLots);
    },
  };
}
