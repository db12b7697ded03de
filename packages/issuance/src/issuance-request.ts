/** A request as it leaves a desk, in atoms; what a mint pays or a redemption gives is on the side that its kind says. */
export interface IssuanceTicket {
  readonly account: number;
  /** By `requestKinds`: mint or redeem. */
  readonly kind: number;
  readonly coinAtoms: number;
  /** Index of the asset on the other side, and its atoms. */
  readonly asset: number;
  readonly assetAtoms: number;
  /** Place of the counter where it is made. */
  readonly counter: number;
}

/** An action of a mechanism as it leaves a desk; `action` is its place among the words of the mechanism. */
export interface ActionTicket {
  readonly account: number;
  readonly action: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly counter: number;
}

/** A request that waits for its turn. */
export interface WaitingRequest {
  readonly id: number;
  readonly ticket: IssuanceTicket;
  readonly readyUs: number;
  /** What is left of it: coins and assets, wanted or given. */
  coinAtoms: number;
  assetAtoms: number;
}
