import { scoredPart } from './scored-part.ts';

/** What a track measures besides. */
export interface DeviationTerms {
  /** Ratios of price to par below which time is counted. */
  readonly thresholds: readonly number[];
  /** How near to par a price has to stay, as a fraction, and for how long, to have recovered. */
  readonly within: number;
  readonly holdUs: number;
}

/** Deviations are told apart to 0.1 bp for their median; those from 100 % on are one. */
const BINS = 100_000;

/**
 * How far a price is from its par over time: the ratio of both stands until another is set, and what stood after the warm-up
 * counts, weighted by how long. The deviation is the ratio less 1; the worst is the one farthest from 0, with its sign.
 */
export class DeviationTrack {
  readonly #terms: DeviationTerms;
  readonly #scoredFromUs: number;
  readonly #below: number[];
  /** Microseconds at each size of the deviation; made when the first is counted. */
  #bins: Float64Array | null = null;
  #ratio = NaN;
  #sinceUs = 0;
  #countedUs = 0;
  #squares = 0;
  #worst = NaN;
  #worstUs = NaN;
  #high = NaN;
  #highUs = NaN;
  #low = NaN;
  #lowUs = NaN;
  #halfUs = NaN;
  #insideUs = NaN;
  #recoveredUs = NaN;

  constructor(scoredFromUs: number, terms: DeviationTerms) {
    this.#scoredFromUs = scoredFromUs;
    this.#terms = terms;
    this.#below = terms.thresholds.map(() => 0);
  }

  /** Sets the ratio of price to par from a moment on; NaN where it is not known. */
  set(timeUs: number, ratio: number): void {
    this.pass(timeUs);
    this.#ratio = ratio;
    if (timeUs >= this.#scoredFromUs) this.#meet(timeUs);
  }

  /** Counts what has stood until a moment, as at the end of the run. */
  pass(timeUs: number): void {
    const fromUs = this.#sinceUs;
    this.#sinceUs = timeUs;
    if (Number.isNaN(this.#ratio) || timeUs < this.#scoredFromUs) return;
    if (fromUs < this.#scoredFromUs) this.#meet(this.#scoredFromUs);
    this.#count(scoredPart(fromUs, timeUs, this.#scoredFromUs));
    const isBack = timeUs - this.#insideUs >= this.#terms.holdUs;
    if (isBack && Number.isNaN(this.#recoveredUs)) this.#recoveredUs = this.#insideUs;
  }

  /** The deviation farthest from 0, and its moment; NaN before the first. */
  get worst(): { readonly deviation: number; readonly atUs: number } {
    return { deviation: this.#worst, atUs: this.#worstUs };
  }

  /** The highest and lowest ratio, with their moments. */
  get highest(): { readonly ratio: number; readonly atUs: number } {
    return { ratio: this.#high, atUs: this.#highUs };
  }

  get lowest(): { readonly ratio: number; readonly atUs: number } {
    return { ratio: this.#low, atUs: this.#lowUs };
  }

  /** The root of the mean square of the deviation. */
  get rms(): number {
    return Math.sqrt(this.#squares / this.#countedUs);
  }

  /** The size that the deviation did not exceed in half of the time, to 0.1 bp. */
  get medianSize(): number {
    let leftUs = this.#countedUs / 2;
    for (let bin = 0; this.#bins !== null && bin <= BINS; bin++) {
      leftUs -= this.#bins[bin];
      if (leftUs <= 0) return bin / BINS;
    }
    return NaN;
  }

  /** Seconds below each threshold; NaN when nothing was counted. */
  get belowSeconds(): readonly number[] {
    return this.#below.map((us) => (this.#countedUs > 0 ? us / 1_000_000 : NaN));
  }

  /** Seconds from the worst until it was first half as far from par; NaN when it never was. */
  get halfLifeSeconds(): number {
    return (this.#halfUs - this.#worstUs) / 1_000_000;
  }

  /** Seconds from the worst until the price came back to stay; NaN when it did not. */
  get recoverySeconds(): number {
    return (this.#recoveredUs - this.#worstUs) / 1_000_000;
  }

  #count(spanUs: number): void {
    if (spanUs === 0) return;
    const deviation = this.#ratio - 1;
    this.#bins ??= new Float64Array(BINS + 1);
    this.#bins[Math.min(BINS, Math.round(Math.abs(deviation) * BINS))] += spanUs;
    this.#countedUs += spanUs;
    this.#squares += spanUs * deviation * deviation;
    this.#terms.thresholds.forEach((threshold, i) => {
      if (this.#ratio < threshold) this.#below[i] += spanUs;
    });
  }

  #meet(atUs: number): void {
    const ratio = this.#ratio;
    if (Number.isNaN(ratio)) return;
    const size = Math.abs(ratio - 1);
    if (!(ratio <= this.#high)) [this.#high, this.#highUs] = [ratio, atUs];
    if (!(ratio >= this.#low)) [this.#low, this.#lowUs] = [ratio, atUs];
    if (!(size <= Math.abs(this.#worst))) {
      [this.#worst, this.#worstUs] = [ratio - 1, atUs];
      [this.#halfUs, this.#insideUs, this.#recoveredUs] = [NaN, NaN, NaN];
    }
    if (Number.isNaN(this.#halfUs) && size <= Math.abs(this.#worst) / 2) this.#halfUs = atUs;
    if (size > this.#terms.within) this.#insideUs = NaN;
    else if (Number.isNaN(this.#insideUs)) this.#insideUs = atUs;
  }
}
