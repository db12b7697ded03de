import type { StudyManifest } from '../study/study-manifest.ts';
import { StoreError } from './store-error.ts';

/** Which run of a study is meant. */
export interface RunPlace {
  readonly point: number;
  readonly variant: string;
  readonly seed: number;
}

/** Places that an index may have: its two bits for each are 50 MB then. */
const MOST_PLACES = 200_000_000;

/** Knows of every run that a study asks for whether it is there and how it ended, in two bits. */
export class RunIndex {
  readonly #variants: ReadonlyMap<string, number>;
  readonly #points: number;
  readonly #replicates: number;
  readonly #firstSeed: number;
  readonly #completed: Uint8Array;
  readonly #failed: Uint8Array;
  #counts = { completed: 0, failed: 0 };

  /** Throws a StoreError for a study too large to be kept in one folder. */
  constructor({ variants, points, replicates, firstSeed }: StudyManifest, folder: string) {
    this.#variants = new Map(variants.map((name, at) => [name, at]));
    this.#points = points;
    this.#replicates = replicates;
    this.#firstSeed = firstSeed;
    const places = this.size;
    if (places > MOST_PLACES) {
      const size = places.toLocaleString('en');
      const message = `Cannot keep a study of ${size} runs at ${folder}: at most ${MOST_PLACES.toLocaleString('en')} fit.`;
      throw new StoreError('tooLarge', folder, message);
    }
    this.#completed = new Uint8Array(Math.ceil(places / 8));
    this.#failed = new Uint8Array(Math.ceil(places / 8));
  }

  /** How many runs the study asks for. */
  get size(): number {
    return this.#points * this.#variants.size * this.#replicates;
  }

  get completed(): number {
    return this.#counts.completed;
  }

  get failed(): number {
    return this.#counts.failed;
  }

  get(place: RunPlace): 'completed' | 'failed' | undefined {
    const at = this.#ordinal(place);
    if (at === undefined) return undefined;
    if (isSet(this.#completed, at)) return 'completed';
    return isSet(this.#failed, at) ? 'failed' : undefined;
  }

  /** Takes note of a run; one that was completed stays so. What the study does not ask for is passed over. */
  set(place: RunPlace, how: 'completed' | 'failed'): void {
    const at = this.#ordinal(place);
    if (at === undefined || isSet(this.#completed, at)) return;
    const wasFailed = isSet(this.#failed, at);
    if (how === 'failed') {
      if (!wasFailed) this.#counts.failed++;
      mark(this.#failed, at);
      return;
    }
    if (wasFailed) this.#counts.failed--;
    this.#counts.completed++;
    mark(this.#completed, at);
  }

  /** Forgets all. */
  clear(): void {
    this.#completed.fill(0);
    this.#failed.fill(0);
    this.#counts = { completed: 0, failed: 0 };
  }

  #ordinal({ point, variant, seed }: RunPlace): number | undefined {
    const [at, replicate] = [this.#variants.get(variant), seed - this.#firstSeed];
    if (at === undefined || point >= this.#points || replicate < 0 || replicate >= this.#replicates) return undefined;
    return (point * this.#variants.size + at) * this.#replicates + replicate;
  }
}

function isSet(bits: Uint8Array, at: number): boolean {
  return ((bits[at >>> 3]! >>> (at & 7)) & 1) === 1;
}

function mark(bits: Uint8Array, at: number): void {
  bits[at >>> 3]! |= 1 << (at & 7);
}
