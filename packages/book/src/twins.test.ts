import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Commander, type Command } from '../test/command.ts';
import { commandStream, shapes } from '../test/command-stream.ts';
import { EventLog } from '../test/event-log.ts';
import { BUY, FastBook, MARKET, PlainBook, SELL, type OrderBook } from './index.ts';

/** All that a book answers about itself beside its state hash. */
function answers(book: OrderBook, command: Command): unknown {
  const { owner, priceTicks, sizeLots } = command;
  const own: number[][] = [];
  book.forEachOrder(owner, (...order) => own.push(order));
  const handle = own.at(-1)?.[0] ?? 1;
  const sides = ([BUY, SELL] as const).map((side) => {
    const prices = new Float64Array(7);
    const sizes = new Float64Array(9);
    const written = book.levels(side, 8, prices, sizes);
    return [
      written,
      [...prices],
      [...sizes],
      book.sizeAt(side, priceTicks),
      book.depthLots(side, 3),
      book.depthLots(side, Infinity),
      book.fillable(side, priceTicks, sizeLots),
      book.fillable(side, MARKET, sizeLots * 3),
      book.costToFill(side, sizeLots),
      book.impactTicks(side, sizeLots * priceTicks),
    ];
  });
  const fields = [
    book.priceOf(handle),
    book.leftOf(handle),
    book.sideOf(handle),
    book.ownerOf(handle),
    book.refOf(handle),
  ];
  const auction = [book.inAuction, book.indicative(priceTicks), book.indicative(0)];
  return [own, sides, fields, auction, book.openOrders(owner), book.orders, book.stateHash()];
}

/** Whether two lists of words and numbers are the same; quicker by far than an `expect`. */
function equal(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  return a.length === b.length && a.every((x, at) => Object.is(x, b[at]));
}

/** Gives the same commands to both books and compares results and events of each, and all answers every `every` commands. */
function compare(commands: Iterable<Command>, every: number, maxOrders?: number): Record<string, number> {
  const plainLog = new EventLog();
  const fastLog = new EventLog();
  const plain = new PlainBook(plainLog, maxOrders);
  const fast = new FastBook(fastLog, maxOrders);
  const plainCommander = new Commander(plain);
  const fastCommander = new Commander(fast);
  const seen: Record<string, number> = {};
  let i = 0;
  for (const command of commands) {
    const plainResult = plainCommander.run(command);
    const fastResult = fastCommander.run(command);
    const plainEvents = plainLog.take();
    const fastEvents = fastLog.take();
    const same =
      equal(plainResult, fastResult) &&
      plainEvents.length === fastEvents.length &&
      plainEvents.every((event, at) => equal(event, fastEvents[at]));
    if (!same) {
      expect({ i, command, result: fastResult, events: fastEvents }).toEqual({
        i,
        command,
        result: plainResult,
        events: plainEvents,
      });
    }
    for (const [name] of plainEvents) seen[name] = (seen[name] ?? 0) + 1;
    const outcome = `${command.op} ${plainResult[0] < 0 ? plainResult[0] : 'done'}`;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
    if (++i % every === 0) expect([i, answers(fast, command)]).toEqual([i, answers(plain, command)]);
  }
  return seen;
}

describe('the fast book does what the plain book does', () => {
  test.each(shapes)('in a market that is $name', (shape) => {
    const seen = compare(commandStream(shape, 42, 50_000), 250);
    const rare = ['fill', 'rest', 'cancel', 'reduce', 'uncross done', 'place -9', 'place -10', 'place -11'];
    expect(rare.filter((name) => !((seen[name] ?? 0) > 10))).toEqual([]);
  });

  test('when few orders fit', () => {
    expect(compare(commandStream(shapes[0], 7, 10_000), 100, 20)['place -12']).toBeGreaterThan(10);
  });

  test('in short streams that can be shrunk', () => {
    const command: fc.Arbitrary<Command> = fc.record({
      op: fc.constantFrom<Command['op']>(
        'place',
        'place',
        'place',
        'market',
        'cancel',
        'amend',
        'shrink',
        'cancelAll',
        'beginAuction',
        'uncross',
      ),
      owner: fc.integer({ min: 0, max: 2 }),
      side: fc.constantFrom(BUY, SELL),
      priceTicks: fc.integer({ min: 1, max: 8 }),
      sizeLots: fc.integer({ min: 1, max: 5 }),
      tif: fc.constantFrom(0, 0, 0, 1, 2, 3),
      stp: fc.constantFrom(0, 1, 2, 3),
      pick: fc.nat(),
    });
    const streams = fc.array(command, { maxLength: 60 });
    fc.assert(
      fc.property(streams, (commands) => {
        compare(commands, 1);
      }),
      { numRuns: 150, seed: 20251010 },
    );
  });
});
