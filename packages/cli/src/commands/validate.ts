import type { Validation } from '@ebb/lab';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { showReplicates } from '../print/show-replicates.ts';
import type { ReplicatesShown } from '../print/show-replicates.ts';
import { requestOf } from './check.ts';
import type { CheckOptions } from './check.ts';

/** The options of `ebb validate`. */
export interface ValidateOptions extends CheckOptions {
  readonly replicates: number;
  /** The first seed; the others follow it. */
  readonly seed: number;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly watchdog: number;
}

/**
 * Plays a scenario under several seeds and prints whether it meets its targets. Throws BadInput when it cannot be played or
 * judged; the exit code says the rest.
 */
export async function validate(options: ValidateOptions): Promise<ExitCode> {
  const { replicates, seed, jobs, json = false, watchdog } = options;
  const aborting = abortOnSignal('the replicates');
  let shown: ReplicatesShown | undefined;
  try {
    const lab = await import('@ebb/lab');
    shown = await showReplicates(replicates);
    const validation = await lab.validate(requestOf(options), {
      seeds: Array.from({ length: replicates }, (_, i) => String(seed + i)),
      ...(jobs === undefined ? {} : { jobs }),
      watchdogSeconds: watchdog,
      signal: aborting.signal,
      onProgress: shown.take,
    });
    shown.end();
    await print(validation, json);
    return tellStatus(validation, replicates);
  } finally {
    shown?.end();
    aborting.end();
  }
}

async function print(validation: Validation, json: boolean): Promise<void> {
  if (validation.replicates === 0) return;
  if (json) {
    process.stdout.write(`${JSON.stringify(lastingPart(validation))}\n`);
    return;
  }
  const { validationText } = await import('../print/validation-text.ts');
  process.stdout.write(validationText(validation));
}

/** What `--json` prints, and what scripts may rely on. */
function lastingPart({ targets, passed, total }: Validation): object {
  const told = targets.map(({ name, low, high, median, interval, fitted, pass }) => {
    return { name, low, high, median, interval, fitted, pass };
  });
  return { targets: told, passed, total };
}

function tellStatus({ status, failures, replicates, passed, total }: Validation, asked: number): ExitCode {
  for (const { seed, message, plugin, instance } of failures) {
    const who = plugin === undefined ? '' : ` in ${plugin} (${instance ?? ''})`;
    process.stderr.write(`ebb: the run of seed ${seed} broke${who}: ${message}\n`);
  }
  if (status === 'interrupted') {
    process.stderr.write(`interrupted; ${replicates} of ${asked} replicates were played\n`);
    return EXIT.interrupted;
  }
  return passed === total ? EXIT.ok : EXIT.missed;
}
