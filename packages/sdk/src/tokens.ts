/** What an agent trades with: the desk of its own account. */
export const DESK = Symbol.for('ebb.desk');
/** What everyone hears: the published facts, as streams. */
export const TAPE = Symbol.for('ebb.tape');
/** What everyone sees: markets and outside values. */
export const VIEW = Symbol.for('ebb.view');
/** The random stream of this instance; take further ones by purpose from STREAMS. */
export const RNG = Symbol.for('ebb.rng');
/** Random streams of this instance by purpose: `(purpose: string) => Rng`. */
export const STREAMS = Symbol.for('ebb.streams');
/** Simulated time as an RxJS scheduler: pass it to every operator that takes time. */
export const CLOCK = Symbol.for('ebb.clock');
/** The parameters, parsed by the plugin's own schema. */
export const PARAMS = Symbol.for('ebb.params');
/** The accounts and desk of a cohort. */
export const COHORT = Symbol.for('ebb.cohort');
/** Publishes facts of the plugin's own types; agents only: a Publish. */
export const PUBLISH = Symbol.for('ebb.publish');
/** The venue that a policy serves: a VenueTerms. */
export const VENUE = Symbol.for('ebb.venue');
/** The books of the issuer whose mechanism a peg is: an IssuerBooks; pegs only, which also may have DESK. */
export const ISSUER = Symbol.for('ebb.issuer');
