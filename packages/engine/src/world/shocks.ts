import { PARAMS, VIEW, drawParams, news } from '@ebb/sdk';
import type { Shock, ShockEffect, TimedEffect } from '@ebb/sdk';
import { Phase, RunFault } from '@ebb/kernel';
import { badPlugin, refusedParams } from '../bad-plugin.ts';
import type { Injector } from '../host/injector.ts';
import { refusePromise } from '../host/refuse-promise.ts';
import type { ShockPlan } from '../plan.ts';
import type { Sources } from '../scenario/index.ts';
import { faultOfEffect } from './fault-of-effect.ts';
import type { World } from './world.ts';

/**
 * Asks every shock for its effects and puts them on the calendar; each effect is the origin of what follows from it. Throws
 * BadInput for parameters that a shock refuses and for effects that nothing can play.
 */
export function scheduleShocks(world: World, injector: Injector): void {
  world.plan.shocks.forEach((plan, index) => scheduleShock(world, injector, plan, index));
}

function scheduleShock(world: World, injector: Injector, planned: ShockPlan, index: number): void {
  const { kernel } = world;
  const { calendar, bus, causality } = kernel;
  const owner = { plugin: planned.plugin.name, instance: planned.name };
  const effects = effectsOf(world, injector, planned);
  const topic = bus.topic(news, { shock: planned.name }, index);
  const handler = calendar.register((at) => {
    const { effect } = effects[at];
    const seq = topic.publishAsOrigin(effect.kind === 'news' ? effect.tone : 0);
    causality.set(seq, seq);
    apply(world, effect);
  }, owner);
  effects.forEach(({ afterMs }, at) => {
    calendar.scheduleCaused(0, 0, planned.spec.atUs + Math.round(afterMs * 1000), Phase.outside, handler, at);
  });
}

function effectsOf(world: World, injector: Injector, planned: ShockPlan): readonly TimedEffect[] {
  const { kernel, view } = world;
  const { name, plugin, params, spec } = planned;
  const { sources, scenario } = world.plan;
  const owner = { plugin: plugin.name, instance: name };
  const values = new Map<symbol, unknown>([
    [PARAMS, drawParams(params, (path) => kernel.streams.stream(name, `params/${path}`))],
    [VIEW, view],
  ]);
  const shock = make(planned, sources, () => kernel.guard(owner, () => injector.scope({ values }).make(plugin.use)));
  if (typeof shock.effects !== 'function') throw badPlugin(planned, sources, 'has no method effects()');
  const effects = kernel.guard(owner, () => [...refusePromise(shock.effects(), 'effects')]);
  for (const effect of effects) {
    const fault = faultOfEffect(effect, spec.atUs - scenario.startUs, world);
    if (fault !== null) throw badPlugin(planned, sources, fault);
  }
  return effects;
}

function make(planned: ShockPlan, sources: Sources, made: () => object): Shock {
  try {
    return made() as Shock;
  } catch (error) {
    if (error instanceof RunFault) throw refusedParams(planned, sources, error);
    throw error;
  }
}

function apply(world: World, effect: ShockEffect): void {
  if (effect.kind === 'value') {
    world.outside.shock(effect.asset, effect.factor, Math.round((effect.overMs ?? 0) * 1000));
  } else if (effect.kind === 'venue') {
    world.venues.get(effect.venue)!.setState(effect.state);
  } else if (effect.kind === 'transfers') {
    world.venues.get(effect.venue)!.transfers.setOpen(effect.open);
  } else if (effect.kind === 'transferPace') {
    world.venues.get(effect.venue)!.transfers.setPace(effect.addMs, effect.capacity);
  } else if (effect.kind === 'withdrawals' || effect.kind === 'deposits') {
    const asset = effect.asset === undefined ? undefined : world.assets.get(effect.asset)!.index;
    world.venues.get(effect.venue)!.transfers.setOpen(effect.open, effect.kind, asset);
  }
}
