import { Lender, NO_WALLET } from '@ebb/clearing';
import type { LendingPlace, LendingTerms } from '@ebb/clearing';
import { latestTradeOf } from '@ebb/exchange';
import type { IndexPricePolicy, IndexSource, IndexTarget, Venue } from '@ebb/exchange';
import { Phase } from '@ebb/kernel';
import type { Kernel } from '@ebb/kernel';
import type { Injector } from '../host/injector.ts';
import type { LenderPlan } from '../plan.ts';
import type { LenderDoor } from './lender-door.ts';
import { lendingVenueOf } from './lending-venue.ts';
import { PolicyMaker } from './policy-maker.ts';
import type { LenderPolicies } from './policy-maker.ts';
import type { WorldGround } from './world-ground.ts';

/** A lending market of the world, with what prices its assets. */
export interface WorldLender extends LenderDoor {
  readonly home: Venue;
  readonly plan: LenderPlan;
  /** What prices the assets, by their places in the market's list; null for the one that prices are in. */
  readonly oracles: readonly (IndexPricePolicy | null)[];
}

/** The class of the account that supplied what a lending market begins with. */
export function depositorClass(lender: string): string {
  return `depositors@${lender}`;
}

/** Opens every lending market of a world, with what its own depositors have supplied. */
export function openLenders(world: WorldGround, injector: Injector): ReadonlyMap<string, WorldLender> {
  const assets = [...world.assets.values()];
  const places = world.plan.lenders.map(({ name }, index) => ({ index, lender: name, assets }));
  return new Map(
    world.plan.lenders.map((plan, index) => [plan.name, openLender(world, plan, places[index], places, injector)]),
  );
}

function openLender(
  world: WorldGround,
  plan: LenderPlan,
  place: LendingPlace,
  places: readonly LendingPlace[],
  injector: Injector,
): WorldLender {
  const { kernel, ledger } = world;
  const home = world.venues.get(plan.spec.at)!;
  const policies = policiesOf(world, plan, home, injector);
  const terms = termsOf(world, plan, policies);
  const lender = new Lender({ kernel, ledger, place, places, terms, venue: lendingVenueOf(home, ledger) });
  const { name, spec } = plan;
  const symbols = Object.keys(spec.assets);
  const oracles = symbols.map((symbol) => policies.oracles.get(symbol) ?? null);
  symbols.forEach((symbol, at) => {
    if (symbol === spec.reference) lender.book.setPrice(at, 1);
  });
  const opened: WorldLender = {
    ...{ name, venue: spec.at, reference: spec.reference, lender, home, plan, oracles },
    knows: (account) => home.wallets.of(account) !== NO_WALLET,
    send: (seq, ticket) => home.gateway.carry(seq, ticket.account, (code) => lender.arrived(seq, ticket, code !== 0)),
  };
  endow(world, opened);
  return opened;
}

function policiesOf(
  world: WorldGround,
  plan: LenderPlan,
  { name, listings }: Venue,
  injector: Injector,
): LenderPolicies {
  const { kernel, ledger } = world;
  const terms = {
    name: name.venue,
    settle: world.plan.scenario.venues[name.venue].settle,
    settleScale: name.settleScale,
    instruments: listings.map(({ instrument }) => instrument),
    assets: ledger.assets.map(({ symbol }) => symbol),
    assetScales: ledger.assets.map(({ atomsPerUnit }) => atomsPerUnit),
  };
  return new PolicyMaker(kernel, injector, terms, world.plan.sources).makeLender(plan);
}

function termsOf({ assets }: WorldGround, { spec }: LenderPlan, { rates }: LenderPolicies): LendingTerms {
  const { closeFactor, fullBelow, dust, badDebt } = spec;
  return {
    ...{ closeFactor, fullBelow, dust, badDebt },
    assets: Object.entries(spec.assets).map(([symbol, { collateral, reserve, supplyCap, borrowCap }]) => {
      const asset = assets.get(symbol)!;
      const atoms = (units: number | undefined): number =>
        units === undefined ? Infinity : Math.round(units * asset.atomsPerUnit);
      return {
        asset,
        rate: rates.get(symbol) ?? null,
        reservePpm: Math.round(reserve * 1_000_000),
        collateral: collateral ?? null,
        supplyCapAtoms: atoms(supplyCap),
        borrowCapAtoms: atoms(borrowCap),
      };
    }),
  };
}

/** Lets an account of the market's own supply what it begins with. */
function endow(world: WorldGround, { name, lender, home, plan }: WorldLender): void {
  const supplies = Object.entries(plan.spec.assets).filter(([, { supply }]) => supply > 0);
  if (supplies.length === 0) return;
  const account = world.accounts.open(depositorClass(name));
  const wallet = world.walletOf(account, home);
  for (const [symbol, { supply }] of supplies) {
    const { index, atomsPerUnit } = world.assets.get(symbol)!;
    const atoms = Math.round(supply * atomsPerUnit);
    world.ledger.issue(wallet, index, atoms);
    lender.endow(account, index, atoms);
  }
}

/** Prices every asset of the lending markets now, and then on multiples of each one's interval, while its venue works. */
export function playLenders(
  kernel: Kernel,
  lenders: Iterable<WorldLender>,
  sourcesOf: () => readonly IndexSource[],
): void {
  for (const each of lenders) playLender(kernel, each, sourcesOf);
}

function playLender({ calendar, causality }: Kernel, of: WorldLender, sourcesOf: () => readonly IndexSource[]): void {
  const { lender, oracles, plan, home, venue } = of;
  const { reference, intervalUs } = plan.spec;
  const sources = oracles.map((oracle) => (oracle === null ? [] : sourcesOf()));
  const look = (): void => {
    lender.accrue();
    oracles.forEach((oracle, at) => {
      if (oracle === null) return;
      const { symbol } = lender.book.reserves[at].terms.asset;
      const target: IndexTarget = {
        base: symbol,
        quote: reference,
        venue,
        nowMs: calendar.nowUs / 1000,
      };
      const price = oracle.price(target, sources[at]);
      if (price > 0 && price < Infinity) lender.book.setPrice(at, price);
    });
    const { seq, origin } = latestTradeOf(sources.flat());
    causality.set(seq, origin);
    lender.report();
  };
  look();
  const next = (): number => (Math.floor(calendar.nowUs / intervalUs) + 1) * intervalUs;
  const handler = calendar.register(
    () => {
      calendar.scheduleCaused(0, 0, next(), Phase.valuation, handler);
      if (home.state !== 'down') look();
    },
    { plugin: 'clearing', instance: of.name },
  );
  calendar.scheduleCaused(0, 0, next(), Phase.valuation, handler);
}
