import { Injector, ownFacts, refusePromise } from '@ebb/engine';
import type { Kernel } from '@ebb/kernel';
import { CLOCK, COHORT, DESK, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VIEW, drawParams } from '@ebb/sdk';
import type { Plugin } from '@ebb/sdk';
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

/** Makes the plugin's object as a run does: a scope of its own, explicit tokens, then `start()` where there is one. */
export function buildAgent(
  plugin: Plugin,
  written: Readonly<Record<string, unknown>>,
  parts: DeskParts,
  accounts: number,
): object {
  const { kernel, owner, world } = parts;
  const params = parsedParams(plugin, written);
  const values = new Map<symbol, unknown>([
    [VIEW, world],
    [TAPE, new FakeTape(kernel.bus, world)],
    [CLOCK, kernel.clock(owner)],
    [STREAMS, (purpose: string) => stream(kernel, parts, `own/${purpose}`)],
    [PUBLISH, ownFacts(kernel.bus, owner, 0)],
  ]);
  if (plugin.cohort) {
    values.set(PARAMS, params);
    values.set(COHORT, new FakeCohort(parts, accounts, params));
  } else {
    values.set(
      PARAMS,
      drawParams(params, (path) => stream(kernel, parts, `params/${path}`)),
    );
    values.set(DESK, new FakeDesk(parts, 0));
  }
  const makers = new Map([[RNG, () => stream(kernel, parts, 'main')]]);
  return kernel.guard(owner, () => {
    const agent: object & { start?: () => unknown } = new Injector().scope({ values, makers }).make(plugin.use);
    refusePromise(agent.start?.(), 'start');
    return agent;
  });
}

function stream(kernel: Kernel, { owner }: DeskParts, purpose: string): ReturnType<Kernel['streams']['stream']> {
  return kernel.streams.stream(owner.instance, purpose);
}
