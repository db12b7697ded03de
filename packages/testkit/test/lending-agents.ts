import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, LenderDesk, Plugin, Rng, SchedulerLike, View, z } from '@ebb/sdk';

const LENDER = 'aave';

const borrowerParams = parameters({
  share: p.fraction({ describe: 'How much of what it could borrow it borrows.', default: 1 }),
});

/** Supplies all its ETH at once and borrows USDT against it once that is there. */
@injectable()
class Borrower {
  constructor(
    @inject(DESK) desk: Desk,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) { share }: z.infer<typeof borrowerParams>,
  ) {
    const lender = desk.lender(LENDER);
    lender.supply('ETH', Infinity);
    desk.react(
      wakeups(clock, () => rng.exponential(2000)),
      () => {
        if (lender.borrowed('USDT') === 0) lender.borrow('USDT', lender.borrowable('USDT') * share);
      },
    );
  }
}

const keeperParams = parameters({
  take: p.choice(['asset', 'claim', 'flash'], { describe: 'How it takes collateral.', default: 'asset' }),
});

/** Looks each half second whom it can liquidate, and tries all of them. */
@injectable()
class Keeper {
  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) { take }: z.infer<typeof keeperParams>,
  ) {
    const lender = desk.lender(LENDER);
    const options = take === 'flash' ? { sellOn: 'ETH/USDT@chain' } : { take };
    desk.react(
      wakeups(clock, () => 500),
      () => {
        for (const { account } of view.lender(LENDER).unhealthy()) {
          lender.liquidate(account, 'USDT', 'ETH', Infinity, options);
        }
      },
    );
  }
}

const fickleParams = parameters({ rate: p.rate({ describe: 'How often it does something.', default: '2 /s' }) });

/** Does anything that a lending market allows, in amounts that are often too large. */
@injectable()
class Fickle {
  constructor(
    @inject(DESK) desk: Desk,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) { rate }: z.infer<typeof fickleParams>,
  ) {
    const lender = desk.lender(LENDER);
    const asset = (): string => (rng.uniform() < 0.5 ? 'ETH' : 'USDT');
    const amount = (): number => (rng.uniform() < 0.3 ? Infinity : rng.exponential(rng.uniform() < 0.5 ? 1 : 1000));
    const deeds: readonly ((lender: LenderDesk) => void)[] = [
      (at) => at.supply(asset(), amount()),
      (at) => at.withdraw(asset(), amount()),
      (at) => at.borrow(asset(), amount()),
      (at) => at.repay(asset(), amount()),
      (at) => at.pledge(asset(), rng.uniform() < 0.7),
    ];
    desk.react(
      wakeups(clock, () => rng.exponential(1000 / rate)),
      () => deeds[Math.floor(rng.uniform() * deeds.length)](lender),
    );
  }
}

const about = { kind: 'agent', version: '1.0.0' } as const;

/** Agents that play with a lending market called aave, of ETH and USDT, on a venue called chain. */
export const lendingAgents: readonly Plugin[] = [
  definePlugin({ ...about, name: 'borrower', summary: 'Borrows against ETH.', params: borrowerParams, use: Borrower }),
  definePlugin({ ...about, name: 'keeper-of-aave', summary: 'Liquidates it all.', params: keeperParams, use: Keeper }),
  definePlugin({ ...about, name: 'fickle', summary: 'Does this and that.', params: fickleParams, use: Fickle }),
];
