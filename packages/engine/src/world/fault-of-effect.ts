import type { TimedEffect } from '@ebb/sdk';
import { venueStates } from '@ebb/exchange';
import { nearestName } from '../scenario/index.ts';
import type { World } from './world.ts';

/**
 * Says what keeps an effect from being played, or null. `fromStartUs` is how long after the start of the run the shock
 * comes, in microseconds.
 */
export function faultOfEffect({ afterMs, effect }: TimedEffect, fromStartUs: number, world: World): string | null {
  const afterUs = Math.round(afterMs * 1000);
  if (!Number.isSafeInteger(afterUs)) return `has an effect after ${afterMs} ms`;
  if (fromStartUs + afterUs < 0) return `has an effect ${-(fromStartUs + afterUs) / 1000} ms before the start`;
  switch (effect.kind) {
    case 'news':
      return effect.tone >= -1 && effect.tone <= 1 ? null : `has news of tone ${effect.tone}; tones go from −1 to 1`;
    case 'venue': {
      const { venue, state } = effect;
      if (!world.venues.has(venue)) return noVenue(venue, world);
      const states = Object.keys(venueStates);
      return states.includes(state) ? null : `sets ${venue} to '${state}'; a venue is one of ${states.join(', ')}`;
    }
    case 'transfers':
    case 'withdrawals':
    case 'deposits':
      return faultOfHalt(effect, world);
    case 'transferPace': {
      const { venue, addMs, capacity } = effect;
      if (!world.venues.has(venue)) return noVenue(venue, world);
      if (!(addMs >= 0 && addMs < Infinity)) return `lets transfers of ${venue} take ${addMs} ms longer`;
      return capacity > 0 && capacity <= 1
        ? null
        : `leaves transfers of ${venue} a share of ${capacity} of its capacity`;
    }
    case 'value':
      return faultOfValue(effect, world);
    default:
      return `has an effect of the kind '${String((effect as { readonly kind?: unknown }).kind)}', which nothing plays`;
  }
}

function faultOfValue(effect: Extract<TimedEffect['effect'], { kind: 'value' }>, world: World): string | null {
  const { asset, factor, overMs = 0 } = effect;
  if (world.outside.topic(asset) === undefined) {
    return `moves the value of '${asset}', which has none${instead(asset, Object.keys(world.plan.scenario.values))}`;
  }
  if (!(factor > 0 && factor < Infinity)) return `multiplies the value of ${asset} by ${factor}`;
  return overMs >= 0 && overMs < Infinity ? null : `moves the value of ${asset} over ${overMs} ms`;
}

type Halting = Extract<TimedEffect['effect'], { kind: 'transfers' | 'withdrawals' | 'deposits' }>;

function faultOfHalt(effect: Halting, world: World): string | null {
  const { kind, venue, open } = effect;
  if (!world.venues.has(venue)) return noVenue(venue, world);
  if (typeof open !== 'boolean') return `sets ${kind} of ${venue} to '${String(open)}'`;
  if (kind === 'transfers') return null;
  if (world.venues.size === 1) return `acts on ${kind} of ${venue}, and there is no other venue`;
  const { asset } = effect;
  if (asset === undefined || world.assets.has(asset)) return null;
  return `acts on ${kind} of '${asset}'${instead(asset, [...world.assets.keys()])}`;
}

function noVenue(venue: string, world: World): string {
  return `acts on a venue '${venue}'${instead(venue, [...world.venues.keys()])}`;
}

function instead(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? `; there are ${known.join(', ') || 'none'}` : ` (did you mean '${near}'?)`;
}
