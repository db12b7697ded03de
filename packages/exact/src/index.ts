export { decimalPlaces, toDecimal, toInteger } from './decimal.ts';
export { ExactError } from './exact-error.ts';
export { mulDiv, type Rounding } from './mul-div.ts';
export { addExact, assertSafe, mulExact } from './safe-integers.ts';
export { StateHash } from './state-hash.ts';
export { atoms, lots, ticks, type Atoms, type Lots, type Ticks } from './ticks-lots-atoms.ts';
export * from './provisional.ts';
