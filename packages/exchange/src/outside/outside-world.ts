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
  /** Steps at given times: × (1 + by). */
  readonly jumps?: readonly { readonly timeUs: number; readonly by: number }[];
}

const HOUR_US = 3_600_000_000;

interface State {
  readonly declaration: ValueDeclaration;
  readonly topic: Topic<OutsideAsset, [number], Value>;
  readonly rng: Rng | null;
  readonly leader: State | null;
  noise: number;
  /** Product of all shocks so far. */
  shocked: number;
  /** Shocks that are still spreading: log change per step and steps left. */
  spreading: { perStep: number; steps: number }[];
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
  readonly #order: State[] = [];

  /** Declarations may follow one another in any order; following in a circle, or an unknown asset, is an error. */
  constructor(kernel: Kernel, declarations: readonly ValueDeclaration[], stepUs: number) {
    this.#kernel = kernel;
    this.#stepUs = stepUs;
    const byAsset = new Map(declarations.map((each) => [each.asset, each]));
    const making = new Set<string>();
    const make = (declaration: ValueDeclaration): State => {
      const known = this.#states.get(declaration.asset);
      if (known) return known;
      if (making.has(declaration.asset)) throw new RangeError(`the value of ${declaration.asset} follows itself`);
      making.add(declaration.asset);
      const { follows } = declaration;
      const leader = follows === undefined ? undefined : byAsset.get(follows.asset);
      if (follows !== undefined && leader === undefined) {
        throw new RangeError(`the value of ${declaration.asset} follows ${follows.asset}, which has no value`);
      }
      const state: State = {
        declaration,
        topic: kernel.bus.topic(value, { asset: declaration.asset }, declaration.index),
        rng: declaration.noisePerHour ? kernel.streams.stream('outside', `noise/${declaration.asset}`) : null,
        leader: leader === undefined ? null : make(leader),
        noise: 0,
        shocked: 1,
        spreading: [],
        first: NaN,
        current: NaN,
      };
      state.current = state.first = this.#compute(state);
      this.#states.set(declaration.asset, state);
      this.#order.push(state);
      return state;
    };
    for (const declaration of declarations) make(declaration);
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

  /** Multiplies a value for good, at once or evenly in logarithm over a time; what follows it moves too. */
  shock(asset: string, factor: number, overUs: number): void {
    const state = this.#states.get(asset);
    if (state === undefined) throw new RangeError(`a shock moves the value of ${asset}, which has none`);
    if (!(factor > 0)) throw new RangeError(`a shock multiplies a value by a number above 0, not ${factor}`);
    const steps = Math.max(1, Math.round(overUs / this.#stepUs));
    if (overUs > 0) state.spreading.push({ perStep: ln(factor) / steps, steps });
    else {
      state.shocked *= factor;
      this.#publish();
    }
  }

  #next(handler: number): void {
    const { calendar } = this.#kernel;
    calendar.scheduleCaused(0, 0, calendar.nowUs + this.#stepUs, Phase.outside, handler);
  }

  #step(handler: number): void {
    for (const state of this.#order) this.#drift(state);
    this.#publish();
    this.#next(handler);
  }

  #drift(state: State): void {
    const { declaration, rng } = state;
    if (rng !== null) {
      const steps = HOUR_US / this.#stepUs;
      const kept = declaration.noiseHalfLifeUs ? pow(0.5, this.#stepUs / declaration.noiseHalfLifeUs) : 1;
      state.noise = state.noise * kept + rng.normal(0, declaration.noisePerHour! / Math.sqrt(steps));
    }
    for (const each of state.spreading) {
      state.shocked *= exp(each.perStep);
      each.steps--;
    }
    state.spreading = state.spreading.filter((each) => each.steps > 0);
  }

  #publish(): void {
    for (const state of this.#order) {
      const now = this.#compute(state);
      if (now === state.current) continue;
      state.current = now;
      state.topic.publish(now);
    }
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
