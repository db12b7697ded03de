import { defineIntent } from '@ebb/kernel';

/** An agent asks an issuer to mint or redeem, by `requestKinds`; `asset` is an index. Subject: the coin. */
export const requestIssuance = defineIntent('requestIssuance', ['account', 'kind', 'coinAtoms', 'asset', 'assetAtoms']);

/** An agent asks an issuer for one of the actions of its mechanism, by the action's place. Subject: the coin. */
export const askIssuer = defineIntent('askIssuer', ['account', 'action', 'a', 'b', 'c']);
