import { CLOCK, DESK, ISSUER, PARAMS, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, IssuerAnswer, IssuerBooks, IssuerRequest, Peg, Plugin, SchedulerLike, View, z } from '@ebb/sdk';
import { playAudited } from '@ebb/testkit';
import { timer } from 'rxjs';

/** Sells and buys its coin at 1 in its reference. */
@injectable()
class Window implements Peg {
  constructor(@inject(ISSUER) readonly books: IssuerBooks) {}

  mint({ amount, asset }: IssuerRequest): IssuerAnswer {
    const made = { asset: 'COIN', amount, from: 'supply', to: 'requester' };
    return { moves: [{ asset, amount, from: 'requester', to: 'reserve' }, made] };
  }

  redeem({ asset, coins }: IssuerRequest): IssuerAnswer {
    const paid = { asset, amount: coins, from: 'reserve', to: 'requester' };
    return { moves: [{ asset: 'COIN', amount: coins, from: 'requester', to: 'supply' }, paid] };
  }

  backing() {
    return { assets: this.books.worth(), liquid: 0, liabilities: this.books.circulating() };
  }
}

const makerParams = parameters({ market: p.market({ describe: 'Where it quotes.' }) });

/** Quotes 10 bp around a price that falls by 1 for every million coins that it has bought. */
@injectable()
class Maker {
  constructor(
    @inject(DESK) desk: Desk,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) { market }: z.output<typeof makerParams>,
  ) {
    const home = desk.position(market);
    desk.react(
      wakeups(clock, () => 1000),
      () => {
        const price = 1 - (desk.position(market) - home) / 1e6;
        desk.cancelAll(market);
        desk.limit(market, 'buy', price * 0.999, 2000);
        desk.limit(market, 'sell', price * 1.001, 2000);
      },
    );
  }
}

const flowParams = parameters({
  market: p.market({ describe: 'Where it trades.' }),
  side: p.side({ describe: 'What it does.' }),
});

/** Trades 500 coins every ten seconds, one way. */
@injectable()
class Flow {
  constructor(
    @inject(DESK) desk: Desk,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) { market, side }: z.output<typeof flowParams>,
  ) {
    desk.react(
      wakeups(clock, () => 10_000),
      () => desk.market(market, side, 500),
    );
  }
}

const base = { version: '1.0.0', summary: 'Stands in for others.' };

/** Plays twenty minutes in which 60,000 coins are sold on alpha and, if told so, as many bought on beta, and gives the last mid prices. */
export async function lastMids(agent: Plugin, agents: object, buysOnBeta: boolean): Promise<readonly [number, number]> {
  const mids: [number, number] = [NaN, NaN];
  @injectable()
  class Witness {
    constructor(@inject(DESK) desk: Desk, @inject(VIEW) view: View, @inject(CLOCK) clock: SchedulerLike) {
      const markets = ['COIN/USDT@alpha', 'COIN/USDT@beta'].map((id) => view.market(id));
      desk.react(timer(1_199_500, clock), () => markets.forEach(({ mid }, place) => (mids[place] = mid)));
    }
  }
  const plugins = [
    agent,
    definePlugin({ ...base, kind: 'peg', name: 'window', params: parameters({}), use: Window }),
    definePlugin({ ...base, kind: 'agent', name: 'maker', params: makerParams, use: Maker }),
    definePlugin({ ...base, kind: 'agent', name: 'flow', params: flowParams, use: Flow }),
    definePlugin({ ...base, kind: 'agent', name: 'witness', params: parameters({}), use: Witness }),
  ];
  const spot = { kind: 'spot', tick: 0.0001, lot: 1 };
  const rich = { USDT: 1_000_000, COIN: 1_000_000 };
  const maker = (venue: string): object => ({
    use: 'maker',
    wallets: { [venue]: rich },
    params: { market: `COIN/USDT@${venue}` },
  });
  const flow = (venue: string, side: string): object => ({
    use: 'flow',
    wallets: { [venue]: rich },
    params: { market: `COIN/USDT@${venue}`, side },
  });
  const scenario = {
    version: 1,
    start: '2025-10-10T12:00:00Z',
    until: '20 min',
    assets: {
      USDT: { decimals: 4 },
      COIN: {
        decimals: 2,
        peg: 'window',
        issuer: {
          at: ['alpha'],
          reference: 'USDT',
          wallets: { alpha: { USDT: 5_000_000 } },
          redeem: { payout: '30 s' },
        },
      },
    },
    values: { USDT: { start: 1 } },
    venues: { alpha: { instruments: { 'COIN/USDT': spot } }, beta: { instruments: { 'COIN/USDT': spot } } },
    agents: {
      'alpha-maker': maker('alpha'),
      'beta-maker': maker('beta'),
      sellers: flow('alpha', 'sell'),
      ...(buysOnBeta ? { buyers: flow('beta', 'buy') } : {}),
      witness: { use: 'witness', wallets: { alpha: {} } },
      ...agents,
    },
  };
  await playAudited(scenario, { plugins, record: 'none' });
  return mids;
}
