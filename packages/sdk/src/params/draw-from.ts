import { isDrawable } from './distribution.ts';
import type { ChoiceDistribution, Distribution, NumberDistribution } from './distribution.ts';

/** The draws that distributions need; a named random stream of a run offers them. */
export interface DrawSource {
  uniform(): number;
  uniformIn(lo: number, hi: number): number;
  normal(mean?: number, sd?: number): number;
  lognormal(shape: { readonly median: number; readonly sigma: number }): number;
  exponential(mean: number): number;
  poisson(mean: number): number;
  pareto(shape: { readonly min: number; readonly alpha: number }): number;
  choice<T>(items: readonly T[], weights?: readonly number[]): T;
}

/** Draws one value in base units, held to the distribution's limits; whole where the parameter is an integer. */
export function drawFrom(distribution: NumberDistribution, rng: DrawSource): number;
export function drawFrom(distribution: Distribution, rng: DrawSource): number | string;
export function drawFrom(distribution: Distribution, rng: DrawSource): number | string {
  if (distribution.distribution === 'choice') {
    const { values, weights } = distribution as ChoiceDistribution<number | string>;
    const value = rng.choice(values, weights);
    return typeof value === 'string' ? value : held(value, distribution);
  }
  return held(drawNumber(distribution, rng), distribution);
}

/**
 * Replaces every distribution inside checked parameters by a draw and leaves the rest as it is. Each draw takes the
 * stream of its own path (`trigger`, `levels.0.size`), so that fixing one parameter leaves the draws of others alone.
 */
export function drawParams<T>(params: T, streamOf: (path: string) => DrawSource): T {
  return drawn(params, '', streamOf) as T;
}

function drawn(value: unknown, path: string, streamOf: (path: string) => DrawSource): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isDrawable(value)) return drawFrom(value, streamOf(path));
  const below = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((item, index) => drawn(item, below(index), streamOf));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, drawn(item, below(key), streamOf)]));
}

function drawNumber(distribution: Exclude<Distribution, ChoiceDistribution<unknown>>, rng: DrawSource): number {
  switch (distribution.distribution) {
    case 'uniform':
      return rng.uniformIn(distribution.lo, distribution.hi);
    case 'normal':
      return rng.normal(distribution.mean, distribution.sd);
    case 'lognormal':
      return rng.lognormal({ median: distribution.median, sigma: distribution.sigma });
    case 'exponential':
      return rng.exponential(distribution.mean);
    case 'pareto':
      return rng.pareto({ min: distribution.scale, alpha: distribution.alpha });
    case 'poisson':
      return rng.poisson(distribution.mean);
  }
}

function held(
  value: number,
  limits: { readonly min?: number; readonly max?: number; readonly whole?: boolean },
): number {
  let result = limits.whole === true ? Math.round(value) : value;
  if (limits.min !== undefined && result < limits.min)
    result = limits.whole === true ? Math.ceil(limits.min) : limits.min;
  if (limits.max !== undefined && result > limits.max)
    result = limits.whole === true ? Math.floor(limits.max) : limits.max;
  return result;
}
