import type { Condition } from '@ebb/lab';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { given } from '../given.ts';
import type { CheckOptions } from './check.ts';
import { search } from './play-trials.ts';
import type { SearchOptions } from './play-trials.ts';

/** The options of `ebb breakpoint`. */
export interface BreakpointOptions extends CheckOptions, SearchOptions {
  readonly vary: string;
  readonly from: string;
  readonly to: string;
  readonly when: string;
  readonly share?: number;
  readonly log?: boolean;
  readonly integer?: boolean;
  readonly step?: number;
  readonly replicates: number;
  readonly seed: number;
  readonly level: number;
}

/** Finds the smallest value of a parameter at which a condition holds in a share of runs. */
export async function breakpoint(options: BreakpointOptions): Promise<ExitCode> {
  const { scenario, plugin, vary: path, when, share, log, integer, step, replicates, seed, level } = options;
  const lab = await import('@ebb/lab');
  const { startOf } = await import('./start-of.ts');
  const changes = await lab.changesOf(options.patch, options.set);
  const request = { scenario, plugins: plugin };
  const condition = conditionOf(lab.parseCondition, when);
  const startUs = await startOf(request, changes);
  const asked = {
    firstSeed: seed,
    refuse: (units: ReadonlyMap<string, string>) => void lab.bindCondition(condition, { units, startUs }),
  };
  return search({ request, changes }, options, asked, (play, onRound) =>
    lab.breakpoint({
      ...{ play, path, from: edgeOf(options.from), to: edgeOf(options.to), condition: when, onRound, startUs },
      ...{ replicates, firstSeed: seed, level },
      ...given({ share, log, integer, step }),
    }),
  );
}

function conditionOf(parse: (written: string) => Condition, when: string): Condition {
  try {
    return parse(when);
  } catch (error) {
    throw new UsageError(`ebb: --when: ${(error as Error).message}`);
  }
}

/** A plain number, or a quantity as written. */
function edgeOf(text: string): number | string {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
