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
/** Places of a page; pages are made when a run in them is there. */
const PAGE_PLACES = 8_192;

/** Knows of every run that a study asks for whether it is there and how it ended, in two bits. */
export class RunIndex {
  readonly #variants: ReadonlyMap<string, number>;
  readonly #points: number;
  readonly #replicates: number;
  readonly #firstSeed: number;
  readonly #pages = new Map<number, Uint8Array>();
  #completed = 0;
  #failed = 0;

  /** Throws a StoreError for a study too large to be kept in one folder. */
  constructor({ variants, points, replicates, firstSeed }: StudyManifest, folder: string) {
    this.#variants = new Map(variants.map((name, at) => [name, at]));
    this.#points = points;
    this.#replicates = replicates;
    this.#firstSeed = firstSeed;
    if (this.size <= MOST_PLACES) return;
    const size = this.size.toLocaleString('en');
    const message = `Cannot keep a study of ${size} runs at ${folder}: at most ${MOST_PLACES.toLocaleString('en')} fit.`;
    throw new StoreError('tooLarge', folder, message);
  }

  /** How many runs the study asks for. */
  get size(): number {
    return this.#points * this.#variants.size * this.#replicates;
  }

  get completed(): number {
    return this.#completed;
  }

  get failed(): number {
    return this.#failed;
  }

  get(place: RunPlace): 'completed' | 'failed' | undefined {
    const at = this.ordinal(place);
    return at === undefined ? undefined : this.#at(at);
  }

  /** Takes note of a run, and gives what was known of it before; one that was completed stays so. */
  set(place: RunPlace, how: 'completed' | 'failed'): 'completed' | 'failed' | undefined {
    const at = this.ordinal(place);
    if (at === undefined) return undefined;
    const before = this.#at(at);
    if (before === 'completed' || before === how) return before;
    if (before === 'failed') this.#failed--;
    if (how === 'completed') this.#completed++;
    else this.#failed++;
    const page = this.#pages.get(Math.floor(at / PAGE_PLACES)) ?? new Uint8Array(PAGE_PLACES / 4);
    this.#pages.set(Math.floor(at / PAGE_PLACES), page);
    const within = at % PAGE_PLACES;
    page[within >> 2]! |= (how === 'completed' ? 2 : 1) << (2 * (within & 3));
    return before;
  }

  /** The number of a run among all that the study asks for; undefined of one that it does not ask for. */
  ordinal({ point, variant, seed }: RunPlace): number | undefined {
    const [at, replicate] = [this.#variants.get(variant), seed - this.#firstSeed];
    const isAsked = point >= 0 && point < this.#points && replicate >= 0 && replicate < this.#replicates;
    if (at === undefined || !isAsked || !Number.isInteger(point) || !Number.isInteger(replicate)) return undefined;
    return (point * this.#variants.size + at) * this.#replicates + replicate;
  }

  #at(ordinal: number): 'completed' | 'failed' | undefined {
    const page = this.#pages.get(Math.floor(ordinal / PAGE_PLACES));
    if (page === undefined) return undefined;
    const within = ordinal % PAGE_PLACES;
    const bits = (page[within >> 2]! >> (2 * (within & 3))) & 3;
    return bits === 0 ? undefined : bits >= 2 ? 'completed' : 'failed';
  }
}
