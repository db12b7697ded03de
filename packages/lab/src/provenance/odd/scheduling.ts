import { formatSpan } from '@ebb/results';
import type { Plan } from '@ebb/engine';
import type { Described } from './described.ts';

/** Writes the third element: what happens in which order, with the phases that every instant has. */
export function scheduling({ plan }: Described): string {
  return `## 3. Process overview and scheduling

All that happens stands on one calendar, ordered by time, by phase, and by who was scheduled first. The phases of one instant:

1. **Outside**: ${outside(plan)}.
2. **Arrivals**: orders, cancels, transfers and requests reach the gateways after their latency; each is handled whole (matched, posted,
   margin checked) before the next.
3. **Valuation**: ${valuation(plan)}.
4. **Settlement**: ${settlement(plan)}.
5. **Timers** of agents and issuers: ${timers(plan)}.
6. **Recorders** look at the state; nothing they do is felt.

An intent (place, cancel, transfer, mint, redeem) may be refused; a fact is what came of it. The facts of an intent are handed to all
listeners in one order when it is done, and who reacts sends a new intent, which travels. A liquidation is an order like any other:

\`\`\`
price moves → margin watch finds an account that owes more than it has → its orders are cancelled
  → the liquidation rule sends orders to the same book as everyone's → they move the price
  → what the book does not take goes to the fund, the vault or the other side, by the venue's rules
\`\`\`

`;
}

function outside({ shocks, scenario }: Plan): string {
  const values = Object.keys(scenario.values);
  const moved = values.length === 0 ? 'no outside values' : `outside values of ${values.join(', ')}`;
  const struck = shocks.length === 0 ? 'there are no shocks' : `shocks (${shocks.map(({ name }) => name).join(', ')})`;
  return `${moved} take their step; ${struck}`;
}

function valuation({ venues }: Plan): string {
  const withPerps = venues.filter(({ listsPerps }) => listsPerps);
  if (withPerps.length === 0) return 'no venue lists perpetuals, so that there are no marks';
  const told = withPerps.map(({ name, spec }) => `${name} every ${formatSpan(spec.markIntervalUs / 1e6)}`);
  return `index and mark prices are sampled (${told.join(', ')}), stops fire, and the margin watch names the accounts that broke`;
}

function settlement({ venues, lenders }: Plan): string {
  const funding = venues.filter(({ policies }) => policies.funding !== undefined).map(({ name }) => name);
  const lending = lenders.map(({ name, spec }) => `${name} every ${formatSpan(spec.intervalUs / 1e6)}`);
  const parts = [
    ...(funding.length === 0 ? [] : [`funding between longs and shorts (${funding.join(', ')})`]),
    ...(lending.length === 0 ? [] : [`lending markets look at prices and health (${lending.join(', ')})`]),
  ];
  return parts.length === 0 ? 'there is neither funding nor lending' : parts.join('; ');
}

function timers({ agents, issuers }: Plan): string {
  const behaviours = [...new Set(agents.map(({ plugin }) => plugin.name))];
  const kept = issuers.map(({ coin, spec }) => `the issuer of ${coin} every ${formatSpan(spec.upkeepUs / 1e6)}`);
  return [...(behaviours.length === 0 ? ['none'] : behaviours), ...kept].join(', ');
}
