import type { LossCandidate, LossShare } from './contracts/loss-absorption.ts';

/** Throws when shares of a deficit are not what the contract of loss absorption asks. */
export function checkLossShares(
  shares: readonly LossShare[],
  deficitAtoms: number,
  candidates: readonly LossCandidate[],
): void {
  const available = new Map(candidates.map(({ account, availableAtoms }) => [account, availableAtoms]));
  let sum = 0;
  for (const { account, atoms } of shares) {
    const what = `the loss absorption policy charges account ${account} with ${atoms} atoms`;
    const most = available.get(account);
    if (most === undefined) throw new Error(`${what}, which is no candidate or has a share already`);
    if (!(atoms >= 0) || !Number.isSafeInteger(atoms)) throw new Error(`${what}; expected a whole number, at least 0`);
    if (atoms > most) throw new Error(`${what}, which has ${most}`);
    available.delete(account);
    sum += atoms;
  }
  if (sum > deficitAtoms) {
    throw new Error(`the loss absorption policy charges ${sum} atoms for a deficit of ${deficitAtoms}`);
  }
}
