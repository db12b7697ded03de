import { exp, ln, pow } from '@ebb/exact';
import { Phase } from '@ebb/kernel';
import type { Kernel, Rng, Topic } from '@ebb/kernel';
import { value } from '../facts.ts';
import type { OutsideAsset, Value } from '../facts.ts';
import { valueOnPath } from './value-path.ts';
import type { Knot } from './value-path.ts';

/** What the outside value of an asset is made of; the factors multiply. */
export interface ValueDeclaration {
  readonly asset: string;
  /** Index of the asset. */
  readonly index: number;
  /** Either a path through knots … */
  readonly path?: readonly Knot[];
  /** … or a start value, alone or with the things below. */
  readonly start?: number;
  /** Moves with another asset's value: × (its value / its first value) ^ beta. */
  readonly follows?: { readonly asset: string; readonly beta: number };
  /** Noise of its own: standard deviation of the logarithm after an hour. */
  readonly noisePerHour?: number;
  /** Half-life with which the noise returns to nothing, in microseconds; without it the noise is a random walk. */
  readonly noiseHalfLifeUs?: number;
  /** Jumps: × (1 + by) from the first step at or after their time. */
  readonly jumps?: readonly { readonly timeUs: number; readonly by: number }[];
}

const HOUR_US = 3_600_000_000;

/** A shock that is still spreading: its log change per step, the steps left, and what it follows from. */
interface Spreading {
  readonly perStep: number;
  readonly cause: number;
  readonly origin: number;
  steps: number;
}

interface State {
  readonly declaration: ValueDeclaration;
  readonly topic: Topic<OutsideAsset, [number], Value>;
  readonly rng: Rng | null;
  readonly leader: State | null;
  noise: number;
  /** Product of all shocks so far. */
  shocked: number;
  spreading: Spreading[];
  /** The latest shock that moved the value in the present step, its leader's included; null for the course of things. */
  driver: Spreading | null;
  first: number;
  current: number;
}

/**
 * The reference value of each asset in the world outside the simulated venues, in the scenario's unit of account. It moves
 * by itself, on a fixed step in phase 1, and by shocks; nothing that happens on a venue moves it.
 */
export class OutsideWorld {
  readonly #kernel: Kernel;
  readonly #stepUs: number;
  readonly #states = new Map<string, State>();
  /** Leaders before those who follow them. */
  readonly #order: State[] = [];

  /**
   * Declarations may follow one another in any order. Throws a RangeError for an asset that follows itself, in a circle or
   * at once, or one without a value, for an asset declared twice, and for one without a path or start.
   */
  constructor(kernel: Kernel, declarations: readonly ValueDeclaration[], stepUs: number) {
    this.#kernel = kernel;
    this.#stepUs = stepUs;
    const byAsset = new Map(declarations.map((each) => [each.asset, each]));
    const making = new Set<string>();
    for (const declaration of declarations) {
      if (byAsset.get(declaration.asset) !== declaration) {
        throw new RangeError(`the value of ${declaration.asset} is declared twice`);
      }
      this.#make(declaration, byAsset, making);
    }
  }

  /** Tells the first values and begins to move: the first step comes one step later. */
  start(): void {
    if (this.#order.length === 0) return;
    const { calendar } = this.#kernel;
    const handler = calendar.register(() => this.#step(handler), { plugin: 'exchange', instance: 'outside' });
    for (const state of this.#order) state.topic.publish(state.current);
    this.#next(handler);
  }

  /** The value of an asset now; NaN when it has none. */
  value(asset: string): number {
    return this.#states.get(asset)?.current ?? NaN;
  }

  /** The topic of an asset's value; undefined when it has none. */
  topic(asset: string): Topic<OutsideAsset, [number], Value> | undefined {
    return this.#states.get(asset)?.topic;
  }

  /**
   * Multiplies a value for good, at once or evenly in logarithm over a time, rounded to whole steps, from the next step on;
   * what follows it moves too. The values that it moves follow from what is happening now.
   */
  shock(asset: string, factor: number, overUs: number): void {
    const state = this.#states.get(asset);
    if (state === undefined) throw new RangeError(`a shock moves the value of ${asset}, which has none`);
    if (!(factor > 0)) throw new RangeError(`a shock multiplies a value by a number above 0, not ${factor}`);
    if (overUs > 0) {
      const { cause, origin } = this.#kernel.causality;
      const steps = Math.max(1, Math.round(overUs / this.#stepUs));
      state.spreading.push({ perStep: ln(factor) / steps, cause, origin, steps });
      return;
    }
    state.shocked *= factor;
    for (const each of this.#order) if (follows(each, state)) this.#tell(each);
  }

  #make(declaration: ValueDeclaration, byAsset: Map<string, ValueDeclaration>, making: Set<string>): State {
    const { asset, index, path, start, follows, noisePerHour } = declaration;
    const known = this.#states.get(asset);
    if (known !== undefined) return known;
    if (making.has(asset)) throw new RangeError(`the value of ${asset} follows itself`);
    making.add(asset);
    if (path === undefined ? start === undefined : path.length === 0) {
      throw new RangeError(`the value of ${asset} has neither a path nor a start`);
    }
    const leader = follows === undefined ? undefined : byAsset.get(follows.asset);
    if (follows !== undefined && leader === undefined) {
      throw new RangeError(`the value of ${asset} follows ${follows.asset}, which has no value`);
    }
    const { bus, streams } = this.#kernel;
    const state: State = {
      declaration,
      topic: bus.topic(value, { asset }, index),
      rng: noisePerHour ? streams.stream('outside', `noise/${asset}`) : null,
      leader: leader === undefined ? null : this.#make(leader, byAsset, making),
      noise: 0,
      shocked: 1,
      spreading: [],
      driver: null,
      first: NaN,
      current: NaN,
    };
    state.current = state.first = this.#compute(state);
    this.#states.set(asset, state);
    this.#order.push(state);
    return state;
  }

  #next(handler: number): void {
    const { calendar } = this.#kernel;
    calendar.scheduleCaused(0, 0, calendar.nowUs + this.#stepUs, Phase.outside, handler);
  }

  #step(handler: number): void {
    const { causality } = this.#kernel;
    for (const state of this.#order) {
      this.#drift(state);
      state.driver = this.#spread(state) ?? state.leader?.driver ?? null;
      if (state.driver === null) causality.set(0, 0);
      else causality.set(state.driver.cause, state.driver.origin);
      this.#tell(state);
    }
    this.#next(handler);
  }

  #drift(state: State): void {
    const { declaration, rng } = state;
    if (rng === null) return;
    const steps = HOUR_US / this.#stepUs;
    const kept = declaration.noiseHalfLifeUs ? pow(0.5, this.#stepUs / declaration.noiseHalfLifeUs) : 1;
    state.noise = state.noise * kept + rng.normal(0, declaration.noisePerHour! / Math.sqrt(steps));
  }

  /** Lets the shocks of a value spread by one step; returns the latest of them. */
  #spread(state: State): Spreading | null {
    const { spreading } = state;
    const latest = spreading.at(-1);
    if (latest === undefined) return null;
    for (const each of spreading) {
      state.shocked *= exp(each.perStep);
      each.steps--;
    }
    state.spreading = spreading.filter((each) => each.steps > 0);
    return latest;
  }

  /** Publishes a value if it is another than before. */
  #tell(state: State): void {
    const now = this.#compute(state);
    if (now === state.current) return;
    state.current = now;
    state.topic.publish(now);
  }

  #compute(state: State): number {
    const { declaration, leader, noise, shocked } = state;
    const nowUs = this.#kernel.calendar.nowUs;
    let amount = declaration.path ? valueOnPath(declaration.path, nowUs) : declaration.start!;
    if (leader !== null) amount *= pow(leader.current / leader.first, declaration.follows!.beta);
    for (const jump of declaration.jumps ?? []) if (jump.timeUs <= nowUs) amount *= 1 + jump.by;
    return amount * shocked * (noise === 0 ? 1 : exp(noise));
  }
}

/** Whether a value is another's or follows it, directly or through others. */
function follows(state: State, leader: State): boolean {
  for (let each: State | null = state; each !== null; each = each.leader) if (each === leader) return true;
  return false;
}
