import type { FactHead, FactType, IntentType, Numbers, NumbersOf, RunContext, Tap, VenueInfo, View } from '@ebb/sdk';
import type { World } from './world.ts';

/** What metrics and recorders listen to and read of a world. */
export class WorldContext implements RunContext {
  readonly view: View;
  readonly venues: readonly VenueInfo[];
  readonly assets: readonly string[];
  readonly startUs: number;
  readonly scoredFromUs: number;
  readonly untilUs: number;
  readonly classes: readonly string[];
  readonly #world: World;

  constructor(world: World) {
    const { scenario } = world.plan;
    this.#world = world;
    this.view = world.view;
    this.assets = [...world.assets.keys()];
    this.startUs = scenario.startUs;
    this.scoredFromUs = scenario.startUs + scenario.warmupUs;
    this.untilUs = scenario.untilUs;
    this.classes = world.accounts.classes;
    this.venues = [...world.venues.values()].map(({ name, derivatives, house }) => ({
      name: name.venue,
      settle: house === null ? '' : world.ledger.assets[house.settle].symbol,
      settleScale: house === null ? 1 : name.settleScale,
      insuranceBalance: () => (derivatives === null ? NaN : derivatives.fund.balanceAtoms / name.settleScale),
    }));
  }

  listen<T extends FactType<never, never, FactHead> | IntentType<Numbers>>(type: T, tap: Tap<NumbersOf<T>>): void {
    const { bus } = this.#world.kernel;
    const open = tap as unknown as Tap<Numbers>;
    if (type.kind === 'fact') bus.family(type as unknown as FactType<never, Numbers, FactHead>).tap(open);
    else bus.intents(type).tap(open);
  }

  classOf(account: number): number {
    return this.#world.accounts.classIndexOf(account);
  }

  accountsIn(className: string): number {
    return this.#world.accounts.members(className).length;
  }

  wealthOf(className: string): number {
    return this.#world.wealth.of(className);
  }
}
