import { describe, expect, test } from '@jest/globals';
import { ConstantProduct } from '@ebb/book';
import { BTC, BUY, SPOT, TestExchange, USD } from '../../test/test-exchange.ts';
import type { TestExchangeOptions } from '../../test/test-exchange.ts';
import { addLiquidity, liquidity } from './liquidity-facts.ts';
import type { Liquidity } from './liquidity-facts.ts';
import type { LiquidityTicket } from './liquidity-desk.ts';

const ANN = 1;

interface Play {
  readonly exchange: TestExchange;
  readonly told: Liquidity[];
  /** Sends a deposit, or (with millionths) a withdrawal. */
  readonly send: (ticket: Partial<LiquidityTicket>) => void;
}

/** A pool of 2,000 BTC atoms and 200,000 USD atoms without a fee, and an account with 1,000 and 1,000,000. */
function play(options: TestExchangeOptions = {}): Play {
  const exchange = new TestExchange({ curve: new ConstantProduct(0), ...options }).start();
  const told: Liquidity[] = [];
  exchange.kernel.bus.family(liquidity).all$.subscribe((fact) => void told.push(fact));
  const intents = exchange.kernel.bus.intents(addLiquidity);
  const nothing = { baseAtoms: 0, quoteAtoms: 0, millionths: 0, low: 0, high: 0 };
  const send = (some: Partial<LiquidityTicket>): void => {
    const ticket = { account: ANN, instrument: SPOT, ...nothing, ...some };
    const seq = intents.recordAsOrigin(SPOT, ANN, ticket.baseAtoms, ticket.quoteAtoms, 0, 0);
    exchange.venue.gateway.carry(seq, ANN, (code) => exchange.venue.pools.liquidity!.arrived(seq, ticket, code !== 0));
    exchange.run();
  };
  return { exchange, told, send };
}

describe('liquidity', () => {
  test('is taken in the ratio of the pool and paid back with what the pool has become, to the atom', () => {
    const { exchange, told, send } = play();
    send({ baseAtoms: 500, quoteAtoms: 90_000 });
    // 500 of 2,000 are a quarter: 50,000 of the 90,000 are taken.
    expect(told).toMatchObject([
      { account: ANN, state: 'added', baseAtoms: 500, quoteAtoms: 50_000, reserveBase: 2.5 },
    ]);
    expect([exchange.balance(ANN, BTC), exchange.balance(ANN, USD)]).toEqual([500, 950_000]);
    exchange.place(2, SPOT, BUY, 0, 500, { tif: 'ioc' });
    // 2,000 and 312,500 are left, of which a fifth is the provider's; half of that is asked for.
    send({ millionths: 500_000 });
    expect(told[1]).toMatchObject({ state: 'removed', baseAtoms: 200, quoteAtoms: 31_250 });
    send({ millionths: 1_000_000 });
    expect(told[2]).toMatchObject({ state: 'removed', baseAtoms: 200, quoteAtoms: 31_250 });
    expect(exchange.ledger.balance(exchange.pool!.wallet, USD)).toBe(250_000);
    expect(exchange.ledger.recount().ok).toBe(true);
  });

  test('moves no quote, but changes the sizes that it tells', () => {
    const { exchange, send } = play();
    exchange.run();
    send({ baseAtoms: 1_000, quoteAtoms: 100_000 });
    expect(exchange.quotes.map(({ bidTicks, askTicks, askLots }) => [bidTicks, askTicks, askLots])).toEqual([
      [99, 101, 9],
      [99, 101, 14],
    ]);
  });

  test.each([
    ['insufficientBalance', { baseAtoms: 1_001, quoteAtoms: 1 }],
    ['tooLittle', { baseAtoms: 0, quoteAtoms: 50_000 }],
    ['nothingThere', { millionths: 1_000_000 }],
    ['nothingThere', { millionths: 1_000_000, low: 1, high: 2 }],
  ] as const)('is refused as %s: %j', (refusal, ticket) => {
    const { exchange, told, send } = play();
    send(ticket);
    expect(told).toMatchObject([{ state: 'refused', refusal, base: 0, quote: 0 }]);
    expect([exchange.balance(ANN, BTC), exchange.balance(ANN, USD)]).toEqual([1_000, 1_000_000]);
  });

  test('is refused by a venue that is down, and by a gateway that is full, but paid out by one that only cancels', () => {
    const { exchange, told, send } = play({ capacity: { messages: 1, perUs: 1_000, queue: 0 } });
    send({ baseAtoms: 100, quoteAtoms: 10_000 });
    send({ baseAtoms: 100, quoteAtoms: 10_000 });
    send({ baseAtoms: 100, quoteAtoms: 10_000 });
    exchange.run(10_000);
    expect(told.map(({ refusal }) => refusal).filter((each) => each === 'overloaded').length).toBeGreaterThan(0);
    exchange.venue.setState('down');
    send({ millionths: 1_000_000 });
    exchange.run(10_000);
    expect(told.at(-1)).toMatchObject({ refusal: 'venueDown' });
    exchange.venue.setState('cancelOnly');
    send({ millionths: 1_000_000 });
    exchange.run(10_000);
    expect(told.at(-1)).toMatchObject({ state: 'removed' });
  });
});
