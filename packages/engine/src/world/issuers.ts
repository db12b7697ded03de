import { CLOCK, DESK, ISSUER, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VIEW, drawParams } from '@ebb/sdk';
import type { Peg } from '@ebb/sdk';
import { NO_WALLET } from '@ebb/clearing';
import type { Venue } from '@ebb/exchange';
import { Issuer } from '@ebb/issuance';
import type { Counter, IssuerHoldings, IssuerName } from '@ebb/issuance';
import { RunFault } from '@ebb/kernel';
import type { Owner } from '@ebb/kernel';
import { badPlugin, refusedParams } from '../bad-plugin.ts';
import type { Injector } from '../host/injector.ts';
import { refusePromise } from '../host/refuse-promise.ts';
import type { IssuerPlan } from '../plan.ts';
import { AgentDesk } from './agent-desk.ts';
import { attributed } from './attributed.ts';
import { ownFacts } from './own-facts.ts';
import type { World } from './world.ts';

const NEEDED = ['mint', 'redeem', 'backing'] as const;
const OPTIONAL = ['upkeep', 'parity', 'act', 'positions', 'start'] as const;

/** The class of the account that an issuer's desk trades with. */
export function issuerClass(coin: string): string {
  return `issuer ${coin}`;
}

/** Opens the account of every issuer and its wallets, and makes its counter; their mechanisms come with `playIssuers`. */
export function openIssuers(world: World): ReadonlyMap<string, Issuer> {
  const assets = [...world.assets.values()];
  const names: IssuerName[] = [];
  for (const { coin } of world.plan.issuers) {
    const { index } = world.assets.get(coin)!;
    names[index] = { index, coin, assets };
  }
  return new Map(world.plan.issuers.map((plan) => [plan.coin, openIssuer(world, plan, names)]));
}

function openIssuer(world: World, { coin, spec }: IssuerPlan, names: readonly IssuerName[]): Issuer {
  const { accounts, assets, kernel, ledger, venues } = world;
  const account = accounts.open(issuerClass(coin));
  const fund = (wallet: number, amounts: Readonly<Record<string, number>>): void => {
    for (const [symbol, units] of Object.entries(amounts)) {
      const { index, atomsPerUnit } = assets.get(symbol)!;
      ledger.issue(wallet, index, Math.round(units * atomsPerUnit));
    }
  };
  const [home] = spec.at;
  const reserve = world.walletOf(account, venues.get(home)!);
  for (const [venue, amounts] of Object.entries(spec.wallets))
    fund(world.walletOf(account, venues.get(venue)!), amounts);
  const { whitelist } = spec;
  const allowed = whitelist === null ? null : new Set(whitelist);
  const issuer = new Issuer({
    kernel,
    ledger,
    name: names[assets.get(coin)!.index],
    names,
    coins: [coin, ...spec.alsoIssues],
    reference: spec.reference,
    account,
    reserve,
    counters: spec.at.map((venue) => counterAt(venues.get(venue)!)),
    holdings: holdingsOf(world, account, coin),
    terms: {
      ...spec,
      whitelisted: allowed === null ? null : (who) => allowed.has(accounts.classes[accounts.classIndexOf(who)]),
    },
  });
  for (const [pot, amounts] of Object.entries(spec.pots)) fund(issuer.walletOf(pot), amounts);
  return issuer;
}

function counterAt(venue: Venue): Counter {
  return {
    venue: venue.name.venue,
    walletOf: (account) => venue.wallets.spotOf(account),
    spendableAtoms: (account, asset) => venue.risk.spendableIn(venue.wallets.spotOf(account), account, asset),
    isDown: () => venue.state === 'down',
  };
}

function holdingsOf(world: World, account: number, coin: string): IssuerHoldings {
  const { ledger, venues } = world;
  const walletOn = (name: string): number => {
    const wallet = venues.get(name)?.wallets.of(account) ?? NO_WALLET;
    if (wallet !== NO_WALLET) return wallet;
    throw new RangeError(`the issuer of ${coin} has no wallet on '${name}'`);
  };
  return {
    walletOn,
    get wallets() {
      return [...venues.values()].flatMap((venue) => world.walletsOf(account, venue));
    },
    spendableAtoms: (wallet, asset) => {
      for (const { risk, wallets } of venues.values()) {
        if (wallets.of(account) === wallet) return risk.spendableIn(wallet, account, asset);
      }
      return ledger.free(wallet, asset);
    },
    equity: (name) => {
      const venue = venues.get(name);
      if (venue === undefined || venue.house === null) return 0;
      return venue.house.accountEquityAtoms(account) / ledger.assets[venue.house.settle].atomsPerUnit;
    },
    unrealised: () => world.wealth.unrealisedOf(account),
    value: (asset) => world.view.price(asset),
  };
}

/** Builds the mechanism of every issuer and sets it to work. Throws BadInput for one that lacks what a peg must have. */
export function playIssuers(world: World, injector: Injector): void {
  for (const plan of world.plan.issuers) world.issuers.get(plan.coin)!.play(pegOf(world, plan, injector));
}

function pegOf(world: World, plan: IssuerPlan, injector: Injector): Peg {
  const { kernel } = world;
  const { plugin, coin } = plan;
  const instance = `${coin}/peg`;
  const owner = { plugin: plugin.name, instance };
  const made = build(world, plan, injector, owner);
  const present = OPTIONAL.filter((name) => made[name] !== undefined);
  const acts = made['actions'] !== undefined;
  for (const name of new Set([...NEEDED, ...present, ...(acts ? (['act'] as const) : [])])) {
    const method = made[name];
    if (typeof method !== 'function') {
      const why = (NEEDED as readonly string[]).includes(name)
        ? 'which a peg needs'
        : `and '${name}' is a method of a peg`;
      throw badPlugin(plan, world.plan.sources, `has no method ${name}(), ${why}`);
    }
    const bound = (method as (...args: unknown[]) => unknown).bind(made);
    Object.defineProperty(made, name, { value: attributed(kernel, owner, name, bound) });
  }
  const peg = made as unknown as Peg;
  if (peg.start !== undefined) kernel.guard(owner, () => refusePromise(peg.start!(), 'start'));
  return peg;
}

function build(world: World, plan: IssuerPlan, injector: Injector, owner: Owner): Record<string, unknown> {
  const { accounts, kernel, streams, tape, trading, view } = world;
  const { plugin, params } = plan;
  const { instance } = owner;
  const issuer = world.issuers.get(plan.coin)!;
  const { account } = issuer;
  const scope = injector.scope({
    values: new Map<symbol, unknown>([
      [PARAMS, drawParams(params, (path) => kernel.streams.stream(instance, `params/${path}`))],
      [ISSUER, issuer.books],
      [DESK, new AgentDesk(account, instance, owner, trading, kernel, streams)],
      [TAPE, tape],
      [VIEW, view],
      [CLOCK, kernel.clock(owner)],
      [STREAMS, (purpose: string) => kernel.streams.stream(instance, `own/${purpose}`)],
      [PUBLISH, ownFacts(kernel.bus, owner, accounts.labelOf(account))],
    ]),
    makers: new Map<symbol, () => unknown>([[RNG, () => kernel.streams.stream(instance, 'main')]]),
  });
  try {
    return kernel.guard(owner, () => scope.make(plugin.use)) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof RunFault)) throw error;
    throw refusedParams(plan, world.plan.sources, error);
  }
}
