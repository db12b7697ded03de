import fc from './node_modules/fast-check/lib/fast-check.js';

/**
 * What tests import as fast-check: its cases are drawn from one seed, so that a suite that passed passes again. `EBB_PROPERTY_SEED`
 * draws others, `EBB_PROPERTY_RUNS` more of them where a property does not say how many.
 */
const { EBB_PROPERTY_SEED: seed, EBB_PROPERTY_RUNS: runs } = process.env;
fc.configureGlobal({ seed: Number(seed ?? 20251010), ...(runs === undefined ? {} : { numRuns: Number(runs) }) });

export * from './node_modules/fast-check/lib/fast-check.js';
export default fc;
