import { assetTakeover, deleveraging, lendingLiquidation, lendingOrder, lossShared, takeover, trade } from '@ebb/sdk';
import type { TraceLabels } from '@ebb/kernel';
import type { Accounts } from './accounts.ts';

/** Fields, besides `account`, that hold an account's number. */
const OTHERS: ReadonlyMap<string, readonly string[]> = new Map([
  [trade.name, ['maker', 'taker']],
  [deleveraging.name, ['bankrupt']],
  [lossShared.name, ['bankrupt']],
  [takeover.name, ['by']],
  [assetTakeover.name, ['by']],
  [lendingLiquidation.name, ['keeper']],
  [lendingOrder.name, ['debtor']],
]);

/** Has the trace fold in an account by its name, so that no account's facts depend on how many others there are. */
export function accountLabels(accounts: Accounts): TraceLabels {
  return {
    fieldsOf: ({ name }) => ['account', ...(OTHERS.get(name) ?? [])],
    labelOf: (account) => accounts.labelOf(account),
  };
}
