import { CLOCK, COHORT, DESK, PARAMS, PUBLISH, RNG, STREAMS, TAPE, VIEW, drawFrom, drawParams } from '@ebb/sdk';
import { readWalletName } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import type { AgentPlan } from '../plan.ts';
import type { Injector } from '../host/injector.ts';
import { refusePromise } from '../host/refuse-promise.ts';
import { BadInput, problemAt } from '../scenario/index.ts';
import type { Path } from '../scenario/index.ts';
import { AgentCohort } from './agent-cohort.ts';
import { AgentDesk } from './agent-desk.ts';
import { BlockDraws } from './draws.ts';
import { ownFacts } from './own-facts.ts';
import type { World } from './world.ts';

/** An agent that the run may start. */
interface Startable {
  start?(): unknown;
}

/** Opens the accounts of every block, funds their wallets and builds their agents; agents start in the same order. */
export class Population {
  readonly #world: World;
  readonly #injector: Injector;
  readonly #blockDraws = new Map<string, BlockDraws>();
  readonly #agents: { readonly agent: Startable; readonly plugin: string; readonly instance: string }[] = [];

  constructor(world: World, injector: Injector) {
    this.#world = world;
    this.#injector = injector;
    for (const block of world.plan.agents) this.#openAccounts(block);
  }

  /** Builds the agents; what a constructor throws breaks the run and names the instance. */
  build(): void {
    for (const block of this.#world.plan.agents) {
      const { count } = block.spec;
      if (block.plugin.cohort !== true) for (let place = 0; place < count; place++) this.#buildAgent(block, place);
      else if (count > 0) this.#buildCohort(block);
    }
  }

  /** Calls `start()` of every agent that has one. */
  start(): void {
    for (const { agent, plugin, instance } of this.#agents) {
      if (typeof agent.start !== 'function') continue;
      this.#world.kernel.guard({ plugin, instance }, () => refusePromise(agent.start!(), 'start'));
    }
  }

  #openAccounts({ name, spec }: AgentPlan): void {
    const { accounts, venues, assets } = this.#world;
    accounts.declare(name);
    const draws = this.#drawsOf(name);
    for (let place = 0; place < spec.count; place++) {
      const account = accounts.open(name);
      this.#follow(account, spec.marginMode);
      for (const [walletName, amounts] of Object.entries(spec.wallets)) {
        const { venue, kind = 'trading' } = readWalletName(walletName);
        const wallet = this.#world.walletOf(account, venues.get(venue)!, kind as WalletKind);
        for (const [symbol, amount] of Object.entries(amounts)) {
          const path = `wallets/${walletName}/${symbol}`;
          const units = typeof amount === 'number' ? amount : drawFrom(amount, draws.source(path, place));
          const { index, atomsPerUnit } = assets.get(symbol)!;
          const atoms = Math.round(Math.max(0, units) * atomsPerUnit);
          if (atoms === 0) continue;
          try {
            this.#world.ledger.issue(wallet, index, atoms);
          } catch (error) {
            throw this.#tooMuch(['agents', name, 'wallets', walletName, symbol], `${units} ${symbol}`, error);
          }
        }
      }
    }
  }

  /** Lets an account follow the margin rules that its block names. */
  #follow(account: number, marginMode: AgentPlan['spec']['marginMode']): void {
    for (const [venueName, mode] of Object.entries(marginMode)) {
      const modes = Object.keys(this.#world.plan.scenario.venues[venueName].marginModes);
      // The venue's own rule is number 0.
      this.#world.venues.get(venueName)!.house?.units.follow(account, 1 + modes.indexOf(mode));
    }
  }

  /** An amount that was drawn does not fit; the scenario's own sums were checked before. */
  #tooMuch(path: Path, found: string, error: unknown): unknown {
    if (!(error instanceof RangeError)) return error;
    const sentence = `a wallet of ${found} was drawn: ${error.message}; give the distribution a 'max'`;
    const place = this.#world.plan.sources.at(path);
    return new BadInput([problemAt(place, path, { expected: 'a smaller amount', found, sentence })]);
  }

  #buildAgent(block: AgentPlan, place: number): void {
    const { kernel, accounts, trading, streams, tape, view } = this.#world;
    const instance = `${block.name}[${place}]`;
    const owner = { plugin: block.plugin.name, instance };
    const draws = this.#drawsOf(block.name);
    const account = accounts.members(block.name)[place];
    const scope = this.#injector.scope({
      values: new Map<symbol, unknown>([
        [PARAMS, drawParams(block.params, (path) => draws.source(`params/${path}`, place))],
        [DESK, new AgentDesk(account, instance, owner, trading, kernel, streams)],
        [TAPE, tape],
        [VIEW, view],
        [CLOCK, kernel.clock(owner)],
        [STREAMS, (purpose: string) => kernel.streams.stream(instance, `own/${purpose}`)],
        [PUBLISH, ownFacts(kernel.bus, owner, accounts.labelOf(account))],
      ]),
      makers: new Map<symbol, () => unknown>([[RNG, () => kernel.streams.stream(instance, 'main')]]),
    });
    this.#add(scope, block, instance);
  }

  #buildCohort(block: AgentPlan): void {
    const { kernel, accounts, trading, tape, view } = this.#world;
    const { name, spec } = block;
    const owner = { plugin: block.plugin.name, instance: name };
    const members = accounts.members(name);
    const params = this.#cohortParams(block);
    const cohort = new AgentCohort(name, spec.count, members[0], params.columns, owner, trading, kernel);
    const scope = this.#injector.scope({
      values: new Map<symbol, unknown>([
        [PARAMS, params.first],
        [COHORT, cohort],
        [TAPE, tape],
        [VIEW, view],
        [CLOCK, kernel.clock(owner)],
        [STREAMS, (purpose: string) => kernel.streams.stream(name, `own/${purpose}`)],
        [PUBLISH, ownFacts(kernel.bus, owner, accounts.labelOf(members[0]))],
      ]),
      makers: new Map<symbol, () => unknown>([[RNG, () => kernel.streams.stream(name, 'main')]]),
    });
    this.#add(scope, block, name);
  }

  /** A cohort's parameters: each numeric one as a column with a value per account, and all of them for account 0. */
  #cohortParams(block: AgentPlan): {
    readonly columns: ReadonlyMap<string, Float64Array>;
    readonly first: Readonly<Record<string, unknown>>;
  } {
    const draws = this.#drawsOf(block.name);
    const { count } = block.spec;
    const first = drawParams(block.params, (path) => draws.source(`params/${path}`, 0));
    const columns = new Map<string, Float64Array>();
    for (const [key, value] of Object.entries(first)) {
      if (typeof value === 'number') columns.set(key, new Float64Array(count).fill(value));
    }
    for (const [key, column] of columns) {
      if (typeof block.params[key] === 'number') continue;
      for (let place = 1; place < count; place++) {
        const drawn = drawParams({ value: block.params[key] }, () => draws.source(`params/${key}`, place));
        column[place] = drawn.value as number;
      }
    }
    return { columns, first };
  }

  #add(scope: Injector, block: AgentPlan, instance: string): void {
    const plugin = block.plugin.name;
    const agent = this.#world.kernel.guard({ plugin, instance }, () => scope.make(block.plugin.use));
    this.#agents.push({ agent, plugin, instance });
  }

  #drawsOf(name: string): BlockDraws {
    let draws = this.#blockDraws.get(name);
    if (draws === undefined) this.#blockDraws.set(name, (draws = new BlockDraws(this.#world.kernel.streams, name)));
    return draws;
  }
}
