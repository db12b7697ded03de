import type { MetricValue } from '@ebb/sdk';
import { formatAmount, formatClock, formatCount, formatPercent } from './format.ts';
import { MetricTable } from './metric-table.ts';
import type { RunManifest } from './run-result.ts';

/** A deeper fall is told as one even when nobody was liquidated. */
const CALM_FALL = 0.02;
/** A fund with less than this share of its beginning left is told as spent. */
const SPENT_SHARE = 0.01;

/**
 * Says in one line of plain English what happened in a run: which market fell furthest and how the same asset fared on
 * other venues, how many accounts were liquidated for how much, what became of the insurance fund. A calm run says so, a
 * failed or interrupted one says that first. The same metrics give the same words on every machine.
 */
export function verdictOf(
  manifest: Pick<RunManifest, 'status' | 'fault' | 'simulatedUntilUs'>,
  metrics: readonly MetricValue[],
): string {
  const told = tell(new MetricTable(metrics));
  const { status, fault, simulatedUntilUs } = manifest;
  if (status === 'completed') return told;
  const until = `${formatClock(simulatedUntilUs)} UTC`;
  if (status === 'interrupted') return `Interrupted at ${until}; until then: ${told}`;
  if (fault === undefined) return `Failed at ${until}; until then: ${told}`;
  return `Failed at ${until} in ${fault.plugin} (${fault.instance}): ${oneLine(fault.message)}`;
}

function tell(table: MetricTable): string {
  const liquidated = sum(table, 'liquidatedAccounts');
  const leveraged = table.markets.filter((market) => table.venues.includes(market.venue));
  const worst = table.furthest(leveraged) ?? table.furthest(table.markets);
  if (worst === undefined) return 'Nothing was traded.';
  const fall = table.value(worst.id, 'fall');
  if (liquidated === 0 && fall < CALM_FALL) {
    const nobody = table.venues.length === 0 ? '' : ' and no account was liquidated';
    return `Calm: the deepest fall was ${formatPercent(fall)} (${worst.id})${nobody}.`;
  }
  const parts = [fallOf(table, worst.id, fall)];
  if (table.venues.length > 0) parts.push(...lossesOf(table, liquidated));
  return `${parts.join('; ')}.`;
}

function fallOf(table: MetricTable, id: string, fall: number): string {
  const market = table.markets.find((each) => each.id === id);
  const other = market && table.elsewhere(market);
  const low = formatClock(table.atUs(id, 'fall'));
  const against =
    other === undefined ? '' : ` against ${formatPercent(table.value(other.id, 'fall'))} on ${other.venue}`;
  return `${id} fell ${formatPercent(fall)} by ${low} UTC${against}`;
}

function lossesOf(table: MetricTable, liquidated: number): string[] {
  if (liquidated === 0) return ['no account was liquidated'];
  const accounts = `${formatCount(liquidated)} ${liquidated === 1 ? 'account was' : 'accounts were'} liquidated`;
  const parts = [`${accounts} for ${money(table, 'liquidatedNotional')}`, fundOf(table)];
  if (sum(table, 'deleveragedNotional') > 0) {
    parts.push(`${money(table, 'deleveragedNotional')} of winning positions were deleveraged`);
  }
  parts.push(sum(table, 'badDebt') > 0 ? `${money(table, 'badDebt')} of bad debt is left` : 'no bad debt');
  return parts.filter((part) => part !== '');
}

function fundOf(table: MetricTable): string {
  const hit = table.venues.filter((venue) => table.value(venue, 'liquidatedAccounts') > 0);
  const told = hit.map((venue) => {
    const start = table.value(venue, 'insuranceStart');
    const left = table.value(venue, 'insuranceLeft');
    const unit = table.unit(venue, 'insuranceLeft');
    if (Number.isNaN(left)) return '';
    const name = hit.length > 1 ? `the insurance fund of ${venue}` : 'the insurance fund';
    if (start > 0 && left <= start * SPENT_SHARE) return `${name} of ${formatAmount(start, unit)} was spent`;
    if (start > 0 && left > start) return `${name} grew to ${formatAmount(left, unit)}`;
    return `${name} held ${formatAmount(left, unit)} of ${formatAmount(start, unit)}`;
  });
  return told.filter((part) => part !== '').join(', ');
}

function sum(table: MetricTable, name: string): number {
  return table.venues.reduce((total, venue) => total + zeroIfNone(table.value(venue, name)), 0);
}

/** Sums over venues, apart for each unit. */
function money(table: MetricTable, name: string): string {
  const totals = new Map<string, number>();
  for (const venue of table.venues) {
    const unit = table.unit(venue, name);
    totals.set(unit, (totals.get(unit) ?? 0) + zeroIfNone(table.value(venue, name)));
  }
  const amounts = [...totals].filter(([, value], i) => value > 0 || i === 0);
  return amounts.map(([unit, value]) => formatAmount(value, unit)).join(' and ');
}

function zeroIfNone(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function oneLine(text: string): string {
  return text.split('\n')[0].trim();
}
