/** What is asked of an issuer: coins against assets, assets against coins, or an action of its own. */
export const requestKinds = { mint: 1, redeem: 2, action: 3 } as const;
export type RequestKind = keyof typeof requestKinds;

/**
 * What became of a request: it waits and what it brought is in escrow (`queued`), its mechanism carried (a part of) it out
 * (`executed`), what it pays has arrived (`paid`), or it came to nothing and all was given back (`refused`).
 */
export const requestStates = { queued: 1, executed: 2, paid: 3, refused: 4 } as const;
export type RequestState = keyof typeof requestStates;

/**
 * Why a request was refused. `notWhitelisted`: only some may deal with the issuer. `insufficientBalance`: what it brings is not
 * free. `cooldown`: too soon after the account's last one. `queueFull`. `venueDown`, `overloaded`: of the venue where it was
 * made. The others are the mechanism's own: an asset it does not take, less than it deals in, a debt that would be unsafe, a
 * ceiling reached, a service that is closed, a bid below another, a lot or position that there is not.
 */
export const issuanceRefusals = {
  none: 0,
  notWhitelisted: 1,
  insufficientBalance: 2,
  cooldown: 3,
  queueFull: 4,
  venueDown: 5,
  overloaded: 6,
  unsupported: 7,
  tooSmall: 8,
  unsafe: 9,
  ceiling: 10,
  closed: 11,
  outbid: 12,
  unknown: 13,
} as const;
export type IssuanceRefusal = keyof typeof issuanceRefusals;

/** The reasons that a mechanism may give. */
export const pegRefusals = ['unsupported', 'tooSmall', 'unsafe', 'ceiling', 'closed', 'outbid', 'unknown'] as const;

const kinds = ['none', ...Object.keys(requestKinds)] as RequestKind[];
const states = ['none', ...Object.keys(requestStates)] as RequestState[];
const refusals = Object.keys(issuanceRefusals) as IssuanceRefusal[];

/** The word for a kind's number. */
export function requestKindName(code: number): RequestKind {
  return kinds[code];
}

/** The word for a state's number. */
export function requestStateName(code: number): RequestState {
  return states[code];
}

/** The word for the number of a reason. */
export function issuanceRefusalName(code: number): IssuanceRefusal {
  return refusals[code];
}
