import type { Verification } from '@ebb/lab';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { showReplicates } from '../print/show-replicates.ts';
import { verificationText } from '../print/verification-text.ts';

/** The options of `ebb verify`. */
export interface VerifyCommandOptions {
  readonly bundle: string;
  /** How many runs are played again. */
  readonly sample: number;
  readonly all?: boolean;
  /** Which runs those are. */
  readonly seed: number;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly watchdog: number;
}

/**
 * Checks a bundle and plays some of its runs again. Throws BadInput for what is no bundle or cannot be played; the exit code
 * says whether all was the same.
 */
export async function verify(options: VerifyCommandOptions): Promise<ExitCode> {
  const { bundle, sample, all = false, seed, jobs, json = false, watchdog } = options;
  const { verifyBundle } = await import('@ebb/lab');
  const aborting = abortOnSignal('the runs');
  const shown = await showReplicates(sample);
  try {
    const verification = await verifyBundle(bundle, {
      sample: all ? Infinity : sample,
      seed,
      watchdogSeconds: watchdog,
      signal: aborting.signal,
      onProgress: shown.take,
      ...(jobs === undefined ? {} : { jobs }),
    });
    shown.end();
    process.stdout.write(json ? `${JSON.stringify(lastingPart(verification))}\n` : verificationText(verification));
    return { equal: EXIT.ok, different: EXIT.missed, interrupted: EXIT.interrupted }[verification.status];
  } finally {
    shown.end();
    aborting.end();
  }
}

/** What `--json` prints, and what scripts may rely on. */
function lastingPart({ manifest, ...rest }: Verification): object {
  const { kind, name, scenarioHash, build } = manifest;
  return { kind, name, scenarioHash, build, ...rest };
}
