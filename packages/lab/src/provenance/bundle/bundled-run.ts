/** A run as `traces.csv` has it. */
export interface BundledRun {
  readonly point: number;
  readonly variant: string;
  readonly seed: string;
  /** Its content address; see `StudyRun`. */
  readonly run: string;
  readonly status: string;
  /** Empty of a run that was lost with its thread. */
  readonly traceHash: string;
}

const HEAD = 'point,variant,seed,run,status,trace_hash';

/** Writes runs as comma-separated values, one a line; none of their values holds a comma or a line's end. */
export function tracesText(runs: readonly BundledRun[]): string {
  const lines = runs.map(({ point, variant, seed, run, status, traceHash }) =>
    [point, variant, seed, run, status, traceHash].join(','),
  );
  return `${[HEAD, ...lines].join('\n')}\n`;
}

/** Reads what `tracesText` wrote. Throws a RangeError for another text. */
export function tracesOf(text: string): readonly BundledRun[] {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head !== HEAD) throw new RangeError(`a list of traces begins with '${HEAD}', not '${(head ?? '').slice(0, 80)}'`);
  return lines.map((line, at) => {
    const [point, variant, seed, run, status, traceHash, ...rest] = line.split(',');
    if (traceHash === undefined || rest.length > 0 || !/^\d+$/.test(point!)) {
      throw new RangeError(
        `line ${at + 2} of the list of traces has not the six values of a run: '${line.slice(0, 80)}'`,
      );
    }
    return { point: Number(point), variant: variant!, seed: seed!, run: run!, status: status!, traceHash };
  });
}
