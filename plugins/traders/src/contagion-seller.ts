import { CLOCK, COHORT, PARAMS, TAPE, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Cohort, CohortDraws, MarketView, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { contactNetwork } from './contact-network.ts';
import { RollingHigh } from './rolling-high.ts';

const params = parameters({
  market: p.market({ describe: 'Where they watch and sell.' }),
  network: p.choice(['ring', 'smallWorld', 'random'], { describe: 'Who knows whom.', default: 'smallWorld' }),
  neighbours: p.integer({ describe: 'Contacts that one has on average; an even number.', default: 6, min: 2 }),
  rewire: p.fraction({
    describe: 'Share of the contacts of a small world that are with anybody instead of a neighbour.',
    default: '10%',
    min: 0,
    max: 1,
  }),
  spread: p.choice(['sir', 'threshold'], {
    describe: 'Whether each frightened contact may frighten one, or a share of them together does.',
    default: 'sir',
  }),
  infect: p.rate({ describe: 'How often a frightened contact frightens one (sir).', default: '1 /min' }),
  threshold: p.fraction({
    describe: 'Share of its contacts that have been frightened which frightens one (threshold).',
    default: { uniform: ['10%', '50%'] },
    min: 0,
    max: 1,
  }),
  calm: p.duration({
    describe: 'Mean time for which a frightened one frightens others; it stays sold out.',
    default: '10 min',
    min: '1 s',
  }),
  trigger: p.fraction({
    describe: 'Fall of the price that frightens one without any contact.',
    default: { lognormal: { median: '10%', sigma: 0.6 } },
    min: 0,
  }),
  memory: p.duration({ describe: 'How long they remember the highest price.', default: '10 min', min: '1 s' }),
  seeds: p.fraction({ describe: 'Share that is frightened at the moment `at`.', default: 0, min: 0, max: 1 }),
  at: p.duration({ describe: 'Time from the start at which these are.', default: 0 }),
  sellShare: p.fraction({
    describe: 'Share of its coin that a frightened one sells.',
    default: '100%',
    min: 0,
    max: 1,
  }),
  attention: p.duration({ describe: 'Time between two looks; one figure for all.', default: '1 s', min: '100 ms' }),
});

/** What a member is: calm and able to take fright, frightened and frightening others, or over it. */
const susceptible = 0;
const frightened = 1;
const over = 2;

/**
 * Members of a network of contacts, among whom fright spreads: by what they see of the price, and by contacts who took fright.
 * Each sells once, at any price, when it takes fright. One object steers all of them.
 */
@injectable()
class ContagionSellers {
  readonly #cohort: Cohort;
  readonly #view: View;
  readonly #market: MarketView;
  readonly #cfg: z.output<typeof params>;
  readonly #contacts: readonly (readonly number[])[];
  readonly #state: Uint8Array;
  /** Contacts of each who frighten it now, and those who ever took fright. */
  readonly #active: Uint16Array;
  readonly #ever: Uint16Array;
  /** What each still bears of frightened contacts, in expected frights: those of a steady contact come as a Poisson process. */
  readonly #left: Float64Array;
  readonly #calmMs: Float64Array;
  readonly #infect: Float64Array;
  readonly #threshold: Float64Array;
  readonly #trigger: Float64Array;
  readonly #sellShare: Float64Array;
  readonly #seeds: CohortDraws;
  readonly #recovery: CohortDraws;
  readonly #mean: Float64Array;
  readonly #recent: RollingHigh;
  readonly #seedAtMs: number;
  #seeded = false;
  /** The largest fall that was seen. */
  #worst = 0;

  constructor(
    @inject(COHORT) cohort: Cohort,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    const { size } = cohort;
    this.#cohort = cohort;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    const ties = cohort.draws('contacts');
    const plan = { kind: cfg.network, neighbours: cfg.neighbours, rewire: cfg.rewire };
    this.#contacts = contactNetwork(size, plan, (member, k) => ties.uniform(member, k));
    this.#state = new Uint8Array(size).fill(susceptible);
    this.#active = new Uint16Array(size);
    this.#ever = new Uint16Array(size);
    const bears = cohort.draws('infection');
    this.#left = new Float64Array(size).map((_, member) => bears.exponential(member, 0, 1));
    this.#calmMs = new Float64Array(size).fill(Infinity);
    this.#infect = cohort.param('infect');
    this.#threshold = cohort.param('threshold');
    this.#trigger = cohort.param('trigger');
    this.#sellShare = cohort.param('sellShare');
    this.#mean = cohort.param('calm');
    this.#seeds = cohort.draws('seeds');
    this.#recovery = cohort.draws('recovery');
    this.#recent = new RollingHigh(cfg.memory);
    this.#seedAtMs = view.nowMs + cfg.at;
    tape.trades(this.#market).subscribe(({ price, timeUs }) => this.#see(price, timeUs));
    wakeups(clock, () => cfg.attention).subscribe(() => this.#look());
  }

  #see(price: number, timeUs: number): void {
    this.#recent.take(price, timeUs);
    this.#worst = Math.max(this.#worst, 1 - price / this.#recent.high);
  }

  /** Finds who takes fright by what was so before the look; then these sell, and their contacts feel it from the next look on. */
  #look(): void {
    const { nowMs } = this.#view;
    const { attention, seeds } = this.#cfg;
    const fresh: number[] = [];
    const seedsNow = !this.#seeded && nowMs >= this.#seedAtMs;
    for (let member = 0; member < this.#state.length; member++) {
      if (this.#state[member] === frightened && nowMs >= this.#calmMs[member]) this.#calm(member);
      if (this.#state[member] !== susceptible) continue;
      const isSeed = seedsNow && this.#seeds.uniform(member, 0) < seeds;
      if (isSeed || this.#worst >= this.#trigger[member] || this.#catches(member, attention)) fresh.push(member);
    }
    this.#seeded ||= seedsNow;
    for (const member of fresh) this.#frighten(member, nowMs);
  }

  #catches(member: number, ms: number): boolean {
    if (this.#cfg.spread === 'threshold') {
      const all = this.#contacts[member].length;
      return this.#ever[member] > 0 && this.#ever[member] >= this.#threshold[member] * all;
    }
    this.#left[member] -= (this.#active[member] * this.#infect[member] * ms) / 1000;
    return this.#left[member] <= 0;
  }

  #frighten(member: number, nowMs: number): void {
    this.#state[member] = frightened;
    this.#calmMs[member] = nowMs + this.#recovery.exponential(member, 0, this.#mean[member]);
    for (const contact of this.#contacts[member]) {
      this.#active[contact]++;
      this.#ever[contact]++;
    }
    const size = this.#cohort.desk.position(member, this.#market) * this.#sellShare[member];
    if (size > 0) {
      const reduceOnly = this.#market.kind === 'perp';
      this.#cohort.desk.market(member, this.#market, 'sell', size, { reduceOnly });
    }
  }

  #calm(member: number): void {
    this.#state[member] = over;
    for (const contact of this.#contacts[member]) this.#active[contact]--;
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'contagion-seller',
  version: '1.0.0',
  summary:
    'Members of a network of contacts on which fright spreads; whoever takes fright sells, once and at any price.',
  params,
  use: ContagionSellers,
  cohort: true,
});
