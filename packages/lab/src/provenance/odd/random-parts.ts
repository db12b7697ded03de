import { pluginUses } from './plugin-uses.ts';
import { valueAt } from './written-value.ts';
import type { Described } from './described.ts';

/** A part of a scenario that is drawn for each agent, or once for each run. */
export interface RandomPart {
  /** As in `agents.holders.params.trigger`. */
  readonly place: string;
  /** The distribution as it was written. */
  readonly written: unknown;
}

/** Lists the parameters and wallets that a scenario gives as distributions. */
export function randomParts({ plan, loaded: { raw } }: Described): readonly RandomPart[] {
  const found: RandomPart[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('distribution' in value) {
      found.push({ place: path.join('.'), written: valueAt(raw, path) ?? value });
      return;
    }
    for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
  };
  for (const { path, params } of pluginUses(plan)) walk(params, [...path, 'params']);
  for (const { path, spec } of plan.agents) walk(spec.wallets, [...path, 'wallets']);
  return found;
}
