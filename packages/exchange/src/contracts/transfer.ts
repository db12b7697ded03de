/** A move of an asset between two wallets of one account. */
export interface TransferRequest {
  readonly account: number;
  /** Symbol and units of the asset. */
  readonly asset: string;
  readonly units: number;
  /** Names of the wallets, as in `alpha` (the one that is traded and margined), `alpha/spot`, `alpha/earn`. */
  readonly from: string;
  readonly to: string;
  readonly nowMs: number;
}

/** Says how long transfers between wallets of a venue take and how many it can carry; one instance a venue. */
export interface TransferPolicy {
  /** Milliseconds until the asset arrives; null when the venue cannot take the transfer now. Asked in time order. */
  admit(request: TransferRequest): number | null;
}
