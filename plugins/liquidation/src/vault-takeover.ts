import { definePlugin, injectable, parameters } from '@ebb/sdk';
import type { LiquidationPolicy, LiquidationStep } from '@ebb/sdk';

/** None: there is no order to shape. */
export const params = parameters({});

/** Hands a failing account to the venue's backstop vault as it is, with all it has and owes. */
@injectable()
export class VaultTakeover implements LiquidationPolicy {
  readonly feePpm = 0;

  step(): LiquidationStep {
    return { orders: [], otherwise: 'takeover' };
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'vault-takeover',
  version: '1.0.0',
  summary: 'Hands a failing account to the backstop vault at once, with all it has and owes.',
  formula: 'no order; takeover of the whole account, whose maintenance margin the vault keeps',
  sources: [
    'Hyperliquid, documentation, "Liquidations" (Liquidator Vault), 2025, without the orders that come before it there',
  ],
  params,
  use: VaultTakeover,
});
