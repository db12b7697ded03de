import { cascadeTable } from './cascade-table.ts';
import { NOTHING, formatAmount, formatClock, formatCount, formatPercent, formatPrice, formatSpan } from './format.ts';
import { MetricTable } from './metric-table.ts';
import type { RunResult } from './run-result.ts';
import type { SummaryColumn, SummaryTable } from './summary-table.ts';

/** How many classes that lost most, and that gained most, are told one by one. */
const WORST = 8;
const BEST = 4;

/**
 * Lays out what a person wants to read after a run: what happened to each market, who was liquidated on each venue, which
 * liquidations led to most others, how low collateral was counted, how coins kept to par, and who lost. A table with nothing in it is left out; times are UTC.
 */
export function summarise(result: Pick<RunResult, 'metrics' | 'cascades'>): readonly SummaryTable[] {
  const table = new MetricTable(result.metrics);
  const cascades = result.cascades === undefined ? [] : [cascadeTable(result.cascades)];
  const tables = [
    whatHappened(table),
    liquidations(table),
    ...cascades,
    collateral(table),
    pegs(table),
    whoLost(table),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function whatHappened(table: MetricTable): SummaryTable {
  const rows = table.markets.map((market) => {
    const { id } = market;
    const other = table.elsewhere(market);
    return [
      market.symbol,
      market.venue,
      formatPrice(table.value(id, 'first')),
      formatPrice(table.value(id, 'low')),
      formatClock(table.atUs(id, 'low')),
      formatPercent(table.value(id, 'fall')),
      formatPrice(table.value(id, 'last')),
      other === undefined ? NOTHING : `${formatPercent(table.value(other.id, 'fall'))} ${other.venue}`,
      formatAmount(table.value(id, 'volume'), table.unit(id, 'volume')),
    ];
  });
  return {
    title: 'What happened',
    columns: columns('<market', '<venue', '>first', '>low', '>at', '>fall', '>last', '>elsewhere', '>volume'),
    rows,
  };
}

function liquidations(table: MetricTable): SummaryTable {
  const rows = table.venues.map((venue) => {
    const money = (name: string): string => formatAmount(table.value(venue, name), table.unit(venue, name));
    const peak = table.value(venue, 'peakMinute');
    const peakAt = formatClock(table.atUs(venue, 'peakMinute')).slice(0, 5);
    return [
      venue,
      formatCount(table.value(venue, 'liquidatedAccounts')),
      money('liquidatedNotional'),
      formatClock(table.atUs(venue, 'firstLiquidation')),
      Number.isNaN(peak) ? NOTHING : `${formatPercent(peak, 0)} ${peakAt}`,
      money('takeoverNotional'),
      money('deleveragedNotional'),
      `${formatAmount(table.value(venue, 'insuranceStart'))} → ${money('insuranceLeft')}`,
      money('badDebt'),
    ];
  });
  return {
    title: 'Liquidations',
    columns: columns(
      ...['<venue', '>accounts', '>liquidated', '>first', '>peak minute'],
      ...['>fund took', '>deleveraged', '>fund', '>bad debt'],
    ),
    rows,
  };
}

function collateral(table: MetricTable): SummaryTable {
  const rows = table.collateral.map((subject) => {
    const [asset = '', venue = ''] = subject.split('@');
    return [
      venue,
      asset,
      `${formatPrice(table.value(subject, 'lowestCollateralPrice'))} ${table.unit(subject, 'lowestCollateralPrice')}`,
      formatClock(table.atUs(subject, 'lowestCollateralPrice')),
      formatPrice(table.value(subject, 'outsideThen')),
    ];
  });
  return { title: 'Collateral', columns: columns('<venue', '<asset', '>low', '>at', '>outside then'), rows };
}

function pegs(table: MetricTable): SummaryTable {
  const rows = table.pegMarkets.map(({ id, base, symbol, venue }) => {
    const coins = (name: string): string => formatAmount(table.value(base, name));
    return [
      ...[base, `${symbol}@${venue}`],
      formatPercent(table.value(id, 'worstDeviation'), 2),
      formatClock(table.atUs(id, 'worstDeviation')),
      formatSpan(table.value(id, 'below99')),
      formatSpan(table.value(id, 'recovery')),
      formatPercent(table.value(base, 'backingMin')),
      `${coins('redemptionsAsked')} / ${coins('redemptionsPaid')} / ${coins('redemptionsWaiting')}`,
    ];
  });
  return {
    title: 'Pegs',
    columns: columns(
      ...['<coin', '<market', '>worst', '>at', '>below 0.99', '>recovered after', '>backing min'],
      '>asked / paid / waiting',
    ),
    rows,
  };
}

function whoLost(table: MetricTable): SummaryTable {
  const line = (name: string, accounts: number, profit: number, refused: number): string[] => [
    name,
    formatCount(accounts),
    formatAmount(profit),
    formatAmount(profit / accounts),
    formatCount(refused),
  ];
  const unit = table.classes.length === 0 ? '' : table.unit(table.classes[0], 'profit');
  const ranked = table.classes
    .map((name) => ({
      name,
      accounts: table.value(name, 'accounts'),
      profit: table.value(name, 'profit'),
      refused: table.value(name, 'refusedOrders'),
    }))
    .filter(({ profit }) => !Number.isNaN(profit))
    .sort((a, b) => a.profit - b.profit);
  // The worst and the best are told one by one, the many between them together.
  const many = ranked.length > WORST + BEST + 1;
  const between = many ? ranked.splice(WORST, ranked.length - WORST - BEST) : [];
  const rows = ranked.map(({ name, accounts, profit, refused }) => line(name, accounts, profit, refused));
  if (many) {
    const accounts = between.reduce((sum, each) => sum + each.accounts, 0);
    const profit = between.reduce((sum, each) => sum + each.profit, 0);
    const refused = between.reduce((sum, each) => sum + each.refused, 0);
    rows.splice(WORST, 0, line(`${between.length} others`, accounts, profit, refused));
  }
  return {
    title: `Who lost (${unit})`,
    columns: columns('<class', '>accounts', '>profit', '>per account', '>orders refused'),
    rows,
  };
}

/** Titles with the side they lean to in front. */
function columns(...titles: readonly string[]): readonly SummaryColumn[] {
  return titles.map((title) => ({ title: title.slice(1), align: title.startsWith('<') ? 'left' : 'right' }));
}
