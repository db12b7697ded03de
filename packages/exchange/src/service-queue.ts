/** How many messages a gateway can serve. */
export interface Capacity {
  /** So many messages in so many microseconds, evenly, one after another. */
  readonly messages: number;
  readonly perUs: number;
  /** The most messages that wait while another is served; what comes on top is refused. */
  readonly queue: number;
}

/**
 * One server that serves messages in the order in which they come, each for the same time: the interval over its messages,
 * in whole microseconds, with the remainder carried to the next, so that over any stretch of work the rate is exact.
 */
export class ServiceQueue {
  readonly #capacity: Capacity;
  /** When the last message taken in is served. */
  #freeUs = 0;
  /** What is owed to service times for having been rounded down, in parts of a microsecond of which `messages` make one. */
  #carried = 0;
  #taken = 0;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  /** Messages that wait for their turn; the one being served is not among them. */
  get waiting(): number {
    return Math.max(0, this.#taken - 1);
  }

  /** How long a message that came now would take until it is served, in microseconds, to the last whole one. */
  delayUs(nowUs: number): number {
    const { messages, perUs } = this.#capacity;
    return Math.max(0, this.#freeUs - nowUs) + Math.floor((perUs + this.#carried) / messages);
  }

  /** Takes in a message that comes now; the instant at which it is served, or 0 when too many wait. */
  take(nowUs: number): number {
    const { messages, perUs, queue } = this.#capacity;
    if (this.#taken > queue) return 0;
    const owed = perUs + this.#carried;
    const serviceUs = Math.floor(owed / messages);
    this.#carried = owed - serviceUs * messages;
    this.#taken++;
    this.#freeUs = Math.max(this.#freeUs, nowUs) + serviceUs;
    return this.#freeUs;
  }

  /** Notes that the oldest message taken in is served. */
  served(): void {
    this.#taken--;
  }
}
