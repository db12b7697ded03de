import { loadScenarioText } from '../src/index.ts';
import type { LoadedScenario } from '../src/index.ts';

/** A scenario of one spot market and one perpetual, small enough to be played in a tenth of a second. */
export const TINY = `
version: 1
start: 2025-10-10T20:30:00Z
until: 60 s
warmup: 5 s
assets: { USD: {decimals: 6}, SOL: {decimals: 6} }
values: { SOL: {start: 200, noise: {perHour: 4%}, jumps: [{at: '20:30:30', by: -12%}]} }
venues:
  alpha:
    instruments: { SOL/USD:USD: {kind: perp, tick: 0.01, lot: 0.01, fundingInterval: 20 s} }
    margin: half-margin
    liquidation: sell-all
    lossAbsorption: small-to-fund
    deleveraging: in-order
    index: outside-index
    mark: index-mark
    funding: flat-funding
    fees: flat-fees
    latency: exponential-delay
    insurance: {USD: 40}
  spot:
    instruments: { SOL/USD: {kind: spot, tick: 0.01, lot: 0.01} }
    fees: flat-fees
    latency: {use: exponential-delay, params: {mean: 5 ms}}
agents:
  bulls: {use: trader, count: 4, wallets: {alpha: {USD: {lognormal: {median: 2000, sigma: 0.5}}}}, params: {market: SOL/USD:USD@alpha, size: {uniform: [5, 20]}}}
  mob: {use: crowd, count: 30, wallets: {alpha: {USD: 60}}, params: {market: SOL/USD:USD@alpha, nerve: {uniform: [0.4, 0.73]}}}
  spotters: {use: trader, count: 4, wallets: {spot: {USD: 50 k, SOL: 200}}, params: {market: SOL/USD@spot}}
  zealots: {use: trader, count: 2, wallets: {alpha: {USD: 1 M}}, params: {market: SOL/USD:USD@alpha, size: 3}}
`;

/** Loads a scenario text; `changes` are applied to it as plain replacements, each of which must hit. */
export function loadTiny(...changes: readonly (readonly [string, string])[]): Promise<LoadedScenario> {
  let text = TINY;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the tiny scenario holds no '${from}'`);
    text = text.replace(from, to);
  }
  return loadScenarioText(text, 'tiny.yaml');
}
