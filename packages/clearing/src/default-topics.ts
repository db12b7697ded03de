import type { Topic } from '@ebb/kernel';
import type { Instrument, PerpInstrument } from '@ebb/ledger';
import type { AuctionTopics } from './auction-house.ts';
import type {
  AssetTakeover,
  Deleveraging,
  ForcedOrder,
  Insurance,
  Liquidation,
  LossShared,
  Shortfall,
  Takeover,
} from './facts.ts';
import type { Market, VenueName } from './market.ts';

/** The facts that default handling publishes. */
export interface DefaultTopics {
  readonly liquidation: Topic<VenueName, [number, number, number, number, number], Liquidation>;
  readonly insurance: Topic<VenueName, [number, number, number, number], Insurance>;
  readonly shortfall: Topic<VenueName, [number, number], Shortfall>;
  readonly lossShared: Topic<VenueName, [number, number, number], LossShared>;
  readonly assetTakeover: Topic<VenueName, [number, number, number, number, number], AssetTakeover>;
  readonly auctions: AuctionTopics;
  forcedOrder(instrument: Instrument): Topic<Market, [number, number, number, number, number], ForcedOrder>;
  takeover(instrument: PerpInstrument): Topic<Market<PerpInstrument>, [number, number, number, number], Takeover>;
  deleveraging(
    instrument: PerpInstrument,
  ): Topic<Market<PerpInstrument>, [number, number, number, number, number, number, number], Deleveraging>;
}
