import { defineIntent } from '@ebb/kernel';

/**
 * An agent asks something of a lending market, by `lendingKinds`; `atoms` −1 is as much as is possible when it arrives. Of a
 * liquidation also whose debt, which collateral, and the instrument that a flash one sells on; −1 elsewhere. Subject: the market.
 */
export const lendingOrder = defineIntent('lendingOrder', [
  'account',
  'kind',
  'asset',
  'atoms',
  'debtor',
  'collateral',
  'instrument',
]);
