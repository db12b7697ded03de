import { formatCount } from '@ebb/results';
import type { ComparedMeasure } from './comparison.ts';
import type { SeededObservations } from './by-seed.ts';
import type { LoneComparison } from './compare-variant.ts';
import { measureWords } from './measure-words.ts';

/** Fewer pairs than this, and skewed numbers, make an interval by Student hold the truth less often than it says. */
const FEW_PAIRS = 50;
const SKEWED = 2;
/** Fewer runs than this in which an event happens, or that lie beyond a quantile, carry the whole estimate. */
const FEW_EVENTS = 10;

/** What holds for a whole comparison. */
export interface Whole {
  readonly level: number;
  /** Of the bootstrap, where there is one. */
  readonly resamples: number | undefined;
  /** How many p-values there are. */
  readonly tests: number;
  /** How many points a seed stands for. */
  readonly points: number;
}

/** What is said of several comparisons, each sentence once, and which sentences each points to. */
export class NoteBook {
  readonly #notes: string[] = [];

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Notes what there is to doubt of a variant and gives the numbers of the notes, from 1. `seeds` is how many pairs there could be. */
  note(
    { measure, base, points }: Pick<ComparedMeasure, 'measure' | 'base' | 'points'>,
    compared: LoneComparison,
    seeds: number,
  ): readonly number[] {
    const { variant, pairs, skewness, shown, varianceReduction } = compared;
    const what = measureWords(measure);
    const sentences: string[] = [];
    if (compared.identical && compared.incomplete === 0) {
      sentences.push(
        `'${variant}' changes nothing in ${what}: in all ${pairs} pairs it is the same as '${base.variant}'.`,
      );
    }
    for (const { variant: name, failed, unmeasured, missing } of [base, compared]) {
      if (failed > 0)
        sentences.push(
          `${runs(failed)} of '${name}' broke and ${failed === 1 ? 'is' : 'are'} left out with ${withWhat(failed, points)}; what broke may be what matters.`,
        );
      if (unmeasured > 0) sentences.push(unmeasuredText(unmeasured, name, what, measure.kind === 'event'));
      if (missing > 0)
        sentences.push(`${runs(missing)} of '${name}' ${missing === 1 ? 'is' : 'are'} still to be played.`);
    }
    if (points > 1 && compared.incomplete > 0) {
      sentences.push(
        `${compared.incomplete} of ${seeds} seeds ${compared.incomplete === 1 ? 'lacks' : 'lack'} a number of '${base.variant}' or '${variant}' at some of the ${points} points and ${compared.incomplete === 1 ? 'is' : 'are'} left out.`,
      );
    }
    if (pairs < seeds / 2) {
      sentences.push(`The same luck is broken for '${variant}': only ${pairs} of ${seeds} pairs are complete.`);
    }
    if (shown === 'unpaired' && pairs >= 2) {
      sentences.push(
        `Pairing does not help for '${variant}' in ${what} (variance-reduction factor ${varianceReduction.toFixed(2)}): the interval shown is that of two independent samples.`,
      );
    }
    if (pairs < FEW_PAIRS) {
      sentences.push(`Fewer than ${FEW_PAIRS} pairs: intervals may hold the truth less often than they say.`);
    }
    if (measure.kind === 'mean' && !compared.identical && compared.same > pairs / 2) {
      sentences.push(
        `In ${compared.same} of ${pairs} pairs '${variant}' has the same ${measure.column} as '${base.variant}': the others carry the difference.`,
      );
    }
    if (measure.kind === 'mean' && Math.abs(skewness) > SKEWED) {
      sentences.push(
        `${shown === 'paired' ? 'Differences' : 'Numbers'} of '${variant}' in ${what} are skewed (${skewness.toFixed(1).replace('-', '−')}): its interval may hold the truth less often than it says; compare medians too.`,
      );
    }
    sentences.push(...fewText({ measure, base, points }, compared));
    return sentences.map((sentence) => this.#add(sentence));
  }

  /** Notes sentences that are about no variant that is compared. */
  add(sentences: readonly string[]): void {
    for (const sentence of sentences) this.#add(sentence);
  }

  /** Notes what the points of a measure are like. */
  notePoints({ measure, points, bare, cluster }: SeededObservations): void {
    const what = measureWords(measure);
    if (bare > 0)
      this.#add(
        `${bare} of ${points + bare} points ${bare === 1 ? 'is' : 'are'} left out of ${what}: a variant has no number there.`,
      );
    if (points > 1 && cluster === 1)
      this.#add(
        `Every seed comes to the same at all ${points} points in ${what}: what is varied changes nothing there.`,
      );
  }

  /** Ends with what holds for the whole comparison. */
  close({ level, resamples, tests, points }: Whole): void {
    if (points > 1) {
      this.#add(
        `A seed counts once, over its ${points} points, and n counts seeds; a comparison by point tells whether the effect differs between them.`,
      );
    }
    if (resamples !== undefined) {
      this.#add(`p of quantiles and tails is no finer than ${formatCount(resamples)} resamples tell.`);
    }
    if (tests > 1) {
      const percent = Number((level * 100).toPrecision(12));
      this.#add(`p is adjusted by Holm's method for ${tests} comparisons; each ${percent} % interval is for itself.`);
    }
  }

  #add(sentence: string): number {
    const found = this.#notes.indexOf(sentence);
    return found >= 0 ? found + 1 : this.#notes.push(sentence);
  }
}

function unmeasuredText(count: number, variant: string, what: string, isEvent: boolean): string {
  return isEvent
    ? `${runs(count)} of '${variant}' had no number to hold against ${what}.`
    : `${runs(count)} of '${variant}' had no number for ${what} and ${count === 1 ? 'is' : 'are'} left out: the rest may not be typical.`;
}

function fewText(
  { measure, base, points }: Pick<ComparedMeasure, 'measure' | 'base' | 'points'>,
  compared: LoneComparison,
): readonly string[] {
  // Of what is the same in every pair there is nothing more to doubt.
  if (measure.kind === 'mean' || (compared.identical && compared.incomplete === 0)) return [];
  const units = points > 1 ? 'seeds' : 'runs';
  return [base, compared].flatMap(({ variant, n, estimate }) => {
    if (measure.kind === 'event') {
      const happened = Math.round(n * estimate.value);
      const fewer = Math.min(happened, n - happened);
      const how = happened <= n - happened ? 'happened' : 'failed to happen';
      return fewer < FEW_EVENTS ? [`${measure.text} ${how} in only ${fewer} of ${n} ${units} of '${variant}'.`] : [];
    }
    const beyond = Math.round(n * Math.min(measure.share, 1 - measure.share));
    const where = measureWords(measure);
    return beyond < FEW_EVENTS ? [`Only about ${beyond} of ${n} ${units} make ${where}: too few to say much.`] : [];
  });
}

function withWhat(count: number, points: number): string {
  if (points > 1) return count === 1 ? 'its seed' : 'their seeds';
  return count === 1 ? 'its pair' : 'their pairs';
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
