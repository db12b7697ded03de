import type { Lender, LendingTicket } from '@ebb/clearing';

/** A lending market and the way to it. */
export interface LenderDoor {
  readonly name: string;
  /** The venue where it sits, and the asset that its prices are in. */
  readonly venue: string;
  readonly reference: string;
  readonly lender: Lender;
  /** Whether an account has a wallet on that venue: only then it may send orders. */
  knows(account: number): boolean;
  /** Lets an order travel that was recorded as an intent of this sequence. */
  send(seq: number, ticket: LendingTicket): void;
}
