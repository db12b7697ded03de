import { CLOCK, COHORT, DESK, ISSUER, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VENUE, VIEW } from '@ebb/sdk';
import type { Injectable, Plugin } from '@ebb/sdk';

const NAMES = new Map<unknown, string>(
  Object.entries({ CLOCK, COHORT, DESK, ISSUER, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VENUE, VIEW }).map(
    ([name, token]) => [token, name],
  ),
);

const AGENT = [CLOCK, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VIEW];

/**
 * Says what a plugin's constructor asks for that it cannot be given, or null: a parameter without `@inject`, or a token
 * that plugins of its kind are not offered. tsyringe keeps the tokens that `@inject` names as metadata of the class.
 */
export function injectionFault(plugin: Plugin): string | null {
  const { use } = plugin;
  const tokens = tokensOf(use);
  for (let place = 0; place < use.length; place++) {
    if (tokens[place] === undefined) {
      return `the constructor of ${use.name} has no @inject(…) on its parameter ${place + 1}, so nothing can be put there`;
    }
  }
  const offered = offeredTo(plugin);
  for (const token of Object.values(tokens)) {
    if (typeof token === 'function' || offered.includes(token as symbol)) continue;
    const name = NAMES.get(token) ?? String(token);
    const hint =
      token === COHORT
        ? "; a plugin that steers a cohort declares 'cohort: true'"
        : token === DESK && plugin.cohort
          ? '; a cohort has COHORT'
          : '';
    const all = offered.map((each) => NAMES.get(each)).join(', ');
    return `the constructor of ${use.name} asks for ${name}, but a plugin of this kind is offered ${all}${hint}`;
  }
  return null;
}

function offeredTo({ kind, cohort }: Plugin): readonly symbol[] {
  if (kind === 'agent') return [...AGENT, cohort === true ? COHORT : DESK];
  if (kind === 'peg') return [...AGENT, DESK, ISSUER];
  if (kind === 'policy') return [PARAMS, VENUE];
  return kind === 'shock' ? [PARAMS, VIEW] : [PARAMS];
}

function tokensOf(use: Injectable): Readonly<Record<number, unknown>> {
  const found: unknown = Reflect.getOwnMetadata('injectionTokens', use);
  const named = Object.entries((found ?? {}) as Readonly<Record<number, unknown>>);
  return Object.fromEntries(named.map(([place, each]) => [place, isDescriptor(each) ? each.token : each]));
}

/** tsyringe keeps a token with what else was said of it. */
function isDescriptor(value: unknown): value is { readonly token: unknown } {
  return typeof value === 'object' && value !== null && 'token' in value;
}
