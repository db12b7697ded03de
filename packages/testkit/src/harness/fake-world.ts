import type { VenueName } from '@ebb/clearing';
import type { OutsideAsset, TransferPlace } from '@ebb/exchange';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { Asset } from '@ebb/ledger';
import type { MarketView, View, LenderView } from '@ebb/sdk';
import type { IssuerName } from '@ebb/issuance';
import { FakeIssuer } from './fake-issuer.ts';
import type { IssuerSetup } from './fake-issuer.ts';
import type { LenderSetup } from './lender-setup.ts';
import { FakeMarket } from './fake-market.ts';
import type { MarketSetup } from './fake-market.ts';

/** Decimal places of every asset in the harness: ticks and lots down to a product of 1e-8 are whole atoms. */
const DECIMALS = 8;
const SCALE = 1e8;

/** What agents may see: markets and outside values, set by hand. */
export class FakeWorld implements View {
  readonly markets: readonly FakeMarket[];
  readonly venues: readonly VenueName[];
  readonly outside: readonly OutsideAsset[];
  /** The venues and their assets, for facts about transfers. */
  readonly places: readonly TransferPlace[];
  /** The issuers by index of their coin, for facts about them. */
  readonly issuerNames: readonly IssuerName[];
  readonly assets: readonly Asset[];
  readonly #issuers: ReadonlyMap<string, FakeIssuer>;
  #lenders: ReadonlyMap<string, LenderView> = new Map();
  readonly #byId: ReadonlyMap<string, FakeMarket>;
  readonly #values: Map<string, number>;
  readonly #collateral = new Map<string, number>();
  readonly #nowMs: () => number;

  constructor(
    setups: Readonly<Record<string, MarketSetup>>,
    values: Readonly<Record<string, number>>,
    nowMs: () => number,
    issuers: Readonly<Record<string, IssuerSetup>> = {},
    lenders: Readonly<Record<string, LenderSetup>> = {},
  ) {
    this.#nowMs = nowMs;
    this.#values = new Map(Object.entries(values));
    const named = Object.entries(setups).map(([id, setup]) => ({ id, setup, ...parted(id) }));
    const counters = Object.values(issuers).flatMap((setup) => setup.counters ?? []);
    const places = Object.values(lenders).flatMap(({ at }) => at ?? []);
    const venues = [...new Set([...named.map(({ venue }) => venue), ...counters, ...places])];
    const lent = Object.values(lenders).flatMap(({ assets }) => Object.keys(assets));
    const listed = named.flatMap(({ base, quote }) => [base, quote]);
    const symbols = [...new Set([...listed, ...this.#values.keys(), ...Object.keys(issuers), ...lent])];
    const assets = defineAssets(symbols.map((symbol) => ({ symbol, decimals: DECIMALS })));
    this.assets = assets;
    this.places = venues.map((venue) => ({ venue, venues, assets }));
    const instruments = defineInstruments(
      assets,
      named.map(({ symbol, venue, setup }) => {
        const { kind, tick, lot, multiplier } = setup;
        const terms = { kind, symbol, venue: venues.indexOf(venue), tick, lot };
        return multiplier === undefined ? terms : { ...terms, multiplier };
      }),
    );
    this.markets = named.map(({ id, venue, base, quote, setup }, at) => {
      const subject = { id, venue, base, quote, settleScale: SCALE, instrument: instruments[at] };
      return new FakeMarket(subject, setup);
    });
    this.venues = venues.map((venue, index) => ({ index, venue, settleScale: SCALE }));
    this.outside = symbols.map((asset) => ({ asset }));
    this.#issuers = new Map(
      Object.entries(issuers).map(([coin, setup]) => [
        coin,
        new FakeIssuer(coin, setup, venues[0] ?? '', (asset) => this.price(asset)),
      ]),
    );
    this.issuerNames = assets.map(({ index, symbol }) => ({ index, coin: symbol, assets }));
    this.#byId = new Map(this.markets.map((market) => [market.id, market]));
  }

  get nowMs(): number {
    return this.#nowMs();
  }

  market(id: string): FakeMarket {
    const market = this.#byId.get(id);
    if (market === undefined) throw new Error(`there is no market ${id}; known: ${[...this.#byId.keys()].join(', ')}`);
    return market;
  }

  /** The harness's own market for what an agent names one by. */
  find(market: string | MarketView): FakeMarket {
    return this.market(typeof market === 'string' ? market : market.id);
  }

  venue(name: string): VenueName {
    const venue = this.venues.find((each) => each.venue === name);
    if (venue === undefined) throw new Error(`there is no venue ${name}`);
    return venue;
  }

  /** An asset of a market or with an outside value. */
  asset(symbol: string): Asset {
    const asset = this.assets.find((each) => each.symbol === symbol);
    if (asset === undefined) throw new RangeError(`there is no asset '${symbol}'`);
    return asset;
  }

  /** Symbol of the asset that a venue settles in: the quote of its first perpetual, else of its first market. */
  settleOf(venue: string): string {
    const listed = this.markets.filter((market) => market.venue === venue);
    return (listed.find((market) => market.kind === 'perp') ?? listed[0])?.quote ?? '';
  }

  /** Lets agents see lending markets. */
  showLenders(lenders: ReadonlyMap<string, LenderView>): void {
    this.#lenders = lenders;
  }

  get lenders(): readonly LenderView[] {
    return [...this.#lenders.values()];
  }

  lender(name: string): LenderView {
    const lender = this.#lenders.get(name);
    if (lender === undefined) throw new RangeError(`there is no lending market '${name}'`);
    return lender;
  }

  issuer(coin: string): FakeIssuer {
    const issuer = this.#issuers.get(coin);
    if (issuer === undefined) throw new RangeError(`nobody issues '${coin}'`);
    return issuer;
  }

  value(asset: string): number {
    return this.#values.get(asset) ?? NaN;
  }

  price(asset: string): number {
    const value = this.value(asset);
    if (Number.isFinite(value)) return value;
    const market = this.markets.find(({ base, kind }) => base === asset && kind === 'spot');
    const price = market === undefined || Number.isNaN(market.mid) ? (market?.last ?? NaN) : market.mid;
    return Number.isFinite(price) ? price : 1;
  }

  collateral(venue: string, asset: string): number {
    return asset === this.settleOf(venue) ? 1 : (this.#collateral.get(`${asset}@${venue}`) ?? NaN);
  }

  setCollateral(venue: string, asset: string, price: number): void {
    this.#collateral.set(`${asset}@${venue}`, price);
  }

  setValue(asset: string, value: number): void {
    this.#values.set(asset, value);
  }
}

function parted(id: string): { symbol: string; venue: string; base: string; quote: string } {
  const [, symbol, base, quote, venue] = /^(([^/@\s]+)\/([^/:@\s]+)(?::[^@\s]+)?)@([^@\s]+)$/.exec(id) ?? [];
  if (symbol === undefined || base === undefined || quote === undefined || venue === undefined) {
    throw new Error(`a market is named like BTC/USDT@alpha or BTC/USDT:USDT@alpha, not '${id}'`);
  }
  return { symbol, venue, base, quote };
}
