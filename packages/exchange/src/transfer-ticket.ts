/** A transfer as it leaves a desk; wallets by `walletKinds`, and two different ones where both are on one venue. */
export interface TransferTicket {
  readonly account: number;
  /** Index of the asset. */
  readonly asset: number;
  /** What leaves the wallet; fees come out of it. */
  readonly atoms: number;
  readonly from: number;
  readonly to: number;
  /** Index of the venue that it goes to. */
  readonly toVenue: number;
}

/** A transfer that a venue has taken in. */
export interface TransferTrip {
  /** The transfer's number: the sequence of its intent. */
  readonly id: number;
  /** Index of the venue that it left. */
  readonly venue: number;
  readonly ticket: TransferTicket;
  /** What the rules on its way have charged so far. */
  readonly feeAtoms: number;
}

/** What of a transfer is under way: the amount less the fees charged so far. */
export function restAtoms({ ticket, feeAtoms }: TransferTrip): number {
  return ticket.atoms - feeAtoms;
}
