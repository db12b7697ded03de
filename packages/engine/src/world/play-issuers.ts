import { CLOCK, DESK, ISSUER, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VIEW, drawParams } from '@ebb/sdk';
import type { Peg } from '@ebb/sdk';
import { RunFault } from '@ebb/kernel';
import type { Owner } from '@ebb/kernel';
import { badPlugin, refusedParams } from '../bad-plugin.ts';
import type { Injector } from '../host/injector.ts';
import { refusePromise } from '../host/refuse-promise.ts';
import type { IssuerPlan } from '../plan.ts';
import { AgentDesk } from './agent-desk.ts';
import { attributed } from './attributed.ts';
import { ownFacts } from './own-facts.ts';
import type { World } from './world.ts';

const NEEDED = ['mint', 'redeem', 'backing'] as const;
const OPTIONAL = ['upkeep', 'parity', 'act', 'positions', 'start'] as const;

/** Builds the mechanism of every issuer and sets it to work. Throws BadInput for one that lacks what a peg must have. */
export function playIssuers(world: World, injector: Injector): void {
  for (const plan of world.plan.issuers) world.issuers.get(plan.coin)!.play(pegOf(world, plan, injector));
}

function pegOf(world: World, plan: IssuerPlan, injector: Injector): Peg {
  const { kernel } = world;
  const { plugin, coin } = plan;
  const instance = `${coin}/peg`;
  const owner = { plugin: plugin.name, instance };
  const issuer = world.issuers.get(coin)!;
  const made = build(world, plan, injector, owner);
  const present = OPTIONAL.filter((name) => made[name] !== undefined);
  const acts = made['actions'] !== undefined;
  for (const name of new Set([...NEEDED, ...present, ...(acts ? (['act'] as const) : [])])) {
    const method = made[name];
    if (typeof method !== 'function') {
      const why = (NEEDED as readonly string[]).includes(name)
        ? 'which a peg needs'
        : `and '${name}' is a method of a peg`;
      throw badPlugin(plan, world.plan.sources, `has no method ${name}(), ${why}`);
    }
    const bound = (method as (arg?: unknown) => unknown).bind(made);
    const checked = (arg?: unknown): unknown => {
      const result = refusePromise(bound(arg), name);
      issuer.checkAnswer(name, result);
      return withDone(result, (done) => attributed(kernel, owner, 'done', done));
    };
    Object.defineProperty(made, name, { value: attributed(kernel, owner, name, checked) });
  }
  const peg = made as unknown as Peg;
  if (peg.start !== undefined) kernel.guard(owner, () => refusePromise(peg.start!(), 'start'));
  return peg;
}

/** An answer whose `done` is another one's; whatever has none as it is. */
function withDone(result: unknown, wrap: (done: () => void) => () => void): unknown {
  if (typeof result !== 'object' || result === null || !('done' in result)) return result;
  const { done } = result as { readonly done?: () => void };
  return done === undefined ? result : { ...result, done: wrap(done.bind(result)) };
}

function build(world: World, plan: IssuerPlan, injector: Injector, owner: Owner): Record<string, unknown> {
  const { accounts, kernel, streams, tape, trading, view } = world;
  const { plugin, params } = plan;
  const { instance } = owner;
  const issuer = world.issuers.get(plan.coin)!;
  const { account } = issuer;
  const scope = injector.scope({
    values: new Map<symbol, unknown>([
      [PARAMS, drawParams(params, (path) => kernel.streams.stream(instance, `params/${path}`))],
      [ISSUER, issuer.books],
      [DESK, new AgentDesk(account, instance, owner, trading, kernel, streams)],
      [TAPE, tape],
      [VIEW, view],
      [CLOCK, kernel.clock(owner)],
      [STREAMS, (purpose: string) => kernel.streams.stream(instance, `own/${purpose}`)],
      [PUBLISH, ownFacts(kernel.bus, owner, accounts.labelOf(account))],
    ]),
    makers: new Map<symbol, () => unknown>([[RNG, () => kernel.streams.stream(instance, 'main')]]),
  });
  try {
    return kernel.guard(owner, () => scope.make(plugin.use)) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof RunFault)) throw error;
    throw refusedParams(plan, world.plan.sources, error);
  }
}
