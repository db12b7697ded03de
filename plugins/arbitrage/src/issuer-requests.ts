import type { Issuance, RequestId, View, z } from '@ebb/sdk';
import { FadingEstimate } from './fading-estimate.ts';
import type { redeemerParameters } from './redeemer-parameters.ts';

type Kind = 'mint' | 'redeem';

interface OpenRequest {
  readonly kind: Kind;
  readonly sentMs: number;
  /** Whether the issuer has it: until then its coins are still in the wallet. */
  isQueued: boolean;
  /** Coins that are not paid, or not paid for, yet. */
  coins: number;
}

/** What one kind of request has taught. */
interface Lesson {
  /** Place of the asset that it is made in, among those that the issuer may take. */
  place: number;
  /** Not before this it asks again. */
  restUntilMs: number;
  /** Cost relative to par, fees included, and milliseconds until all is paid. */
  cost: FadingEstimate;
  readonly wait: FadingEstimate;
}

const DAY_MS = 86_400_000;
/** What is this little of a request is what decimals lose. */
const NOTHING = 1e-6;

/** An agent's requests to one issuer, and what it has learned by them: what the issuer takes, what it costs, and how long it takes. */
export class IssuerRequests {
  readonly #assets: readonly string[];
  readonly #quote: string;
  readonly #cfg: z.output<typeof redeemerParameters>;
  readonly #view: View;
  readonly #open = new Map<RequestId, OpenRequest>();
  readonly #lessons: Readonly<Record<Kind, Lesson>>;

  constructor(assets: readonly string[], quote: string, cfg: z.output<typeof redeemerParameters>, view: View) {
    this.#assets = assets;
    this.#quote = quote;
    this.#cfg = cfg;
    this.#view = view;
    this.#lessons = { mint: this.#lesson(), redeem: this.#lesson() };
  }

  /** The asset that requests of a kind are made in; null when the issuer took none, or refused too recently. */
  assetFor(kind: Kind): string | null {
    const { place, restUntilMs } = this.#lessons[kind];
    return this.#view.nowMs < restUntilMs ? null : (this.#assets[place] ?? null);
  }

  /** What a request of a kind costs, relative to par: fees, and a premium for the time that it takes. */
  costOf(kind: Kind): number {
    const { cost, wait } = this.#lessons[kind];
    const { nowMs } = this.#view;
    const waitMs = Math.max(0, wait.at(nowMs), this.#oldestMs(kind));
    return cost.at(nowMs) + (this.#cfg.riskPerDay * waitMs) / DAY_MS;
  }

  /** Coins given to the issuer and not paid for yet. */
  get coinsWaiting(): number {
    let coins = 0;
    for (const each of this.#open.values()) if (each.kind === 'redeem') coins += each.coins;
    return coins;
  }

  /** Those of them that are on their way, and still in the wallet. */
  get coinsLeaving(): number {
    let coins = 0;
    for (const each of this.#open.values()) if (each.kind === 'redeem' && !each.isQueued) coins += each.coins;
    return coins;
  }

  get isMinting(): boolean {
    return [...this.#open.values()].some(({ kind }) => kind === 'mint');
  }

  /** Whether no redemption has waited longer than its patience. */
  get isServed(): boolean {
    return this.#oldestMs('redeem') <= this.#cfg.patience;
  }

  sent(id: RequestId, kind: Kind, coins: number): void {
    if (id !== 0) this.#open.set(id, { kind, coins, sentMs: this.#view.nowMs, isQueued: false });
  }

  /** Hears what became of a request; `worth` is what the asset on the other side is worth, in coins at par. */
  hear({ asset, coins, kind, refusal, request, state }: Issuance, worth: number): void {
    const open = this.#open.get(request);
    if (open === undefined || (kind !== 'mint' && kind !== 'redeem')) return;
    const lesson = this.#lessons[kind];
    const { nowMs } = this.#view;
    if (state === 'queued') open.isQueued = true;
    if (state === 'refused') {
      this.#open.delete(request);
      if (refusal === 'unsupported' || refusal === 'unknown') {
        // Not this asset, or not for those without a debt. Of several requests under way, only the first teaches.
        if (asset !== this.#assets[lesson.place]) return;
        lesson.place++;
        lesson.cost = this.#expected(lesson.place);
      } else lesson.restUntilMs = refusal === 'notWhitelisted' ? Infinity : nowMs + this.#cfg.retry;
    }
    if (state !== 'paid') return;
    const size = Math.abs(coins);
    const cost = kind === 'redeem' ? 1 - worth / size : worth / size - 1;
    if (Number.isFinite(cost)) lesson.cost.see(cost, nowMs);
    open.coins -= size;
    if (kind === 'mint' || open.coins <= NOTHING) {
      lesson.wait.see(nowMs - open.sentMs, nowMs);
      this.#open.delete(request);
    }
  }

  /** Age of the oldest request of a kind, milliseconds; 0 without one. */
  #oldestMs(kind: Kind): number {
    for (const each of this.#open.values()) if (each.kind === kind) return this.#view.nowMs - each.sentMs;
    return 0;
  }

  #lesson(): Lesson {
    const { memory, wait } = this.#cfg;
    return { place: 0, restUntilMs: -Infinity, cost: this.#expected(0), wait: new FadingEstimate(wait, memory) };
  }

  #expected(place: number): FadingEstimate {
    const { counterFee, exitCost, memory } = this.#cfg;
    return new FadingEstimate(counterFee + (this.#assets[place] === this.#quote ? 0 : exitCost), memory);
  }
}
