import { growFloats } from './grow.ts';

/** The reasons that atoms move for, by number, and how many moved for each: a statistic, rounded above 2^53. */
export class ReasonVolumes {
  readonly #assetCount: number;
  readonly #names: string[] = [];
  #volumes: Float64Array = new Float64Array(0);

  constructor(assetCount: number) {
    this.#assetCount = assetCount;
  }

  /** The number of a reason; the same name gives the same number. */
  register(name: string): number {
    const known = this.#names.indexOf(name);
    if (known >= 0) return known;
    this.#names.push(name);
    this.#volumes = growFloats(this.#volumes, this.#names.length * this.#assetCount);
    return this.#names.length - 1;
  }

  /** Throws a RangeError when the number is no reason's. */
  check(reason: number): void {
    if (reason >>> 0 !== reason || reason >= this.#names.length) throw new RangeError(`there is no reason ${reason}`);
  }

  nameOf(reason: number): string {
    return this.#names[reason];
  }

  add(reason: number, asset: number, atoms: number): void {
    this.#volumes[reason * this.#assetCount + asset] += atoms;
  }

  volume(reason: number, asset: number): number {
    return this.#volumes[reason * this.#assetCount + asset];
  }
}
