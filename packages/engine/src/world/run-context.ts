import type {
  FactHead,
  FactType,
  IntentType,
  Numbers,
  NumbersOf,
  PegInfo,
  RunContext,
  Tap,
  VenueInfo,
  View,
} from '@ebb/sdk';
import type { Owner } from '@ebb/kernel';
import type { World } from './world.ts';

type OpenTap = (seq: number, timeUs: number, cause: number, origin: number, subject: number, ...n: Numbers) => void;

/** What a metric, or the recorder, listens to and reads of a world; what its taps throw is laid at its owner's door. */
export class WorldContext implements RunContext {
  readonly view: View;
  readonly venues: readonly VenueInfo[];
  readonly assets: readonly string[];
  readonly assetScales: readonly number[];
  readonly shocks: readonly string[];
  readonly pegs: readonly PegInfo[];
  readonly startUs: number;
  readonly scoredFromUs: number;
  readonly untilUs: number;
  readonly classes: readonly string[];
  readonly #world: World;
  readonly #owner: Owner;

  constructor(world: World, owner: Owner) {
    const { scenario } = world.plan;
    this.#world = world;
    this.#owner = owner;
    this.view = world.view;
    this.assets = [...world.assets.keys()];
    this.assetScales = [...world.assets.values()].map(({ atomsPerUnit }) => atomsPerUnit);
    this.shocks = world.plan.shocks.map(({ name }) => name);
    this.pegs = [...world.issuers.values()].map((issuer) => {
      const { coin } = issuer.name;
      const { reference } = issuer;
      const face = world.view.issuer(coin);
      return {
        coin,
        reference,
        parity: () => issuer.parity,
        parIn: (asset) => face.parIn(asset),
        worth: () => issuer.books.worth(),
      };
    });
    this.startUs = scenario.startUs;
    this.scoredFromUs = scenario.startUs + scenario.warmupUs;
    this.untilUs = scenario.untilUs;
    this.classes = world.accounts.classes;
    this.venues = [...world.venues.values()].map(({ name, derivatives, house, gateway }) => ({
      name: name.venue,
      settle: house === null ? '' : world.ledger.assets[house.settle].symbol,
      settleScale: house === null ? 1 : name.settleScale,
      insuranceBalance: () => {
        if (derivatives === null) return NaN;
        return derivatives.backstops.shared.balanceAtoms(derivatives.house.settle) / name.settleScale;
      },
      waiting: () => gateway.waiting,
      waitMs: () => gateway.serviceDelayUs / 1000,
    }));
  }

  listen<T extends FactType<never, never, FactHead> | IntentType<Numbers>>(type: T, tap: Tap<NumbersOf<T>>): void {
    const { bus } = this.#world.kernel;
    const open = this.#guarded(tap as unknown as OpenTap) as unknown as Tap<Numbers>;
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

  /** A tap is called in the midst of somebody else's work, who must not answer for it. All numbers are named: see `Publisher`. */
  #guarded(tap: OpenTap): OpenTap {
    const { kernel } = this.#world;
    return (seq, timeUs, cause, origin, subject, a, b, c, d, e, f, g, h, i, j, k, l) => {
      try {
        tap(seq, timeUs, cause, origin, subject, a, b, c, d, e, f, g, h, i, j, k, l);
      } catch (error) {
        kernel.fail(error, this.#owner);
        throw kernel.fault ?? error;
      }
    };
  }
}
