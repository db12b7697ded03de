import type { Kernel } from '@ebb/kernel';
import { CLOCK, COHORT, DESK, PARAMS, RNG, STREAMS, TAPE, VIEW, drawParams } from '@ebb/sdk';
import type { Plugin } from '@ebb/sdk';
import { container } from 'tsyringe';
import type { InjectionToken } from 'tsyringe';
import { FakeCohort } from './fake-cohort.ts';
import { FakeDesk } from './fake-desk.ts';
import type { DeskParts } from './fake-desk.ts';
import { FakeTape } from './fake-tape.ts';

/** Parses parameters with the plugin's own schema; throws an Error with a sentence for each mistake. */
export function parsedParams(plugin: Plugin, written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result = plugin.params.safeParse(written);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  throw new Error(`params of ${plugin.name}: ${mistakes.join('; ')}`);
}

/** Makes the plugin's object as a run does: a container of its own, explicit tokens, then `start()` where there is one. */
export function buildAgent(
  plugin: Plugin,
  written: Readonly<Record<string, unknown>>,
  parts: DeskParts,
  accounts: number,
): object {
  const { kernel, owner, world } = parts;
  const params = parsedParams(plugin, written);
  const scope = container.createChildContainer();
  scope.register(VIEW, { useValue: world });
  scope.register(TAPE, { useValue: new FakeTape(kernel.bus, world) });
  scope.register(CLOCK, { useValue: kernel.clock(owner) });
  scope.register(RNG, { useFactory: () => stream(kernel, parts, 'main') });
  scope.register(STREAMS, { useValue: (purpose: string) => stream(kernel, parts, `own/${purpose}`) });
  if (plugin.cohort) {
    scope.register(PARAMS, { useValue: params });
    scope.register(COHORT, { useValue: new FakeCohort(parts, accounts, params) });
  } else {
    scope.register(PARAMS, { useValue: drawParams(params, (path) => stream(kernel, parts, `params/${path}`)) });
    scope.register(DESK, { useValue: new FakeDesk(parts, 0) });
  }
  return kernel.guard(owner, () => {
    const agent: object & { start?: () => void } = scope.resolve(plugin.use as InjectionToken<object>);
    agent.start?.();
    return agent;
  });
}

function stream(kernel: Kernel, { owner }: DeskParts, purpose: string): ReturnType<Kernel['streams']['stream']> {
  return kernel.streams.stream(owner.instance, purpose);
}
