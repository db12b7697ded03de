import type { LenderDesk, LendingOrderId, LendingPosition, LiquidateOptions, MarketView } from '@ebb/sdk';
import { MOST, lendingKinds, lendingOrder } from '@ebb/clearing';
import type { LendingBook, LendingKind, LendingTicket } from '@ebb/clearing';
import type { Bus } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { LenderDoor } from './lender-door.ts';
import type { LenderFace } from './lender-face.ts';
import type { MarketFace } from './market-face.ts';

/** What an account deals with a lending market through. */
export interface LenderCounterParts {
  readonly account: number;
  readonly face: LenderFace;
  readonly door: LenderDoor;
  /** The market that a name or a view stands for; throws where there is none. */
  readonly marketOf: (
    market: string | MarketView,
  ) => Pick<MarketFace, 'id' | 'instrument' | 'kind' | 'venue' | 'base' | 'quote'>;
  readonly bus: Bus;
  readonly streams: Pick<LenderDesk, 'changes$' | 'liquidations$'>;
}

const NO_LIQUIDATION = { debtor: -1, collateral: -1, instrument: -1 };

/** A lending market as one account deals with it: writes orders down and lets them travel by the gateway of its venue. */
export class LenderCounter implements LenderDesk {
  readonly view: LenderFace;
  readonly changes$: LenderDesk['changes$'];
  readonly liquidations$: LenderDesk['liquidations$'];
  readonly #parts: LenderCounterParts;

  constructor(parts: LenderCounterParts) {
    this.#parts = parts;
    this.view = parts.face;
    this.changes$ = parts.streams.changes$;
    this.liquidations$ = parts.streams.liquidations$;
  }

  supply(asset: string, amount: number): LendingOrderId {
    return this.#ask('supply', asset, amount);
  }

  withdraw(asset: string, amount: number): LendingOrderId {
    return this.#ask('withdraw', asset, amount);
  }

  borrow(asset: string, amount: number): LendingOrderId {
    return this.#ask('borrow', asset, amount);
  }

  repay(asset: string, amount: number): LendingOrderId {
    return this.#ask('repay', asset, amount);
  }

  pledge(asset: string, pledged: boolean): LendingOrderId {
    return this.#send(pledged ? 'pledge' : 'unpledge', this.view.placeOf(asset), 0, NO_LIQUIDATION);
  }

  liquidate(
    account: number,
    debt: string,
    collateral: string,
    amount: number,
    { take = 'asset', sellOn }: LiquidateOptions = {},
  ): LendingOrderId {
    const instrument = sellOn === undefined ? -1 : this.#marketOf(sellOn, collateral, debt);
    const kind = sellOn !== undefined ? 'flash' : take === 'claim' ? 'seize' : 'liquidate';
    const seized = this.#book.reserves[this.view.placeOf(collateral)].terms.asset.index;
    return this.#ask(kind, debt, amount, { debtor: account, collateral: seized, instrument });
  }

  position(): LendingPosition {
    return this.view.position(this.#parts.account);
  }

  supplied(asset: string): number {
    return this.#units(asset, (at) => this.#book.claimAtoms(this.#parts.account, at));
  }

  borrowed(asset: string): number {
    return this.#units(asset, (at) => this.#book.debtAtoms(this.#parts.account, at));
  }

  borrowable(asset: string): number {
    return this.#units(asset, (at) => this.#book.borrowableAtoms(this.#parts.account, at));
  }

  withdrawable(asset: string): number {
    return this.#units(asset, (at) => this.#book.withdrawableAtoms(this.#parts.account, at));
  }

  get #book(): LendingBook {
    return this.#parts.door.lender.book;
  }

  #units(symbol: string, atomsOf: (at: number) => number): number {
    const at = this.view.placeOf(symbol);
    return atomsOf(at) / this.#book.reserves[at].terms.asset.atomsPerUnit;
  }

  /** The index of the market on which a liquidation sells what it takes; throws for one that cannot be it. */
  #marketOf(sellOn: NonNullable<LiquidateOptions['sellOn']>, collateral: string, debt: string): number {
    const { id, instrument, kind, venue, base, quote } = this.#parts.marketOf(sellOn);
    if (kind === 'spot' && venue === this.view.venue && base === collateral && quote === debt) return instrument.index;
    throw new RangeError(
      `a liquidation of ${debt} for ${collateral} sells on a spot market ${collateral}/${debt} of ${this.view.venue}, not on ${id}`,
    );
  }

  #ask(
    kind: LendingKind,
    symbol: string,
    amount: number,
    liquidation: Pick<LendingTicket, 'debtor' | 'collateral' | 'instrument'> = NO_LIQUIDATION,
  ): LendingOrderId {
    const at = this.view.placeOf(symbol);
    if (!(amount >= 0)) throw new RangeError(`an amount of ${symbol} for ${this.view.name} is ${amount}`);
    const atoms = amount === Infinity ? MOST : atomsAtOrBelow(this.#book.reserves[at].terms.asset, amount);
    return atoms === 0 ? 0 : this.#send(kind, at, atoms, liquidation);
  }

  #send(
    kind: LendingKind,
    at: number,
    atoms: number,
    liquidation: Pick<LendingTicket, 'debtor' | 'collateral' | 'instrument'>,
  ): LendingOrderId {
    const { account, bus, door } = this.#parts;
    const { lender } = door;
    if (!door.knows(account)) return 0;
    const { debtor, collateral, instrument } = liquidation;
    const asset = this.#book.reserves[at].terms.asset.index;
    const code = lendingKinds[kind];
    const numbers = [account, code, asset, atoms, debtor, collateral, instrument] as const;
    const seq = bus.intents(lendingOrder).recordAsOrigin(lender.place.index, ...numbers);
    door.send(seq, { account, kind: code, asset, atoms, debtor, collateral, instrument });
    return seq;
  }
}
