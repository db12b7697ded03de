import { describe, expect, test } from '@jest/globals';
import { p, parameters } from '@ebb/sdk';
import { loadScenarioText } from './load-scenario.ts';
import { patchFromObject } from './patch.ts';
import { BadInput } from './problem.ts';
import { scenarioHash } from './scenario-hash.ts';
import { scenarioNames } from './scenario-names.ts';
import { validateParams } from './validate-params.ts';
import { scenarioJsonSchema } from './scenario-json-schema.ts';

const LENDERS = `lenders:
  aave:
    at: chain
    assets:
      USDT: {rate: {use: kinked-rate, params: {optimal: 90%}}, supply: 2 M, borrowCap: 1 M}
      ETH: {oracle: own-book, collateral: {ltv: 80%, threshold: 83%, bonus: 5%}, supplyCap: 500}
`;
const MARKET = `version: 1
start: 2025-10-10T20:30:00Z
until: 10 min
assets: {USDT: {decimals: 4}, ETH: {decimals: 6}}
venues: {chain: {instruments: {ETH/USDT: {kind: spot, tick: 0.01, lot: 0.01}}}}
agents: {}
`;

/** What the one mistake made by a replacement is told as. */
async function complaint(before: string, after: string): Promise<string> {
  if (!LENDERS.includes(before)) throw new Error(`there is no '${before}'`);
  const error: unknown = await loadScenarioText(MARKET + LENDERS.replace(before, after), 'x.yaml').catch((e) => e);
  if (error instanceof BadInput) return error.message;
  throw new Error('it was accepted');
}

describe('lending markets in a scenario', () => {
  test('are resolved with their defaults, their assets in the order of names', async () => {
    const { scenario } = await loadScenarioText(MARKET + LENDERS, 'x.yaml');
    const { aave } = scenario.lenders!;
    expect(aave).toEqual({
      ...{ at: 'chain', reference: 'USDT', closeFactor: 0.5, fullBelow: 0.95, dust: 0, badDebt: 'deficit' },
      intervalUs: 1_000_000,
      assets: {
        ETH: {
          ...{ oracle: { use: 'own-book', params: {} }, supply: 0, reserve: 0.1, supplyCap: 500 },
          collateral: { ltv: 0.8, threshold: 0.83, bonus: 0.05, fee: 0.1 },
        },
        USDT: {
          ...{ rate: { use: 'kinked-rate', params: { optimal: '90%' } }, supply: 2e6, reserve: 0.1, borrowCap: 1e6 },
        },
      },
    });
    expect(Object.keys(aave.assets)).toEqual(['ETH', 'USDT']);
  });

  test('leave the hash of a scenario without any as it was, and change by dotted paths', async () => {
    const { scenario: without } = await loadScenarioText(MARKET, 'x.yaml');
    const { scenario: empty } = await loadScenarioText(`${MARKET}lenders: {}\n`, 'x.yaml');
    expect('lenders' in without).toBe(false);
    expect(scenarioHash(empty)).toBe(scenarioHash(without));
    const peg = { 'lenders.aave.assets.ETH.oracle': { use: 'hard-peg', params: { to: 'USDT' } } };
    const patches = [patchFromObject(peg, 'y.yaml')];
    const { scenario: pegged } = await loadScenarioText(MARKET + LENDERS, 'x.yaml', { patches });
    expect(pegged.lenders!['aave'].assets['ETH'].oracle).toEqual({ use: 'hard-peg', params: { to: 'USDT' } });
  });

  test.each([
    [
      'at: chain',
      'at: chian',
      "x.yaml:9:9: lenders.aave.at: there is no venue 'chian'; known are chain (did you mean 'chain'?)",
    ],
    [
      '  aave:',
      '  aa.ve:',
      "x.yaml:8:3: lenders.aa.ve: expected a name of letters, digits, - and _ that starts with a letter, found 'aa.ve'",
    ],
    [
      '      ETH:',
      '      ETX:',
      "lenders.aave.assets.ETX: there is no asset 'ETX'; known are USDT, ETH (did you mean 'ETH'?)",
    ],
    [
      'oracle: own-book, ',
      '',
      "lenders.aave.assets.ETH: prices are in USDT, so ETH needs an 'oracle' that says how it is priced",
    ],
    [
      'supply: 2 M',
      'oracle: own-book, supply: 2 M',
      "lenders.aave.assets.USDT.oracle: prices are in USDT, whose own price is 1, so it needs no 'oracle'",
    ],
    [
      'threshold: 83%',
      'threshold: 79%',
      'lenders.aave.assets.ETH.collateral.threshold: expected a threshold of at least the ltv 0.8, found 0.79',
    ],
    [
      'bonus: 5%',
      'bonus: 25%',
      'lenders.aave.assets.ETH.collateral.bonus: at a health of 1 the collateral would not pay for the debt and the bonus: ' +
        'threshold × (1 + bonus) is 1.0375; expected at most 1',
    ],
    [
      'supplyCap: 500',
      'supplyCap: 500, supply: 600',
      'lenders.aave.assets.ETH.supply: expected at most the supplyCap 500, found 600',
    ],
    ['at: chain', 'at: chain\n    closeFactor: 0', 'lenders.aave.closeFactor: expected a fraction above 0'],
    ['at: chain', 'at: chain\n    closeFaktor: 1', "lenders.aave: unknown key 'closeFaktor'"],
    [
      'at: chain',
      'at: chain\n    badDebt: nobody',
      "lenders.aave.badDebt: expected one of deficit, suppliers, found 'nobody'",
    ],
  ])('have their mistakes told: %j changed into %j', async (before, after, sentence) => {
    const told = await complaint(before, after);
    expect(told).toContain(sentence);
    expect(told.split('\n')).toHaveLength(1);
  });

  test('are names that parameters of plugins may hold', async () => {
    const { scenario, sources } = await loadScenarioText(MARKET + LENDERS, 'x.yaml');
    const declared = parameters({ lender: p.lender({ describe: 'Where it borrows.' }) });
    const check = (lender: string): unknown =>
      validateParams(declared, { lender }, ['agents', 'a', 'params'], sources, scenarioNames(scenario));
    expect(check('aave')).toEqual({ lender: 'aave' });
    expect(() => check('aav')).toThrow("there is no lender 'aav'; known are aave (did you mean 'aave'?)");
  });

  test('are offered the plugins that fit by the JSON Schema', () => {
    const params = parameters({ to: p.asset({ describe: 'Where to.' }) });
    const policy = (name: string, of: string) =>
      ({ kind: 'policy', policy: of, name, summary: 'Does.', params }) as const;
    const schema = scenarioJsonSchema([
      policy('kinked', 'lendingRate'),
      policy('peg', 'index'),
      policy('flat', 'fees'),
    ]);
    const lenders =
      JSON.stringify((schema['properties'] as Record<string, unknown>)['lenders']) + JSON.stringify(schema['$defs']);
    for (const name of ['kinked', 'peg']) expect(lenders).toContain(`"const":"${name}"`);
    expect(JSON.stringify(schema)).toContain('What borrowing it costs');
  });
});
