import type { Desk, Issuance, Plugin } from '@ebb/sdk';
import { load, playAudited } from '../invariants/play-audited.ts';
import type { PlayedRun } from '../invariants/play-audited.ts';
import { pegSuiteCustomer } from './peg-suite-customer.ts';
import type { DrawAction, PegCustomer } from './peg-suite-customer.ts';
import { pegSuiteMaker } from './peg-suite-maker.ts';
import { pegSuiteRules } from './peg-suite-rules.ts';
import { pegSuiteWitness } from './peg-suite-witness.ts';
import type { PegMoment } from './peg-suite-witness.ts';
import { COIN, pegWorld } from './peg-world.ts';
import type { PegWorldOptions } from './peg-world.ts';

/** A world for a peg, and what else takes part in it. */
export interface PegStoryOptions extends PegWorldOptions {
  /** Further plugins that the scenario names. */
  readonly plugins?: readonly Plugin[];
  /** Actions that customers do at random, by their words, with what draws their numbers. */
  readonly actions?: Readonly<Record<string, DrawAction>>;
}

/** What a played world of a peg left behind. */
export interface PegStory {
  readonly run: PlayedRun;
  readonly moments: readonly PegMoment[];
  /** What each customer was told, and what it owned of each asset when the run had ended. */
  readonly customers: readonly { readonly told: readonly Issuance[]; readonly owned: (asset: string) => number }[];
}

/** Plays a world for a peg with an audit at every fact. Throws an InvariantError when it does not come to a good end. */
export async function playPeg(
  plugin: Plugin,
  options: PegStoryOptions,
  calm: boolean,
  seed: number,
): Promise<PegStory> {
  const desks: Desk[] = [];
  const customers: PegCustomer[] = [];
  const moments: PegMoment[] = [];
  const held = (): number =>
    [...desks, ...customers.map(({ desk }) => desk)].reduce((n, desk) => n + desk.balance(COIN), 0);
  const run = await playAudited(await load(pegWorld(plugin, options, calm)), {
    seed,
    record: 'none',
    plugins: [
      plugin,
      ...pegSuiteRules,
      pegSuiteMaker(desks),
      pegSuiteCustomer(customers, calm ? {} : (options.actions ?? {})),
      pegSuiteWitness(moments, held),
      ...(options.plugins ?? []),
    ],
  });
  return {
    run,
    moments,
    customers: customers.map(({ desk, told }) => ({ told, owned: (asset) => desk.balance(asset) })),
  };
}
