import type { Plugin } from '@ebb/sdk';
import { gatherPlugins, makePlan } from '../src/index.ts';
import type { LoadedScenario } from '../src/index.ts';
import { idleHost } from '../src/host/host.ts';
import { Injector } from '../src/host/injector.ts';
import { Population } from '../src/world/population.ts';
import { World } from '../src/world/world.ts';

/** Builds a world with its agents, started and at its first instant, for tests that look inside. */
export async function buildWorld(loaded: LoadedScenario, plugins: readonly Plugin[], seed = 3): Promise<World> {
  const plan = makePlan(loaded, await gatherPlugins(loaded, { plugins }, idleHost));
  const injector = new Injector();
  const world = new World(plan, { seed, audit: true }, injector);
  const population = new Population(world, injector);
  world.start();
  population.build();
  population.start();
  return world;
}
