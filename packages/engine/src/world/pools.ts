import type { CurvePolicy } from '@ebb/sdk';
import type { Market } from '@ebb/clearing';
import { Pool } from '@ebb/exchange';
import type { PoolPlace } from '@ebb/exchange';
import { RunFault } from '@ebb/kernel';
import type { Ledger, SpotInstrument } from '@ebb/ledger';
import { refusedParams } from '../bad-plugin.ts';
import type { VenuePlan } from '../plan.ts';
import { BadInput, problemAt } from '../scenario/index.ts';
import type { Sources } from '../scenario/index.ts';
import type { Accounts } from './accounts.ts';

/** What pools are opened with. */
export interface PoolGround {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly markets: readonly Market[];
  readonly sources: Sources;
}

/** The class of the account that a pool's first liquidity belongs to. */
export function poolClass(market: string): string {
  return `pool ${market}`;
}

/** The spot markets of the world as facts about pools name them, by instrument index. */
export function poolPlaces({ assets }: Ledger, markets: readonly Market[]): readonly PoolPlace[] {
  return markets.map(({ id, instrument }) => ({
    id,
    baseScale: assets[instrument.base].atomsPerUnit,
    quoteScale: assets[instrument.quote].atomsPerUnit,
  }));
}

/** Opens the pools of a venue, each with its account, its wallet and the liquidity it starts with; throws BadInput for what a curve refuses. */
export function openPools(
  { ledger, accounts, markets, sources }: PoolGround,
  { name, spec, curves: plans }: VenuePlan,
  curves: ReadonlyMap<string, CurvePolicy>,
): ReadonlyMap<number, Pool> {
  const pools = new Map<number, Pool>();
  for (const plan of plans) {
    const market = markets.find(({ venue, instrument }) => venue === name && instrument.symbol === plan.name)!;
    const { base, quote } = market.instrument;
    const [baseScale, quoteScale] = [ledger.assets[base].atomsPerUnit, ledger.assets[quote].atomsPerUnit];
    const account = accounts.open(poolClass(market.id));
    const wallet = ledger.openWallet({ owner: account, name: `${name}/pool ${plan.name}`, mayGoNegative: false });
    const { base: baseUnits, quote: quoteUnits } = spec.instruments[plan.name].pool!;
    try {
      const policy = curves.get(plan.name)!;
      const curve = policy.pool({ baseScale, quoteScale });
      const pool = new Pool({ ledger, market: market as Market<SpotInstrument>, curve, account, wallet });
      const taken = pool.found(
        Math.round(baseUnits * baseScale),
        Math.round(quoteUnits * quoteScale),
        policy.range?.() ?? undefined,
      );
      if (taken.baseAtoms === 0 || taken.quoteAtoms === 0) throw tooLittle(sources, name, plan.name);
      pools.set(market.instrument.index, pool);
    } catch (error) {
      if (!(error instanceof RunFault)) throw error;
      throw refusedParams(plan, sources, error);
    }
  }
  return pools;
}

function tooLittle(sources: Sources, venue: string, symbol: string): BadInput {
  const path = ['venues', venue, 'instruments', symbol, 'liquidity'];
  const sentence = `'liquidity' of ${symbol} is too little for its curve, or stands outside its range`;
  return new BadInput([problemAt(sources.at(path), path, { expected: 'more', found: 'too little', sentence })]);
}
