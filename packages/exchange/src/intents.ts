import { defineIntent } from '@ebb/kernel';

/** An agent sends an order; price 0 is a market order, `trigger` 0 is no stop. Subject: the instrument. */
export const placeOrder = defineIntent('placeOrder', [
  'account',
  'order',
  'side',
  'priceTicks',
  'sizeLots',
  'timeInForce',
  'reduceOnly',
  'triggerTicks',
]);

/** An agent asks for a resting order to be changed. Subject: the instrument. */
export const amendOrder = defineIntent('amendOrder', ['account', 'order', 'priceTicks', 'sizeLots']);

/** An agent asks for an order to be cancelled. Subject: the instrument. */
export const cancelOrder = defineIntent('cancelOrder', ['account', 'order']);

/** An agent asks for all its orders on a venue (`instrument` −1) or one market to be cancelled. Subject: the venue. */
export const cancelAllOrders = defineIntent('cancelAllOrders', ['account', 'instrument']);

/**
 * An agent asks for an asset to be moved between two of its wallets, by `walletKinds`, the second on the venue of this index.
 * Subject: the venue that it leaves.
 */
export const transferAsset = defineIntent('transferAsset', [
  'account',
  'asset',
  'amountAtoms',
  'from',
  'to',
  'toVenue',
]);

/** An agent chooses the most leverage it will use in a perpetual, in hundredths. Subject: the instrument. */
export const setLeverage = defineIntent('setLeverage', ['account', 'leverageHundredths']);

/** An agent adds margin to its isolated position, or (negative) takes some out; settlement atoms. Subject: the instrument. */
export const moveMargin = defineIntent('moveMargin', ['account', 'atoms']);

/** A keeper bids for lots of an auctioned position. Subject: the instrument. */
export const placeBid = defineIntent('placeBid', ['account', 'auction', 'priceTicks', 'sizeLots']);
