import { instantText } from './instant-text.ts';
import type { Owner } from './owner.ts';

/** Where and when a run broke. */
export interface FaultPlace extends Owner {
  readonly seed: string;
  readonly timeUs: number;
  readonly seq: number;
}

/** Says that a piece of work threw, and so ended the run: what threw, whose it was, and when. */
export class RunFault extends Error {
  override readonly name = 'RunFault';
  readonly plugin: string;
  readonly instance: string;
  /** The seed of the run that broke. */
  readonly seed: string;
  /** The simulated time, in microseconds since the Unix epoch. */
  readonly timeUs: number;
  /** The sequence number of the last fact or intent before the fault. */
  readonly seq: number;

  constructor(
    /** What was thrown. */
    readonly original: unknown,
    place: FaultPlace,
  ) {
    const { plugin, instance, seed, timeUs, seq } = place;
    const said = original instanceof Error ? original.message : String(original);
    super(`${plugin} (${instance}) failed at ${instantText(timeUs)}, event ${seq}, seed ${seed}: ${said}`, {
      cause: original,
    });
    this.plugin = plugin;
    this.instance = instance;
    this.seed = seed;
    this.timeUs = timeUs;
    this.seq = seq;
  }
}
