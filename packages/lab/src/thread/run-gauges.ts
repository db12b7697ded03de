/** Where each number lies in the shared memory, in doubles. */
const SIMULATED_US = 0;
const EVENTS = 1;
const BEATS = 2;
const SENT = 3;
const TAKEN = 4;
const START_US = 5;
const UNTIL_US = 6;
const MEMORY = 7;
const LENGTH = 8;

/**
 * Numbers that the simulating thread and its supervisor share without messages: how far the run is, that it is alive, and
 * how many chunks of results are on their way. Each number is written by one side only.
 */
export class RunGauges {
  readonly #numbers: Float64Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(LENGTH * 8)) {
    this.#numbers = new Float64Array(memory);
  }

  /** Simulated time in microseconds since the epoch; 0 before the run starts. */
  get simulatedUs(): number {
    return this.#numbers[SIMULATED_US]!;
  }

  /** The part of its simulated time that is behind, from 0 to 1. */
  get share(): number {
    const lengthUs = this.#numbers[UNTIL_US]! - this.#numbers[START_US]!;
    return lengthUs > 0 ? Math.max(0, (this.simulatedUs - this.#numbers[START_US]!) / lengthUs) : 0;
  }

  /** Facts and intents so far. */
  get events(): number {
    return this.#numbers[EVENTS]!;
  }

  /** Grows as long as the run moves on. */
  get beats(): number {
    return this.#numbers[BEATS]!;
  }

  /** What the simulating thread takes, in bytes: its heap, and arrays outside of it. */
  get memoryBytes(): number {
    return this.#numbers[MEMORY]!;
  }

  /** Chunks that were sent and not taken yet. */
  get underway(): number {
    return this.#numbers[SENT]! - this.#numbers[TAKEN]!;
  }

  /** Shows from when to when the run goes, and that it starts; microseconds since the epoch. */
  start(startUs: number, untilUs: number): void {
    this.#numbers[START_US] = startUs;
    this.#numbers[UNTIL_US] = untilUs;
    this.advance(startUs, 0);
  }

  /** Shows how far the run is. */
  advance(simulatedUs: number, events: number): void {
    this.#numbers[SIMULATED_US] = simulatedUs;
    this.#numbers[EVENTS] = events;
    this.beat();
  }

  /** Shows what memory the simulating thread takes. */
  weigh(bytes: number): void {
    this.#numbers[MEMORY] = bytes;
  }

  /** Shows that the simulating thread is alive. */
  beat(): void {
    this.#numbers[BEATS]!++;
  }

  /** Counts a chunk that was sent. */
  sent(): void {
    this.#numbers[SENT]!++;
  }

  /** Counts a chunk that was taken. */
  taken(): void {
    this.#numbers[TAKEN]!++;
  }
}
