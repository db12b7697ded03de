import { definePlugin, parameters } from '@ebb/sdk';
import type { Metric, Plugin } from '@ebb/sdk';
import { ActivityMetric } from './metrics/activity-metric.ts';
import { CascadeMetric } from './metrics/cascade-metric.ts';
import { CollateralMetric } from './metrics/collateral-metric.ts';
import { GatewayMetric } from './metrics/gateway-metric.ts';
import { HaltMetric } from './metrics/halt-metric.ts';
import { IssuerMetric } from './metrics/issuer-metric.ts';
import { LendingMetric } from './metrics/lending-metric.ts';
import { LeverageMetric } from './metrics/leverage-metric.ts';
import { LiquidationMetric } from './metrics/liquidation-metric.ts';
import { LotMetric } from './metrics/lot-metric.ts';
import { MarkMetric } from './metrics/mark-metric.ts';
import { ObservationMetric } from './metrics/observation-metric.ts';
import { PegMarketMetric, pegMarketParams } from './metrics/peg-market-metric.ts';
import { PriceMetric } from './metrics/price-metric.ts';
import { ProfitMetric } from './metrics/profit-metric.ts';
import { QuoteMetric } from './metrics/quote-metric.ts';
import { RefusalMetric } from './metrics/refusal-metric.ts';
import { TransferMetric } from './metrics/transfer-metric.ts';

const VERSION = '1.0.0';

/** The metrics that every run measures, in the order in which their values are shown. */
export const defaultMetrics: readonly Plugin[] = [
  metric('prices', PriceMetric, 'First, low, high and last traded price of each market, its fall and its volume.'),
  metric('best-prices', QuoteMetric, 'Widest spread of each market, and how long nobody bid on it.'),
  metric('marks', MarkMetric, 'Worst gap between mark and index of each perpetual, and the fall of open interest.'),
  metric('halts', HaltMetric, 'How often each market was halted, and for how long.'),
  metric('liquidations', LiquidationMetric, 'Liquidations, deleveraging, insurance fund and bad debt of each venue.'),
  metric('observation', ObservationMetric, 'How much of the forced orders of each venue its public feed showed.'),
  metric('collateral', CollateralMetric, 'Lowest price at which each venue counted each collateral asset.'),
  metric('lending', LendingMetric, 'What was supplied, owed, liquidated and struck out on each lending market.'),
  definePlugin({
    ...{ kind: 'metric', name: 'peg-markets', version: VERSION, params: pegMarketParams, use: PegMarketMetric },
    summary: 'How each market of a coin with an issuer kept to par: worst deviation, time below, recovery, depth.',
  }),
  metric('issuers', IssuerMetric, 'What stood behind each coin with an issuer, and what became of redemptions.'),
  metric('lots', LotMetric, 'What became of the lots that each issuer sold for its coin, and what nobody owes.'),
  metric('leverage', LeverageMetric, 'Leverage of the borrowers of each lending market, and who bore their bad debt.'),
  metric('gateways', GatewayMetric, 'How long messages waited at the gateway of each venue, and how many.'),
  metric(
    'cascades',
    CascadeMetric,
    'Which liquidations led to which, and what the largest of the trees sold by force.',
  ),
  metric('activity', ActivityMetric, 'How many trades and intents there were.'),
  metric('profit', ProfitMetric, 'What each class of agents gained or lost.'),
  metric('refusals', RefusalMetric, 'How many orders of each class of agents were refused.'),
  metric(
    'transfers',
    TransferMetric,
    'What became of the transfers that were asked for at each venue, and their fees.',
  ),
];

function metric(name: string, use: new () => Metric, summary: string): Plugin {
  return definePlugin({ kind: 'metric', name, version: VERSION, summary, params: parameters({}), use });
}
