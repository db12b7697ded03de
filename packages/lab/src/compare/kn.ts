import { moments } from '../statistics/moments.ts';
import type { PlayVariants } from './play-variants.ts';
import { selectionSetting } from './selection.ts';
import type { SelectedVariant, Selection, SelectionOptions, SelectionSetting } from './selection.ts';

/**
 * The constant h² = 2·η·(n − 1) of the procedure KN with c = 1, where η solves ½·(1 + 2η)^(−(n − 1)/2) = (1 − P) / (k − 1) for k
 * variants, n first replicates and a probability P of a right choice; the right side is the one for common random numbers.
 */
export function knConstant(variants: number, first: number, confidence: number): number {
  const error = (1 - confidence) / (variants - 1);
  const eta = ((2 * error) ** (-2 / (first - 1)) - 1) / 2;
  return 2 * eta * (first - 1);
}

/**
 * Finds the variant with the best mean by the procedure KN: all are played with the same seeds, and one is left out as soon as
 * another is so far ahead of it that it can hardly be the best. If the best is better than every other by `delta` or more, it is
 * chosen with at least the probability `confidence`, for normal replicates whatever their variances and correlations. A seed at which
 * a variant still in play has no number counts for none of them; where a variant never has one, that is a RangeError. The choice does not depend on `batch`. Source: "A fully sequential
 * procedure for indifference-zone selection in simulation" (S.-H. Kim and B. L. Nelson, ACM TOMACS 11(3), 2001), with c = 1.
 */
export async function kn(
  play: PlayVariants,
  variants: readonly string[],
  options: SelectionOptions,
): Promise<Selection> {
  const setting = selectionSetting(variants, options);
  const { first, atMost, batch = first, firstSeed, goal, delta, confidence } = setting;
  const race = new Race(variants, setting);
  for (let seed = firstSeed; !race.isOver && race.played < atMost;) {
    const count = Math.min(batch, atMost - race.played);
    const seeds = Array.from({ length: count }, (_, index) => seed + index);
    const asked = race.racing;
    const results = await play(asked.map((index) => ({ variant: variants[index]!, seeds })));
    race.add(asked, results, count);
    seed += count;
  }
  return { method: 'KN', goal, delta, confidence, ...race.result() };
}

/** Variants in play side by side, one seed after the other. */
class Race {
  readonly #variants: readonly string[];
  readonly #setting: SelectionSetting;
  readonly #hSquared: number;
  /** Of each variant, the numbers of the seeds that counted, turned so that the largest is the best. */
  readonly #values: readonly number[][];
  readonly #played: number[];
  readonly #failed: number[];
  readonly #sums: number[];
  readonly #screened = new Map<number, { readonly after: number; readonly by: string }>();
  /** How long each pair has to be watched: h²·S²/δ², once the first replicates are there. */
  #reach: readonly (readonly number[])[] | undefined;
  #replicates = 0;
  #isOver = false;

  constructor(variants: readonly string[], setting: SelectionSetting) {
    this.#variants = variants;
    this.#setting = setting;
    this.#hSquared = knConstant(variants.length, setting.first, setting.confidence);
    this.#values = variants.map(() => []);
    this.#played = variants.map(() => 0);
    this.#failed = variants.map(() => 0);
    this.#sums = variants.map(() => 0);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Seeds that were played by those still in play. */
  get played(): number {
    return Math.max(...this.#played);
  }

  /** Those that were not left out, by their index. */
  get racing(): readonly number[] {
    return [...this.#variants.keys()].filter((index) => !this.#screened.has(index));
  }

  add(asked: readonly number[], results: readonly (readonly number[])[], count: number): void {
    for (const index of asked) this.#played[index]! += count;
    for (let seed = 0; seed < count && !this.#isOver; seed++) {
      const numbers = new Map(asked.map((index, row) => [index, results[row]![seed]!]));
      this.#step(numbers);
    }
    const bare = asked.find(
      (index) => this.#failed[index] === this.#played[index]! && this.#played[index]! >= this.#setting.first,
    );
    if (bare === undefined) return;
    throw new RangeError(`of ${this.#played[bare]} runs of '${this.#variants[bare]}' none gave a number`);
  }

  result(): Pick<Selection, 'best' | 'reached' | 'variants'> {
    if (this.#replicates < 2) {
      throw new RangeError(`of ${this.played} seeds only ${this.#replicates} gave a number in every variant`);
    }
    const variants = this.#variants.map((_, index) => this.#variant(index));
    return { best: this.#variants[this.#leader()]!, reached: this.#isOver, variants };
  }

  #step(numbers: ReadonlyMap<number, number>): void {
    const racing = this.racing;
    const gaps = racing.filter((index) => !Number.isFinite(numbers.get(index)));
    for (const index of gaps) this.#failed[index]! += 1;
    if (gaps.length > 0) return;
    for (const index of racing) {
      const value = this.#setting.sign * numbers.get(index)!;
      this.#values[index]!.push(value);
      this.#sums[index]! += value;
    }
    this.#replicates += 1;
    if (this.#replicates < this.#setting.first) return;
    this.#reach ??= this.#measureReach();
    this.#screen(racing);
    const left = this.racing;
    this.#isOver = left.every((one) => left.every((other) => this.#reach![one]![other]! < this.#replicates));
  }

  /** Leaves out whoever is behind another by more than chance and indifference could explain; all are judged by who raced before. */
  #screen(racing: readonly number[]): void {
    const count = this.#replicates;
    for (const one of racing) {
      for (const other of racing) {
        const margin = Math.max(0, (this.#setting.delta / 2) * (this.#reach![one]![other]! - count));
        if (one === other || this.#sums[one]! >= this.#sums[other]! - margin) continue;
        this.#screened.set(one, { after: count, by: this.#variants[other]! });
        break;
      }
    }
  }

  #measureReach(): readonly (readonly number[])[] {
    const scale = this.#hSquared / this.#setting.delta ** 2;
    return this.#values.map((one) =>
      this.#values.map((other) => scale * moments(one.map((value, index) => value - other[index]!)).sd ** 2),
    );
  }

  #leader(): number {
    return this.racing.reduce((best, index) => (this.#sums[index]! > this.#sums[best]! ? index : best));
  }

  #variant(index: number): SelectedVariant {
    const values = this.#values[index]!;
    const screened = this.#screened.get(index);
    return {
      variant: this.#variants[index]!,
      mean: (this.#setting.sign * this.#sums[index]!) / values.length,
      sd: moments(values).sd,
      replicates: values.length,
      played: this.#played[index]!,
      failed: this.#failed[index]!,
      ...(screened === undefined ? {} : { screened }),
    };
  }
}
