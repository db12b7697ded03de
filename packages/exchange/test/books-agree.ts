import type { TestExchange } from './test-exchange.ts';
import { BTC, PERP, SPOT, USD } from './test-exchange.ts';

/** What does not add up on a test exchange between two intents, in words; empty when all is well. */
export function faultsOf(exchange: TestExchange): string[] {
  const { ledger, venue, accounts } = exchange;
  const faults: string[] = [];
  const report = ledger.recount();
  if (!report.ok) faults.push(report.describe());
  const agree = (what: string, found: number, expected: number): void => {
    if (found !== expected) faults.push(`${what} is ${found}, not ${expected}`);
  };
  for (const account of accounts) {
    const held = [0, 0];
    venue.listing(SPOT).book.forEachOrder(account, (_handle, ref, side, _price, left) => {
      const slot = venue.orders.slotOf(ref);
      held[side > 0 ? USD : BTC] += venue.orders.heldAtoms[slot];
      agree(`what is left of order ${ref}`, venue.orders.leftLots[slot], left);
    });
    agree(`USD held by ${account}`, exchange.held(account, USD), held[USD]);
    agree(`BTC held by ${account}`, exchange.held(account, BTC), held[BTC]);
    if (venue.house !== null) faults.push(...perpFaults(exchange, account));
  }
  if (venue.house === null) return faults;
  const { positions } = venue.house;
  agree('the net position', positions.netLots(PERP), 0);
  const cash = ledger.balance(venue.derivatives!.clearingWallet, USD);
  agree('the clearing account with the costs', cash + positions.netCostAtoms(PERP), 0);
  return faults;
}

function perpFaults({ venue }: TestExchange, account: number): string[] {
  const { credit, positions } = venue.house!;
  const { exposure } = credit;
  const open = { buy: 0, sell: 0, orders: 0 };
  const reducing = { buy: 0, sell: 0 };
  const reducers: number[] = [];
  venue.listing(PERP).book.forEachOrder(account, (_handle, ref, side, _price, left) => {
    const word = side > 0 ? 'buy' : 'sell';
    open[word] += left;
    open.orders++;
    if (venue.orders.reduceOnly[venue.orders.slotOf(ref)] !== 1) return;
    reducing[word] += left;
    reducers.push(ref);
  });
  const faults: string[] = [];
  const known = [...venue.listing(PERP).reduceOnly.of(account)];
  if (known.sort().join() !== reducers.sort().join())
    faults.push(`reduce-only orders of ${account} are not ${reducers.join()}`);
  const size = positions.sizeLots(account, PERP);
  if (exposure.buyLots(account, PERP) !== open.buy) faults.push(`buys of ${account} are not ${open.buy}`);
  if (exposure.sellLots(account, PERP) !== open.sell) faults.push(`sells of ${account} are not ${open.sell}`);
  if (exposure.orders(account) !== open.orders) faults.push(`orders of ${account} are not ${open.orders}`);
  if (reducing.buy > 0 && open.buy > -size) faults.push(`reduce-only buys of ${account} may turn ${size}`);
  if (reducing.sell > 0 && open.sell > size) faults.push(`reduce-only sells of ${account} may turn ${size}`);
  return faults;
}
