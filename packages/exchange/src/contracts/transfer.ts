/** A move of an asset between two wallets of one account, on one venue or two. */
export interface TransferRequest {
  readonly account: number;
  /** Symbol and units of the asset; on its way into a venue, of what is left of it after the fees so far. */
  readonly asset: string;
  readonly units: number;
  /** Names of the wallets, as in `alpha` (the one that is traded and margined), `alpha/spot`, `alpha/earn`. */
  readonly from: string;
  readonly to: string;
  readonly nowMs: number;
}

/**
 * Says how long transfers take, how many a venue can carry and what they cost. A venue has one instance for each way: between
 * its wallets, out of it (withdrawals) and into it (deposits). Asked in time order.
 */
export interface TransferPolicy {
  /**
   * Milliseconds until the asset is there; null when the venue cannot take the transfer now: one between wallets is refused.
   * One to or from another venue waits, behind those of its asset that came before, and is asked about again every second.
   */
  admit(request: TransferRequest): number | null;
  /**
   * Units of the asset that the transfer costs, asked just before `admit` and without effect; they come out of the amount and go
   * to the fee wallet of the venue whose rule this is. Free when absent.
   */
  feeUnits?(request: TransferRequest): number;
}
