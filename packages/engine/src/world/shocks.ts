import { PARAMS, VIEW, drawParams, news } from '@ebb/sdk';
import type { Shock, ShockEffect } from '@ebb/sdk';
import { Phase } from '@ebb/kernel';
import type { Injector } from '../host/injector.ts';
import type { ShockPlan } from '../plan.ts';
import type { World } from './world.ts';

/** Asks every shock for its effects and puts them on the calendar; each effect is the origin of what follows from it. */
export function scheduleShocks(world: World, injector: Injector): void {
  world.plan.shocks.forEach((plan, index) => scheduleShock(world, injector, plan, index));
}

function scheduleShock(
  world: World,
  injector: Injector,
  { name, plugin, params, spec }: ShockPlan,
  index: number,
): void {
  const { kernel, view } = world;
  const { calendar, bus } = kernel;
  const owner = { plugin: plugin.name, instance: name };
  const topic = bus.topic(news, { shock: name }, index);
  const effects = kernel.guard(owner, () => {
    const values = new Map<symbol, unknown>([
      [PARAMS, drawParams(params, (path) => kernel.streams.stream(name, `params/${path}`))],
      [VIEW, view],
    ]);
    return (injector.scope({ values }).make(plugin.use) as Shock).effects();
  });
  const handler = calendar.register((at) => {
    const { effect } = effects[at];
    const seq = topic.publishAsOrigin(effect.kind === 'news' ? effect.tone : 0);
    kernel.causality.set(seq, seq);
    apply(world, effect);
  }, owner);
  effects.forEach(({ afterMs }, at) => {
    const timeUs = spec.atUs + Math.round(afterMs * 1000);
    if (timeUs < calendar.nowUs) throw new RangeError(`the shock ${name} has an effect before the start`);
    calendar.scheduleCaused(0, 0, timeUs, Phase.outside, handler, at);
  });
}

function apply(world: World, effect: ShockEffect): void {
  if (effect.kind === 'value') {
    world.outside.shock(effect.asset, effect.factor, Math.round((effect.overMs ?? 0) * 1000));
  } else if (effect.kind === 'venue') {
    const venue = world.venues.get(effect.venue);
    if (venue === undefined) throw new RangeError(`there is no venue '${effect.venue}'`);
    venue.setState(effect.state);
  }
}
