import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, Issuance, IssuerDesk, IssuerView, Plugin, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import { filter } from 'rxjs';
import { COIN, JUNK, PLEDGES } from './peg-world.ts';

/** Draws the numbers of an action from a stream of random numbers and the coins that the customer has. */
export type DrawAction = (rng: Rng, coins: number) => readonly number[];

/** What a customer lets a test see. */
export interface PegCustomer {
  readonly desk: Desk;
  readonly told: readonly Issuance[];
}

const params = parameters({
  gap: p.duration({ describe: 'Mean time between two requests.', default: '5 s' }),
  size: p.number({ describe: 'Mean value of what it mints by.', default: 2000 }),
});

/**
 * Makes a plugin of customers who mint at random by whatever the issuer takes (in payment, else as a pledge), redeem at random
 * into any asset, ask for what nobody takes, and do the actions that are named. Each of them is added to `customers`.
 */
export function pegSuiteCustomer(customers: PegCustomer[], actions: Readonly<Record<string, DrawAction>>): Plugin {
  @injectable()
  class PegSuiteCustomer {
    readonly told: Issuance[] = [];
    readonly desk: Desk;
    readonly #view: View;
    readonly #rng: Rng;
    readonly #issuer: IssuerView;
    readonly #counter: IssuerDesk;
    readonly #size: number;
    /** Its place among ways to mint: after each refusal as unsupported the next. */
    #way = 0;

    constructor(
      @inject(DESK) desk: Desk,
      @inject(VIEW) view: View,
      @inject(RNG) rng: Rng,
      @inject(CLOCK) clock: SchedulerLike,
      @inject(PARAMS) cfg: z.output<typeof params>,
    ) {
      this.desk = desk;
      this.#view = view;
      this.#rng = rng;
      this.#size = cfg.size;
      this.#issuer = view.issuer(COIN);
      this.#counter = desk.issuer(COIN);
      customers.push(this);
      desk.react(desk.issuances$, (fact) => void this.told.push(fact));
      const refused$ = desk.issuances$.pipe(
        filter(({ asset, kind, refusal }) => kind === 'mint' && asset !== JUNK && refusal === 'unsupported'),
      );
      desk.react(refused$, () => void (this.#way = (this.#way + 1) % (2 * PLEDGES.length)));
      desk.react(
        wakeups(clock, () => rng.exponential(cfg.gap)),
        () => this.#act(),
      );
    }

    #act(): void {
      const u = this.#rng.uniform();
      const coins = this.desk.free(COIN, 'chain');
      const words = Object.entries(actions);
      if (u < 0.05) this.#counter.mint(JUNK, 10);
      else if (u < 0.1) this.#counter.redeem(coins / 10, JUNK);
      else if (u < 0.2 && words.length > 0) {
        const [word, draw] = words[Math.floor(this.#rng.uniform() * words.length)];
        this.#counter.act(word, ...draw(this.#rng, coins));
      } else if (u < 0.65) this.#mint();
      else this.#redeem(coins);
    }

    #mint(): void {
      const asset = PLEDGES[this.#way >> 1];
      const isDebt = this.#way % 2 === 1;
      const value = this.#rng.exponential(this.#size);
      const par = this.#issuer.parIn(asset);
      const units = Math.min(value / this.#view.price(asset), this.desk.free(asset, 'chain'));
      this.#counter.mint(asset, units, isDebt ? { coins: units / par / 2.5 } : {});
    }

    #redeem(coins: number): void {
      const share = this.#rng.uniform();
      const { account } = this.desk;
      const debt = this.#issuer.positions().find((position) => position.account === account);
      if (debt !== undefined && debt.debt > 0) {
        const paid = Math.min(coins, debt.debt) * share;
        this.#counter.redeem(paid, debt.asset, { amount: (debt.collateral * paid) / debt.debt });
      } else this.#counter.redeem(coins * share, PLEDGES[Math.floor(this.#rng.uniform() * PLEDGES.length)]);
    }
  }
  return definePlugin({
    ...{ kind: 'agent', name: 'peg-suite-customer', version: '1.0.0', params, use: PegSuiteCustomer },
    summary: 'Mints and redeems at random, by whatever is taken.',
  });
}
