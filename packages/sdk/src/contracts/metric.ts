import type { FactHead, FactType, IntentType, Numbers, NumbersOf, Tap } from '@ebb/kernel';
import type { View } from './view.ts';

/** One number that a metric measured. */
export interface MetricValue {
  /** What it is about: a market, an asset, a venue, a class of agents; absent for the run as a whole. */
  readonly subject?: string;
  /** As in `low`, `fall`, `liquidatedNotional`. */
  readonly name: string;
  /** NaN when the run held nothing to measure. */
  readonly value: number;
  /** As in `USDT`, `fraction`, `s`, `accounts`. */
  readonly unit: string;
  /** When it happened, in microseconds since the epoch, for a number that has a moment. */
  readonly atUs?: number;
}

/** What those who only watch a run, metrics and recorders, may listen to and read. */
export interface RunContext {
  /**
   * Calls `tap` with the bare numbers of each fact (or intent) of a type from now on, at once and without making an
   * object: sequence, time, cause, origin, subject index, then the type's `fields`. A tap only takes notes. The subject of
   * a fact about a market is the market's place in `view.markets`; about a venue or asset its place in `venues`, `assets`.
   */
  listen<T extends FactType<never, never, FactHead> | IntentType<Numbers>>(type: T, tap: Tap<NumbersOf<T>>): void;
  readonly view: View;
  readonly venues: readonly VenueInfo[];
  /** Symbols of the assets, and the atoms in one unit of each. */
  readonly assets: readonly string[];
  readonly assetScales: readonly number[];
  /** Names of the shocks; the subject of `news` is a shock's place in them. */
  readonly shocks: readonly string[];
  /** The coins that have an issuer. */
  readonly pegs: readonly PegInfo[];
  readonly startUs: number;
  /** The end of the warm-up; what comes before is not scored. */
  readonly scoredFromUs: number;
  readonly untilUs: number;
  /** The classes of agents: names in the scenario, and `insurance@venue` for each fund. */
  readonly classes: readonly string[];
  /** The place in `classes` of the class that an account belongs to. */
  classOf(account: number): number;
  /** How many accounts a class has, and what they own now in the scenario's unit of account. */
  accountsIn(className: string): number;
  wealthOf(className: string): number;
}

/** A venue as watchers see it. */
export interface VenueInfo {
  readonly name: string;
  /** Symbol of the settlement asset; empty on a venue without perpetuals. */
  readonly settle: string;
  /** Atoms in one unit of it; 1 where there is none. */
  readonly settleScale: number;
  /** The insurance fund's balance now, in units; NaN where there is none. */
  insuranceBalance(): number;
  /** Messages that wait at the gateway now, and the milliseconds that one more would take; 0 where it serves all at once. */
  waiting?(): number;
  waitMs?(): number;
}

/** A coin with an issuer as watchers see it. */
export interface PegInfo {
  /** Symbol of the coin, and what its par is reckoned in (empty: the scenario's unit of account). */
  readonly coin: string;
  readonly reference: string;
  /** What one coin is worth by its mechanism's terms now, in units of the reference; NaN before it is known. */
  parity(): number;
  /** The par of one coin in units of another asset now, by outside values: parity × reference ÷ that asset. */
  parIn(asset: string): number;
  /** What the issuer's books hold now, in units of the reference. */
  worth(): number;
}

/** Watches a run and says what it measured; one instance a run. */
export interface Metric {
  start(context: RunContext): void;
  /** Called once at the end of the run (also of one that failed); the order of values is the order they are shown in. */
  values(): readonly MetricValue[];
}
