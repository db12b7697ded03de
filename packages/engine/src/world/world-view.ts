import type { IssuerView, LenderView, MarketView, View } from '@ebb/sdk';
import type { OutsideWorld, Venue } from '@ebb/exchange';
import type { Issuer } from '@ebb/issuance';
import type { Calendar } from '@ebb/kernel';
import type { Asset } from '@ebb/ledger';
import { nearestName } from '../scenario/index.ts';
import { IssuerFace } from './issuer-face.ts';
import { LenderFace } from './lender-face.ts';
import type { LenderDoor } from './lender-door.ts';
import type { MarketFace } from './market-face.ts';

/** What every agent may see of a run. */
export class WorldView implements View {
  readonly #calendar: Calendar;
  readonly #outside: OutsideWorld;
  readonly #venues: ReadonlyMap<string, Venue>;
  readonly #assets: ReadonlyMap<string, Asset>;
  readonly #byId: ReadonlyMap<string, MarketFace>;
  readonly #issuers = new Map<string, IssuerFace>();
  readonly #lenders = new Map<string, LenderFace>();

  constructor(
    readonly markets: readonly MarketFace[],
    calendar: Calendar,
    outside: OutsideWorld,
    venues: ReadonlyMap<string, Venue>,
    assets: ReadonlyMap<string, Asset>,
  ) {
    this.#calendar = calendar;
    this.#outside = outside;
    this.#venues = venues;
    this.#assets = assets;
    this.#byId = new Map(markets.map((each) => [each.id, each]));
  }

  get nowMs(): number {
    return this.#calendar.nowUs / 1000;
  }

  market(id: string): MarketView {
    return this.face(id);
  }

  value(asset: string): number {
    return this.#outside.value(asset);
  }

  price(asset: string): number {
    const value = this.#outside.value(asset);
    if (Number.isFinite(value)) return value;
    for (const { base, kind, last, mid, quote } of this.markets) {
      if (base !== asset || kind !== 'spot') continue;
      const unit = this.#outside.value(quote);
      const price = (Number.isNaN(mid) ? last : mid) * (Number.isFinite(unit) ? unit : 1);
      if (Number.isFinite(price)) return price;
    }
    return 1;
  }

  collateral(venueName: string, asset: string): number {
    const venue = this.#venues.get(venueName);
    if (venue === undefined) throw new RangeError(`there is no venue '${venueName}'`);
    const index = this.#assets.get(asset)?.index;
    if (index === undefined) throw new RangeError(`there is no asset '${asset}'`);
    return venue.derivatives?.collateral.of(index) ?? NaN;
  }

  /** Lets issuers be seen. */
  addIssuers(issuers: ReadonlyMap<string, Issuer>): void {
    for (const [coin, issuer] of issuers) this.#issuers.set(coin, new IssuerFace(issuer, (asset) => this.price(asset)));
  }

  issuer(coin: string): IssuerView {
    const found = this.#issuers.get(coin);
    if (found !== undefined) return found;
    throw new RangeError(noIssuer(coin, [...this.#issuers.keys()]));
  }

  /** Lets lending markets be seen. */
  addLenders(lenders: ReadonlyMap<string, LenderDoor>): void {
    for (const [name, each] of lenders) this.#lenders.set(name, new LenderFace(each));
  }

  get lenders(): readonly LenderView[] {
    return [...this.#lenders.values()];
  }

  lender(name: string): LenderFace {
    const found = this.#lenders.get(name);
    if (found !== undefined) return found;
    const known = [...this.#lenders.keys()];
    const near = nearestName(name, known);
    const instead = near === undefined ? `; there are ${known.join(', ') || 'none'}` : ` (did you mean '${near}'?)`;
    throw new RangeError(`there is no lending market '${name}'${instead}`);
  }

  /** The market that an id or a view names; throws, with the nearest name, when there is none. */
  face(market: string | MarketView): MarketFace {
    const id = typeof market === 'string' ? market : market.id;
    const found = this.#byId.get(id);
    if (found !== undefined) return found;
    const near = nearestName(id, [...this.#byId.keys()]);
    throw new RangeError(`there is no market '${id}'${near === undefined ? '' : ` (did you mean '${near}'?)`}`);
  }
}

/** Says that nobody issues an asset, and who there is. */
export function noIssuer(coin: string, known: readonly string[]): string {
  const near = nearestName(coin, known);
  const instead = near === undefined ? `; issued are ${known.join(', ') || 'none'}` : ` (did you mean '${near}'?)`;
  return `nobody issues '${coin}'${instead}`;
}
