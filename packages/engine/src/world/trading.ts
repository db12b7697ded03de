import { MAX_PRICE_TICKS, timeInForce } from '@ebb/book';
import type {
  AuctionOpened,
  IssuerDesk,
  LenderDesk,
  MarginState,
  MarketView,
  OrderId,
  OrderOptions,
  PoolDesk,
  Side,
  StopTrigger,
  TransferId,
} from '@ebb/sdk';
import { NO_UNIT, NO_WALLET, lendingChanged, lendingLiquidation, walletKinds } from '@ebb/clearing';
import { NO_POSITION, atomsAtOrBelow, lotsAtOrBelow, sizeOf, ticksAtOrAbove, ticksAtOrBelow } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import { triggerSources } from '@ebb/exchange';
import type { Venue } from '@ebb/exchange';
import type { Issuer } from '@ebb/issuance';
import type { Bus } from '@ebb/kernel';
import { filter } from 'rxjs';
import { IssuerCounter } from './issuer-counter.ts';
import { LenderCounter } from './lender-counter.ts';
import type { LenderDoor } from './lender-door.ts';
import { MarketFace } from './market-face.ts';
import { PoolCounter } from './pool-counter.ts';
import { WalletFinder } from './wallet-finder.ts';
import { noIssuer } from './world-view.ts';
import type { WorldView } from './world-view.ts';

/** What every account trades through. */
export interface TradingFloor {
  readonly bus: Bus;
  readonly ledger: Ledger;
  readonly view: WorldView;
  readonly venues: readonly Venue[];
  /** Index of an asset by symbol. */
  readonly assets: ReadonlyMap<string, number>;
  /** Index of the settlement asset by venue; −1 for none. */
  readonly settle: readonly number[];
}

/**
 * Turns what agents ask, in decimals, into intents in ticks and lots for one account, and its balances and positions back
 * into decimals: the one edge of units. A price or size that is not a number is the caller's mistake and throws.
 */
export class Trading {
  readonly #floor: TradingFloor;
  readonly #finder: WalletFinder;
  #issuers: ReadonlyMap<string, Issuer> = new Map();
  #lenders: ReadonlyMap<string, LenderDoor> = new Map();
  #bus: Bus | null = null;

  constructor(floor: TradingFloor) {
    this.#floor = floor;
    this.#finder = new WalletFinder(floor.venues);
  }

  /** Lets accounts deal with issuers. */
  addIssuers(issuers: ReadonlyMap<string, Issuer>, bus: Bus): void {
    this.#issuers = issuers;
    this.#bus = bus;
  }

  /** Lets accounts deal with lending markets. */
  addLenders(lenders: ReadonlyMap<string, LenderDoor>, bus: Bus): void {
    this.#lenders = lenders;
    this.#bus = bus;
  }

  /** A lending market as an account deals with it; its facts come from the account's own streams, or out of all facts. */
  lender(
    account: number,
    name: string,
    streams: Pick<LenderDesk, 'changes$' | 'liquidations$'> = this.#lendingOf(account, name),
  ): LenderDesk {
    const { view } = this.#floor;
    const face = view.lender(name);
    const door = this.#lenders.get(name)!;
    return new LenderCounter({ account, face, door, marketOf: (at) => view.face(at), bus: this.#bus!, streams });
  }

  #lendingOf(account: number, name: string): Pick<LenderDesk, 'changes$' | 'liquidations$'> {
    const isOwn = (fact: { readonly account: number; readonly lender: string }): boolean =>
      fact.account === account && fact.lender === name;
    return {
      changes$: this.#bus!.family(lendingChanged).all$.pipe(filter((fact) => isOwn(fact))),
      liquidations$: this.#bus!.family(lendingLiquidation).all$.pipe(filter((fact) => isOwn(fact))),
    };
  }

  /** The counter of a coin's issuer for an account. */
  issuer(account: number, coin: string): IssuerDesk {
    const { ledger, venues } = this.#floor;
    const issuer = this.#issuers.get(coin);
    if (issuer === undefined) throw new RangeError(noIssuer(coin, [...this.#issuers.keys()]));
    const assets = new Map(ledger.assets.map((asset) => [asset.symbol, asset]));
    return new IssuerCounter({ account, issuer, bus: this.#bus!, assets, venues });
  }

  /** A pool as an account deals with it. */
  pool(account: number, at: string | MarketView): PoolDesk {
    const face = this.#floor.view.face(at);
    const { home, listing } = MarketFace.behind(face);
    if (listing.pool === null) throw new RangeError(`${face.id} has a book of orders and is no pool`);
    return new PoolCounter({
      account,
      pool: listing.pool,
      venue: home,
      ledger: this.#floor.ledger,
      bus: this.#floor.bus,
    });
  }

  market(
    account: number,
    at: string | MarketView,
    side: Side,
    size: number,
    options: Pick<OrderOptions, 'reduceOnly'> = {},
  ): OrderId {
    return this.#send(account, this.#floor.view.face(at), side, 0, size, { ...options, timeInForce: 'ioc' }, 0, 0);
  }

  limit(
    account: number,
    at: string | MarketView,
    side: Side,
    price: number,
    size: number,
    options: OrderOptions = {},
  ): OrderId {
    const face = this.#floor.view.face(at);
    const ticks = passiveTicks(face.instrument, side, price);
    return ticks === 0 ? 0 : this.#send(account, face, side, ticks, size, options, 0, 0);
  }

  stop(
    account: number,
    at: string | MarketView,
    side: Side,
    size: number,
    trigger: StopTrigger,
    options: OrderOptions = {},
  ): OrderId {
    const face = this.#floor.view.face(at);
    if (face.kind === 'spot' && trigger.on !== 'last') {
      throw new RangeError(`a stop on ${face.id} watches 'last': a spot market has no ${trigger.on} price`);
    }
    const limit = trigger.limit === undefined ? 0 : passiveTicks(face.instrument, side, trigger.limit);
    const ticks = passiveTicks(face.instrument, side === 'buy' ? 'sell' : 'buy', trigger.price);
    const rule: OrderOptions = trigger.limit === undefined ? { ...options, timeInForce: 'ioc' } : options;
    const priced = ticks > 0 && (trigger.limit === undefined || limit > 0);
    return !priced ? 0 : this.#send(account, face, side, limit, size, rule, ticks, triggerSources[trigger.on]);
  }

  amend(account: number, order: OrderId, price: number, size: number): void {
    const found = this.#locate(account, order);
    if (found === null) return;
    const { venue, slot } = found;
    const { instrument } = venue.listing(venue.orders.listing[slot]);
    const side = venue.orders.side[slot] > 0 ? 'buy' : 'sell';
    const ticks = passiveTicks(instrument, side, price);
    const lots = lotsOf(instrument, size);
    if (ticks > 0 && lots > 0) venue.gateway.amend(account, order, instrument.index, ticks, lots);
  }

  cancel(account: number, order: OrderId): void {
    const found = this.#locate(account, order);
    if (found !== null) found.venue.gateway.cancel(account, order, found.venue.orders.listing[found.slot]);
  }

  cancelAll(account: number, at?: string | MarketView): void {
    if (at !== undefined) {
      const face = this.#floor.view.face(at);
      MarketFace.behind(face).home.gateway.cancelAll(account, face.instrument.index);
      return;
    }
    for (const venue of this.#floor.venues) {
      if (venue.wallets.of(account) !== NO_WALLET) venue.gateway.cancelAll(account, -1);
    }
  }

  /** Sends a transfer between two wallets of one venue or of two; less than one atom is not sent. */
  transfer(account: number, asset: string, amount: number, from: string, to: string): TransferId {
    const index = this.#asset(asset);
    const source = this.#finder.wallet(from);
    const target = this.#finder.wallet(to);
    if (source.venue === target.venue && source.kind === target.kind) {
      throw new RangeError(`a transfer goes between two different wallets, not from '${from}' to '${to}'`);
    }
    if (!(amount >= 0)) throw new RangeError(`an amount of ${asset} to transfer is ${amount}`);
    const atoms = atomsAtOrBelow(this.#floor.ledger.assets[index], amount);
    if (atoms === 0) return 0;
    const [fromKind, toKind] = [walletKinds[source.kind], walletKinds[target.kind]];
    const toVenue = target.venue.name.index;
    return source.venue.gateway.transfer({ account, asset: index, atoms, from: fromKind, to: toKind, toVenue });
  }

  /** Chooses the most leverage that an account uses in a perpetual, from when the venue hears of it. */
  setLeverage(account: number, at: string | MarketView, leverage: number): void {
    const { face, home } = this.#perp(at);
    if (!(leverage >= 1 && leverage <= MAX_LEVERAGE)) {
      throw new RangeError(`a leverage is from 1 to ${MAX_LEVERAGE}, not ${leverage}`);
    }
    const hundredths = Math.round(leverage * 100);
    home.gateway.ask({ kind: 'leverage', account, instrument: face.instrument.index, hundredths });
  }

  /** Asks for margin to be moved to an isolated position, or (negative) out of it. */
  moveMargin(account: number, at: string | MarketView, amount: number): void {
    const { face, home } = this.#perp(at);
    if (!Number.isFinite(amount)) throw new RangeError(`an amount of margin to move is ${amount}`);
    const asset = this.#floor.ledger.assets[(face.instrument as PerpInstrument).settle];
    const atoms = Math.sign(amount) * atomsAtOrBelow(asset, Math.abs(amount));
    if (atoms !== 0) home.gateway.ask({ kind: 'margin', account, instrument: face.instrument.index, atoms });
  }

  /** Bids for a position that is auctioned; a bid of less than one lot, or for no auction, is not sent. */
  bid(account: number, auction: AuctionOpened, price: number, size: number): void {
    const { face, home } = this.#perp(auction.market);
    const side = auction.signedLots > 0 ? 'buy' : 'sell';
    const priceTicks = passiveTicks(face.instrument, side, price);
    const lots = lotsOf(face.instrument, size);
    if (priceTicks === 0 || lots === 0) return;
    const instrument = face.instrument.index;
    home.gateway.ask({
      kind: 'bid',
      account,
      instrument,
      auction: auction.auction,
      bid: { account, priceTicks, lots },
    });
  }

  /** The pool of margin that answers for an account's position in a perpetual; all zero and free while there is none. */
  margin(account: number, at: string | MarketView): MarginState {
    const { face, home } = this.#perp(at);
    const house = home.house!;
    const unit = house.units.of(account, face.instrument as PerpInstrument);
    if (unit === NO_UNIT || home.wallets.of(account) === NO_WALLET) return NO_MARGIN;
    const { equityAtoms, marginAtoms, maintenanceAtoms } = house.value(unit);
    const { atomsPerUnit } = this.#floor.ledger.assets[house.units.settleOf(unit)];
    return {
      equity: equityAtoms / atomsPerUnit,
      margin: marginAtoms / atomsPerUnit,
      maintenance: maintenanceAtoms / atomsPerUnit,
      ratio: maintenanceAtoms === 0 ? Infinity : marginAtoms / maintenanceAtoms,
      verdict: maintenanceAtoms === 0 ? 'free' : house.units.policyOf(unit).verdict(marginAtoms, maintenanceAtoms),
    };
  }

  balance(account: number, asset: string, where?: string): number {
    const index = this.#asset(asset);
    let atoms = 0;
    this.#finder.forEach(account, where, (wallet) => {
      atoms += this.#floor.ledger.balance(wallet, index);
    });
    return this.#units(atoms, index);
  }

  free(account: number, asset: string, where?: string): number {
    const index = this.#asset(asset);
    let atoms = 0;
    this.#finder.forEachSpendable(account, where, (wallet) => {
      atoms += this.#floor.ledger.free(wallet, index);
    });
    return this.#units(atoms, index);
  }

  position(account: number, at: string | MarketView): number {
    const face = this.#floor.view.face(at);
    if (face.kind === 'spot') return this.#spotBalance(account, face);
    const house = MarketFace.behind(face).home.house!;
    return sizeOf(face.instrument, house.sizeLots(account, face.instrument as PerpInstrument));
  }

  entryPrice(account: number, at: string | MarketView): number {
    const face = this.#floor.view.face(at);
    const { house } = MarketFace.behind(face).home;
    if (house === null || face.instrument.kind === 'spot') return NaN;
    const slot = house.findPosition(account, face.instrument);
    return slot === NO_POSITION ? NaN : house.positions.entryTicksAt(slot) * face.tickSize;
  }

  equity(account: number, venueName: string): number {
    const venue = this.#finder.venue(venueName);
    const { house, wallets, name } = venue;
    const wallet = house === null ? wallets.spotOf(account) : wallets.of(account);
    if (wallet === NO_WALLET) return 0;
    const { ledger, settle } = this.#floor;
    const atoms = house === null ? ledger.balance(wallet, settle[name.index]) : house.accountEquityAtoms(account);
    return atoms / name.settleScale;
  }

  available(account: number, venueName: string): number {
    const venue = this.#finder.venue(venueName);
    const { house, wallets, name } = venue;
    const wallet = house === null ? wallets.spotOf(account) : wallets.of(account);
    if (wallet === NO_WALLET) return 0;
    const { ledger, settle } = this.#floor;
    const atoms = house === null ? ledger.free(wallet, settle[name.index]) : house.credit.availableAtoms(account);
    return atoms / name.settleScale;
  }

  /** A perpetual and its venue; throws for a spot market. */
  #perp(at: string | MarketView): { readonly face: MarketFace; readonly home: Venue } {
    const face = this.#floor.view.face(at);
    if (face.kind === 'spot') throw new RangeError(`${face.id} is a spot market, where there is no margin`);
    return { face, home: MarketFace.behind(face).home };
  }

  openOrders(account: number, at: string | MarketView): number {
    return MarketFace.behind(this.#floor.view.face(at)).listing.book.openOrders(account);
  }

  #send(
    account: number,
    face: MarketFace,
    side: Side,
    priceTicks: number,
    size: number,
    { timeInForce: tif = 'gtc', reduceOnly = false }: OrderOptions,
    triggerTicks: number,
    triggerSource: number,
  ): OrderId {
    const sizeLots = lotsOf(face.instrument, size);
    if (sizeLots === 0) return 0;
    return MarketFace.behind(face).home.gateway.place({
      account,
      instrument: face.instrument.index,
      side: side === 'buy' ? 1 : -1,
      priceTicks,
      sizeLots,
      timeInForce: timeInForce[tif],
      reduceOnly: reduceOnly && face.kind === 'perp',
      triggerTicks,
      triggerSource,
    });
  }

  #locate(account: number, order: OrderId): { venue: Venue; slot: number } | null {
    for (const venue of this.#floor.venues) {
      const slot = venue.orders.slotOf(order);
      if (slot !== 0 && venue.orders.account[slot] === account) return { venue, slot };
    }
    return null;
  }

  #units(atoms: number, asset: number): number {
    return atoms / this.#floor.ledger.assets[asset].atomsPerUnit;
  }

  /** What an account may sell on a spot market: the base asset in the wallet that its spot orders settle in. */
  #spotBalance(account: number, face: MarketFace): number {
    const { ledger } = this.#floor;
    const wallet = MarketFace.behind(face).home.wallets.spotOf(account);
    const index = this.#asset(face.base);
    return wallet === NO_WALLET ? 0 : this.#units(ledger.balance(wallet, index), index);
  }

  #asset(symbol: string): number {
    const index = this.#floor.assets.get(symbol);
    if (index === undefined) throw new RangeError(`there is no asset '${symbol}'`);
    return index;
  }
}

const MAX_LEVERAGE = 1000;
const NO_MARGIN: MarginState = { equity: 0, margin: 0, maintenance: 0, ratio: Infinity, verdict: 'free' };

/** Ticks on the passive side of a price: down for a buy, up for a sell; 0 when no book takes the price. */
function passiveTicks(instrument: Instrument, side: Side, price: number): number {
  if (Number.isNaN(price)) throw new RangeError(`a price of ${instrument.symbol} is not a number`);
  const ticks = side === 'buy' ? ticksAtOrBelow(instrument, price) : ticksAtOrAbove(instrument, price);
  return ticks >= 1 && ticks <= MAX_PRICE_TICKS ? ticks : 0;
}

/** Whole lots not above a size; 0 when it is below one lot. */
function lotsOf(instrument: Instrument, size: number): number {
  if (!(size >= 0)) throw new RangeError(`a size of ${instrument.symbol} is ${size}`);
  return lotsAtOrBelow(instrument, size);
}
