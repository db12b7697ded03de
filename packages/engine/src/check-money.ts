import { MAX_PRICE_TICKS } from '@ebb/book';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { Asset } from '@ebb/ledger';
import { problemAt } from './scenario/index.ts';
import type { Path, Problem, Scenario, Sources, ValueSpec } from './scenario/index.ts';

/** Finds markets whose steps are not whole atoms or too fine for their price, and assets of which more is handed out than the safe integers count. */
export function checkMoney(scenario: Scenario, sources: Sources): readonly Problem[] {
  const assets = assetsOf(scenario);
  return [
    ...checkInstruments(scenario, assets, sources),
    ...checkTicks(scenario, sources),
    ...checkSupplies(scenario, assets, sources),
  ];
}

/** The assets of a scenario, in its order. */
export function assetsOf({ assets }: Pick<Scenario, 'assets'>): readonly Asset[] {
  return defineAssets(Object.entries(assets).map(([symbol, { decimals }]) => ({ symbol, decimals })));
}

function checkInstruments({ venues }: Scenario, assets: readonly Asset[], sources: Sources): Problem[] {
  const problems: Problem[] = [];
  for (const [name, { instruments }] of Object.entries(venues)) {
    for (const [symbol, { kind, tick, lot, multiplier }] of Object.entries(instruments)) {
      const terms = { kind, symbol, venue: 0, tick, lot, ...(kind === 'perp' ? { multiplier } : {}) };
      const said = saidBy(() => defineInstruments(assets, [terms]));
      if (said === null) continue;
      const path = ['venues', name, 'instruments', symbol];
      const mistake = { expected: 'steps of whole atoms', found: `tick ${tick}, lot ${lot}`, sentence: said };
      problems.push(problemAt(sources.keyAt(path), path, mistake));
    }
  }
  return problems;
}

/** The price that a market begins at is that of its pool, else the one that outside values give; what has neither is not checked. */
function checkTicks({ values, venues }: Scenario, sources: Sources): Problem[] {
  const problems: Problem[] = [];
  const valueOf = (asset: string): number => (Object.hasOwn(values, asset) ? firstValue(values[asset]) : NaN);
  for (const [name, { instruments }] of Object.entries(venues)) {
    for (const [symbol, { base, pool, quote, tick }] of Object.entries(instruments)) {
      const unit = valueOf(quote);
      const outside = valueOf(base) / (Number.isNaN(unit) ? 1 : unit);
      const price = pool === undefined ? outside : pool.quote / pool.base;
      if (!(price / tick > MAX_PRICE_TICKS) || price === Infinity) continue;
      const path = ['venues', name, 'instruments', symbol, 'tick'];
      const least = Number((price / MAX_PRICE_TICKS).toPrecision(2));
      const sentence =
        `${symbol} begins near ${price}, which is more ticks of ${tick} than the ${MAX_PRICE_TICKS} that a price may have; ` +
        `make the tick much coarser than ${least}`;
      problems.push(
        problemAt(sources.at(path), path, { expected: `a tick above ${least}`, found: `${tick}`, sentence }),
      );
    }
  }
  return problems;
}

function firstValue(spec: ValueSpec): number {
  return 'path' in spec ? spec.path[0].value : spec.start;
}

/** Amounts that are drawn are checked when they are drawn. */
function checkSupplies(
  { venues, agents, lenders = {}, assets: specs }: Scenario,
  assets: readonly Asset[],
  sources: Sources,
): Problem[] {
  return assets.flatMap(({ symbol, decimals, atomsPerUnit }) => {
    let units = 0;
    let largest: { readonly units: number; readonly path: Path } = { units: 0, path: ['assets', symbol] };
    const add = (more: number, path: Path): void => {
      units += more;
      if (more > largest.units) largest = { units: more, path };
    };
    for (const [name, { insurance }] of Object.entries(venues)) {
      if (Object.hasOwn(insurance, symbol)) add(insurance[symbol], ['venues', name, 'insurance', symbol]);
    }
    for (const [name, { instruments }] of Object.entries(venues)) {
      for (const [market, { base, quote, pool }] of Object.entries(instruments)) {
        if (pool === undefined || (symbol !== base && symbol !== quote)) continue;
        add(symbol === base ? pool.base : pool.quote, ['venues', name, 'instruments', market, 'liquidity', symbol]);
      }
    }
    for (const [coin, { issuer }] of Object.entries(specs)) {
      for (const key of ['wallets', 'pots'] as const) {
        for (const [place, amounts] of Object.entries(issuer?.[key] ?? {})) {
          if (Object.hasOwn(amounts, symbol)) add(amounts[symbol], ['assets', coin, 'issuer', key, place, symbol]);
        }
      }
    }
    for (const [name, lender] of Object.entries(lenders)) {
      const supply = Object.hasOwn(lender.assets, symbol) ? lender.assets[symbol].supply : 0;
      add(supply, ['lenders', name, 'assets', symbol, 'supply']);
    }
    for (const [name, { wallets, count }] of Object.entries(agents)) {
      for (const [venue, amounts] of Object.entries(wallets)) {
        const amount = Object.hasOwn(amounts, symbol) ? amounts[symbol] : undefined;
        if (typeof amount === 'number') add(amount * count, ['agents', name, 'wallets', venue, symbol]);
      }
    }
    if (units * atomsPerUnit <= Number.MAX_SAFE_INTEGER) return [];
    const most = Math.floor(Number.MAX_SAFE_INTEGER / atomsPerUnit);
    const sentence =
      `the scenario hands out ${units} ${symbol} in all, ${largest.units} of them here; with ${decimals} decimals at most ` +
      `${most} stay under 2^53 atoms, so give ${symbol} fewer decimals or hand out less`;
    const mistake = { expected: `at most ${most} ${symbol}`, found: `${units}`, sentence };
    return [problemAt(sources.at(largest.path), largest.path, mistake)];
  });
}

/** What a check says when it refuses; null when it does not. */
function saidBy(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}
