import { describe, expect, test } from '@jest/globals';
import { p, parameters } from '@ebb/sdk';
import { z } from 'zod';
import { loadScenarioText } from './load-scenario.ts';
import { BadInput } from './problem.ts';
import { scenarioNames } from './scenario-names.ts';
import { validateParams } from './validate-params.ts';

const declared = parameters({
  market: p.market({ describe: 'Where.' }),
  reactMs: p.duration({ describe: 'How late.', default: '250 ms' }),
  levels: p.list(p.object({ size: p.number({ describe: 'How much.' }) }), {
    describe: 'Levels.',
    min: 1,
    default: [{ size: 1 }],
  }),
  word: z.string().min(3).optional(),
});

const scenario = (params: string): string => `version: 1
start: 2025-10-10T20:30:00Z
until: 1 h
assets: {USDT: {decimals: 4}, BTC: {decimals: 8}}
venues: {alpha: {instruments: {'BTC/USDT:USDT': {kind: perp, tick: 0.1, lot: 0.001}}}}
agents:
  sellers:
    use: panic-seller
    params: ${params}
`;

async function validated(params: string): Promise<unknown> {
  const { scenario: loaded, sources } = await loadScenarioText(scenario(params), 'x.yaml');
  const raw = loaded.agents['sellers']?.params ?? {};
  try {
    return validateParams(declared, raw, ['agents', 'sellers', 'params'], sources, scenarioNames(loaded));
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
}

describe('validateParams', () => {
  test('gives plain values in base units', async () => {
    expect(await validated("{market: 'BTC/USDT:USDT@alpha', reactMs: 1 s}")).toEqual({
      market: 'BTC/USDT:USDT@alpha',
      reactMs: 1_000,
      levels: [{ size: 1 }],
    });
  });

  test.each([
    [
      "{market: 'BTC/USDT:USDT@alpha', reactMs: 5 bp}",
      "x.yaml:9:54: agents.sellers.params.reactMs: expected a duration such as 250 ms, found '5 bp'",
    ],
    [
      "{market: 'BTC/USDT:USDT@alpha', react: 5 s}",
      "x.yaml:9:45: agents.sellers.params: unknown key 'react'; expected one of market, reactMs, levels, word " +
        "(did you mean 'reactMs'?)",
    ],
    [
      "{market: 'BTC/USDT:USDT@alpha', levels: [{size: 1}, {siez: 2}]}",
      'x.yaml:9:65: agents.sellers.params.levels.1.size: expected a number such as 2.5 or 1.5 k, found nothing\n' +
        "x.yaml:9:66: agents.sellers.params.levels.1: unknown key 'siez'; expected one of size (did you mean 'size'?)",
    ],
    [
      "{market: 'BTC/USDT:USDT@alpha', levels: []}",
      'x.yaml:9:53: agents.sellers.params.levels: expected a list of at least 1 item, found a list of 0',
    ],
    [
      "{market: 'BTC/USDT:USDT@alpha', word: hm}",
      "x.yaml:9:51: agents.sellers.params.word: expected a text of at least 3 letters, found 'hm'",
    ],
    ["{market: 'BTC/USDT:USDT@alpha', word: 3}", 'x.yaml:9:51: agents.sellers.params.word: expected a text, found 3'],
    [
      "{market: {choice: ['BTC/USDT:USDC@alpha']}}",
      "x.yaml:9:22: agents.sellers.params.market: there is no market 'BTC/USDT:USDC@alpha'; known are BTC/USDT:USDT@alpha " +
        "(did you mean 'BTC/USDT:USDT@alpha'?)",
    ],
    ['{}', 'x.yaml:9:5: agents.sellers.params.market: expected a market such as BTC/USDT:USDT@alpha, found nothing'],
  ])('%s is refused', async (params, sentences) => {
    expect(await validated(params)).toBe(sentences);
  });
});
