import { NO_WALLET } from '@ebb/clearing';
import type { Venue } from '@ebb/exchange';
import { Issuer } from '@ebb/issuance';
import type { Counter, IssuerHoldings, IssuerName } from '@ebb/issuance';
import type { IssuerPlan } from '../plan.ts';
import type { WorldGround } from './world-ground.ts';

/** The class of the account that an issuer's desk trades with. */
export function issuerClass(coin: string): string {
  return `issuer ${coin}`;
}

/** Opens the account of every issuer and its wallets, and makes its counter; their mechanisms come with `playIssuers`. */
export function openIssuers(world: WorldGround): ReadonlyMap<string, Issuer> {
  const assets = [...world.assets.values()];
  const names: IssuerName[] = [];
  for (const { coin } of world.plan.issuers) {
    const { index } = world.assets.get(coin)!;
    names[index] = { index, coin, assets };
  }
  return new Map(world.plan.issuers.map((plan) => [plan.coin, openIssuer(world, plan, names)]));
}

function openIssuer(world: WorldGround, { coin, spec }: IssuerPlan, names: readonly IssuerName[]): Issuer {
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

function holdingsOf(world: WorldGround, account: number, coin: string): IssuerHoldings {
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
