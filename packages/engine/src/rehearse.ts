import { RunFault } from '@ebb/kernel';
import { Injector } from './host/injector.ts';
import type { Plan } from './plan.ts';
import { scheduleShocks } from './world/shocks.ts';
import { World } from './world/world.ts';

/**
 * Builds the venues, rules and shocks of a plan, without its agents, and drops them, so that what a rule refuses is known
 * before a run. Throws BadInput; a fault in a method of a rule or shock is left to the run, which says whose it is and when.
 */
export function rehearse(plan: Plan): void {
  const injector = new Injector();
  const world = new World(plan, { seed: 'rehearsal', audit: false }, injector);
  for (const work of [() => world.start(), () => scheduleShocks(world, injector)]) {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RunFault)) throw error;
    }
  }
}
