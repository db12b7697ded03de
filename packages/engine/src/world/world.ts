import { OutsideWorld, Venue, ListingSource, OutsideSource } from '@ebb/exchange';
import type {
  DerivativeTerms,
  IndexSource,
  PoolPlace,
  TransferPlace,
  ValueDeclaration,
  VenueAccount,
} from '@ebb/exchange';
import { NO_WALLET, walletKinds } from '@ebb/clearing';
import type { Market, WalletKind } from '@ebb/clearing';
import { IssuerSource } from '@ebb/exchange';
import type { Issuer } from '@ebb/issuance';
import { Kernel } from '@ebb/kernel';
import { Ledger, defineInstruments } from '@ebb/ledger';
import type { Asset, Instrument, LedgerStorage, PerpInstrument } from '@ebb/ledger';
import { RateLimit } from '@ebb/exchange';
import { assetsOf } from '../check-money.ts';
import type { Injector } from '../host/injector.ts';
import { accountLabels } from './account-labels.ts';
import { Accounts } from './accounts.ts';
import { attributed } from './attributed.ts';
import { issuerClass, openIssuers } from './open-issuers.ts';
import { Latencies } from './latencies.ts';
import { openLenders, playLenders } from './lenders.ts';
import type { WorldLender } from './lenders.ts';
import { MarketFace } from './market-face.ts';
import { PolicyMaker } from './policy-maker.ts';
import { openPools, poolPlaces } from './pools.ts';
import { PrivateStreams } from './private-streams.ts';
import { Trading } from './trading.ts';
import { Wealth } from './wealth.ts';
import { WorldTape } from './world-tape.ts';
import { WorldView } from './world-view.ts';
import type { Plan, VenuePlan } from '../plan.ts';

/** How a world is built. */
export interface WorldOptions {
  readonly seed: string | number;
  /** Freezes facts and checks conservation after each. */
  readonly audit: boolean;
  readonly instantBudget?: number;
  /** The arrays that balances live in; given only by those who test audits. */
  readonly storage?: LedgerStorage;
}

const DEFAULT_FUNDING_INTERVAL_US = 8 * 3_600_000_000;

/** Everything of one run but its agents: time, money, venues, the outside, and what agents see and trade through. */
export class World {
  readonly plan: Plan;
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly accounts = new Accounts();
  readonly assets: ReadonlyMap<string, Asset>;
  readonly markets: readonly Market[];
  readonly venues: ReadonlyMap<string, Venue>;
  readonly outside: OutsideWorld;
  readonly view: WorldView;
  readonly tape: WorldTape;
  readonly trading: Trading;
  readonly streams: PrivateStreams;
  readonly wealth: Wealth;
  /** The issuers by coin. */
  readonly issuers: ReadonlyMap<string, Issuer>;
  /** The lending markets by name. */
  readonly lenders: ReadonlyMap<string, WorldLender>;
  /** The markets by instrument index, for facts about pools. */
  readonly #poolPlaces: readonly PoolPlace[];
  /** The venues by index, for facts about transfers. */
  readonly #places: readonly TransferPlace[];
  /** The liquidations of all venues so far, by the sequence of their facts. */
  readonly #culprits = new Set<number>();

  constructor(plan: Plan, options: WorldOptions, injector: Injector) {
    const { scenario } = plan;
    const { seed, audit, instantBudget, storage } = options;
    this.plan = plan;
    const labels = accountLabels(this.accounts);
    this.kernel = new Kernel({ startUs: scenario.startUs, seed, audit, instantBudget, labels });
    const assets = assetsOf(scenario);
    this.assets = new Map(assets.map((asset) => [asset.symbol, asset]));
    this.ledger = new Ledger(assets, storage);
    const instruments = defineInstruments(
      assets,
      plan.venues.flatMap(({ spec }, venue) =>
        Object.entries(spec.instruments).map(([symbol, { kind, tick, lot, multiplier }]) => ({
          kind,
          symbol,
          venue,
          tick,
          lot,
          ...(kind === 'perp' ? { multiplier } : {}),
        })),
      ),
    );
    this.markets = instruments.map((instrument) => this.#market(instrument, assets));
    this.#poolPlaces = poolPlaces(this.ledger, this.markets);
    const names = plan.venues.map(({ name }) => name);
    this.#places = names.map((venue) => ({ venue, venues: names, assets }));
    this.outside = new OutsideWorld(this.kernel, this.#values(), scenario.valueStepUs);
    const venues: Venue[] = [];
    for (const [index, each] of plan.venues.entries()) {
      venues.push(this.#venue(each, index, instruments, injector, (other) => venues[other]));
    }
    this.venues = new Map(venues.map((venue) => [venue.name.venue, venue]));
    const faces = instruments.map(
      (instrument) => new MarketFace(venues[instrument.venue].listing(instrument.index), venues[instrument.venue]),
    );
    this.view = new WorldView(faces, this.kernel.calendar, this.outside, this.venues, this.assets);
    this.tape = new WorldTape(this.kernel.bus, this.view, this.venues, this.outside, [...this.assets.keys()]);
    this.streams = new PrivateStreams(this.kernel.bus, this.markets, this.#places);
    const indexOf = new Map(assets.map((asset) => [asset.symbol, asset.index]));
    const settle = plan.venues.map(({ spec }) => indexOf.get(spec.settle) ?? -1);
    this.trading = new Trading({
      bus: this.kernel.bus,
      ledger: this.ledger,
      view: this.view,
      venues,
      assets: indexOf,
      settle,
    });
    this.wealth = new Wealth(this.ledger, venues, this.accounts, this.view);
    this.#addPools();
    this.issuers = openIssuers(this);
    for (const issuer of this.issuers.values()) this.wealth.add(issuer, issuerClass(issuer.name.coin));
    this.view.addIssuers(this.issuers);
    this.trading.addIssuers(this.issuers, this.kernel.bus);
    this.streams.addIssuers([...this.issuers.values()]);
    this.lenders = openLenders(this, injector);
    this.wealth.addLenders([...this.lenders.values()].map(({ lender }) => lender));
    this.view.addLenders(this.lenders);
    this.trading.addLenders(this.lenders, this.kernel.bus);
    this.streams.addLenders([...this.lenders.values()].map(({ lender }) => lender)[0]?.places ?? []);
  }

  /** Sets the clocks of the outside and of the venues going. */
  start(): void {
    this.outside.start();
    for (const venue of this.venues.values()) venue.start(() => this.#sources());
    playLenders(this.kernel, this.lenders.values(), () => this.#sources());
  }

  /**
   * The account's wallet of a kind on a venue, opened if it has none; whoever has any has one to trade from. Where there are
   * perpetuals that one may owe.
   */
  walletOf(account: number, venue: Venue, kind: WalletKind = 'trading'): number {
    return venue.transfers.walletOf(account, kind);
  }

  /** The account's wallets on a venue, whatever they are for. */
  walletsOf(account: number, venue: Venue): readonly number[] {
    return (Object.keys(walletKinds) as WalletKind[])
      .map((kind) => venue.wallets.find(account, kind))
      .filter((wallet) => wallet !== NO_WALLET);
  }

  #addPools(): void {
    const pools = [...this.venues.values()].flatMap((venue) => venue.pools.all);
    if (pools.length === 0) return;
    this.streams.addPools(this.#poolPlaces);
    for (const pool of pools) this.wealth.addPool(pool);
  }

  #market(instrument: Instrument, assets: readonly Asset[]): Market {
    const { name } = this.plan.venues[instrument.venue];
    return {
      id: `${instrument.symbol}@${name}`,
      venue: name,
      instrument,
      base: assets[instrument.base].symbol,
      quote: assets[instrument.quote].symbol,
      settleScale: assets[instrument.kind === 'perp' ? instrument.settle : instrument.quote].atomsPerUnit,
    };
  }

  #values(): ValueDeclaration[] {
    return Object.entries(this.plan.scenario.values).map(([symbol, spec]) => {
      const head = { asset: symbol, index: this.assets.get(symbol)!.index };
      if ('path' in spec) return { ...head, path: spec.path.map(({ atUs, value }) => ({ timeUs: atUs, value })) };
      return {
        ...head,
        start: spec.start,
        ...(spec.follows === undefined ? {} : { follows: spec.follows }),
        ...(spec.noise === undefined ? {} : { noisePerHour: spec.noise.perHour }),
        ...(spec.revert === undefined ? {} : { noiseHalfLifeUs: spec.revert.halfLifeUs }),
        jumps: spec.jumps.map(({ atUs, by }) => ({ timeUs: atUs, by })),
      };
    });
  }

  #venue(
    plan: VenuePlan,
    index: number,
    instruments: readonly Instrument[],
    injector: Injector,
    venueAt: (index: number) => Venue,
  ): Venue {
    const { name, spec } = plan;
    const settle = this.assets.get(spec.settle);
    const listed = instruments.filter((each) => each.venue === index);
    const settleScale = settle?.atomsPerUnit ?? 1;
    const symbols = [...this.assets.values()];
    const terms = {
      name,
      settle: spec.settle,
      settleScale,
      instruments: listed,
      assets: symbols.map(({ symbol }) => symbol),
      assetScales: symbols.map(({ atomsPerUnit }) => atomsPerUnit),
    };
    const policies = new PolicyMaker(this.kernel, injector, terms, this.plan.sources).make(plan);
    const ground = { ledger: this.ledger, accounts: this.accounts, markets: this.markets, sources: this.plan.sources };
    const pools = {
      own: openPools(ground, plan, policies.curves ?? new Map()),
      places: this.#poolPlaces,
    };
    const open = (role: string, owner = -1): number =>
      this.ledger.openWallet({ owner, name: `${name}/${role}`, mayGoNegative: true });
    let delayUs = (_account: number): number => 0;
    const venue = new Venue({
      kernel: this.kernel,
      ledger: this.ledger,
      name: { index, venue: name, settleScale },
      instruments,
      markets: this.markets,
      policies,
      places: this.#places,
      venueAt,
      openWallet: (account) => {
        const label = `${name}/${this.accounts.nameOf(account)}`;
        return this.ledger.openWallet({ owner: account, name: label, mayGoNegative: plan.listsPerps });
      },
      feeWallet: open('fees'),
      rateLimit: spec.rateLimit === undefined ? null : new RateLimit(spec.rateLimit.orders, spec.rateLimit.perUs),
      delayUs: (account) => delayUs(account),
      ...(pools.own.size === 0 ? {} : { pools }),
      ...(spec.capacity === undefined ? {} : { capacity: spec.capacity }),
      ...(plan.listsPerps ? { derivatives: this.#derivatives(plan, open) } : {}),
    });
    const latencies = new Latencies(policies.latency, this.accounts, this.kernel.streams, name);
    const owner = { plugin: plan.policies.latency?.plugin.name ?? 'engine', instance: `${name}/latency` };
    delayUs = attributed(this.kernel, owner, 'delayUs', (account: number) => latencies.delayUs(account));
    return venue;
  }

  #derivatives(plan: VenuePlan, open: (role: string, owner?: number) => number): DerivativeTerms {
    const { name, spec } = plan;
    const settle = this.assets.get(spec.settle)!;
    const own = (role: string, amounts: Readonly<Record<string, number>>): VenueAccount => {
      const account = this.accounts.open(`${role}@${name}`);
      const wallet = open(role, account);
      for (const [symbol, units] of Object.entries(amounts)) {
        const asset = this.assets.get(symbol)!;
        this.ledger.issue(wallet, asset.index, Math.round(units * asset.atomsPerUnit));
      }
      return { account, wallet };
    };
    const insured = this.markets.flatMap(({ instrument, venue }) => {
      const units = venue === name ? spec.instruments[instrument.symbol].insurance : undefined;
      return units === undefined || instrument.kind === 'spot' ? [] : [{ instrument, units }];
    });
    return {
      settle: settle.index,
      settleSymbol: settle.symbol,
      own: {
        clearing: open('clearing'),
        funding: open('funding'),
        interest: open('interest'),
        insurance: own('insurance', spec.insurance),
        ownInsurance: new Map(
          insured.map(({ instrument, units }) => {
            const { symbol } = this.ledger.assets[instrument.settle];
            return [instrument.index, own(`insurance ${instrument.symbol}`, { [symbol]: units })];
          }),
        ),
        vault: spec.vault === undefined ? null : own('vault', spec.vault),
      },
      markIntervalUs: spec.markIntervalUs,
      fundingIntervalMs: (instrument: PerpInstrument): number =>
        (spec.instruments[instrument.symbol].fundingIntervalUs ?? DEFAULT_FUNDING_INTERVAL_US) / 1000,
      accountCount: () => this.accounts.count,
      openMargin: (account, instrument) =>
        this.ledger.openWallet({
          owner: account,
          name: `${name}/isolated ${instrument.symbol}/${this.accounts.nameOf(account)}`,
          mayGoNegative: true,
        }),
      culprits: this.#culprits,
    };
  }

  /** What an index may read: every spot market, the outside value of every asset that has one, what issuers pay for their coins. */
  #sources(): readonly IndexSource[] {
    const { calendar } = this.kernel;
    const markets: IndexSource[] = this.view.markets
      .filter((face) => face.kind === 'spot')
      .map((face) => MarketFace.behind(face))
      .map(
        ({ listing, home }) =>
          new ListingSource(
            listing,
            () => calendar.nowUs,
            () => home.state,
          ),
      );
    const values = [...this.assets.keys()].filter((asset) => Number.isFinite(this.outside.value(asset)));
    const issuers = [...this.issuers.values()].map(
      (issuer) => new IssuerSource(issuer.name.coin, issuer.reference, () => issuer.parity),
    );
    return [
      ...markets,
      ...values.map((asset) => new OutsideSource(asset, () => this.outside.value(asset))),
      ...issuers,
    ];
  }
}
