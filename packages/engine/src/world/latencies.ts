import type { LatencyDraws, LatencyPolicy } from '@ebb/sdk';
import type { CounterRng, Streams } from '@ebb/kernel';
import type { Accounts } from './accounts.ts';

const LONGEST_US = 3_600_000_000;

/**
 * How long the intents of accounts travel to one venue. The k-th latency of an account is a function of its class, its
 * place in it and k, so that no account's latencies depend on another's.
 */
export class Latencies {
  readonly #policy: LatencyPolicy;
  readonly #accounts: Accounts;
  readonly #counters: (className: string) => CounterRng;
  #drawn = new Uint32Array(64);
  #rng!: CounterRng;
  #account = 0;
  readonly #draws: LatencyDraws;

  constructor(policy: LatencyPolicy, accounts: Accounts, streams: Streams, venue: string) {
    this.#policy = policy;
    this.#accounts = accounts;
    const known = new Map<string, CounterRng>();
    this.#counters = (className) => {
      let rng = known.get(className);
      if (rng === undefined) known.set(className, (rng = streams.counter(className, `latency/${venue}`)));
      return rng;
    };
    const place = (): number => this.#accounts.placeOf(this.#account);
    const next = (): number => this.#drawn[this.#account]++;
    this.#draws = {
      uniform: () => this.#rng.uniform(place(), next()),
      normal: () => this.#rng.normal(place(), next()),
      exponential: () => this.#rng.exponential(place(), next(), 1),
    };
  }

  /** The travel time of the account's next intent, in whole microseconds. Throws when the policy gives no such time. */
  delayUs(account: number): number {
    if (account >= this.#drawn.length) {
      const grown = new Uint32Array(Math.max(account + 1, this.#drawn.length * 2));
      grown.set(this.#drawn);
      this.#drawn = grown;
    }
    this.#account = account;
    this.#rng = this.#counters(this.#accounts.classes[this.#accounts.classIndexOf(account)]);
    const us = Math.round(this.#policy.delayUs(this.#draws));
    if (!(us >= 0 && us <= LONGEST_US)) throw new RangeError(`the latency policy gives a delay of ${us} us`);
    return us;
  }
}
