import { definePlugin, injectable, parameters } from '@ebb/sdk';
import type { MarkInputs, MarkPricePolicy } from '@ebb/sdk';

/** It has none. */
export const params = parameters({});

/** Values accounts by the last trade, as venues did before there were mark prices. */
@injectable()
export class LastPrice implements MarkPricePolicy {
  /** Before the first trade there is no mark. */
  price({ last }: MarkInputs): number {
    return last;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'mark',
  name: 'last-price',
  version: '1.0.0',
  summary: 'The price of the last trade: one print far from the market liquidates whoever it reaches.',
  formula: 'mark = price of the last trade',
  sources: ['BitMEX, API reference, field markMethod of instruments: LastPrice'],
  params,
  use: LastPrice,
});
