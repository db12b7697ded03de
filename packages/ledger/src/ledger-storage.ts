/**
 * The arrays in which a ledger keeps its amounts, in atoms, at `wallet × assets + asset`.
 * The ledger puts longer arrays in their place as wallets are opened, so read them through this object.
 */
export interface LedgerStorage {
  balances: Float64Array;
  held: Float64Array;
}

/** Storage for `slots` amounts at first. */
export function createLedgerStorage(slots = 64): LedgerStorage {
  return { balances: new Float64Array(slots), held: new Float64Array(slots) };
}
