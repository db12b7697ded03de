import { expect, test } from '@jest/globals';
import { loadScenarioText } from './load-scenario.ts';
import { BadInput } from './problem.ts';

const good = `version: 1
start: 2025-10-10T20:30:00Z
until: 150 min
assets:
  USDT: {decimals: 4}
  COIN:
    decimals: 4
    peg: {use: fiat-reserve}
    issuer:
      at: [chain]
      reference: USDT
      wallets: {chain: {USDT: 5}}
      pots: {bank: {USDT: 7}}
      redeem: {fee: 10 bp, delay: 1 min, cap: {amount: 10 k, per: 1 h}, hours: {from: '09:00', to: '17:00', days: [mon, fri]}}
      report: {every: 1 h, hidden: true}
venues:
  chain:
    instruments:
      COIN/USDT: {kind: spot, tick: 0.1, lot: 0.001}
agents:
  makers: {use: market-maker, count: 20}
`;

async function complaint(before: string, after: string): Promise<string> {
  if (!good.includes(before)) throw new Error(`the good scenario has no '${before}'`);
  try {
    await loadScenarioText(good.replace(before, after), 'x.yaml');
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'accepted';
}

test('an issuer is resolved with all its terms, times in microseconds and days by number', async () => {
  const { scenario } = await loadScenarioText(good, 'x.yaml');
  expect(scenario.assets['COIN'].issuer).toMatchObject({
    ...{ at: ['chain'], reference: 'USDT', whitelist: null, cooldownUs: 0, upkeepUs: 10_000_000 },
    mint: { fee: 0, delayUs: 0, payoutUs: 0, cap: null, hours: null },
    redeem: {
      ...{ fee: 0.001, delayUs: 60_000_000, payoutUs: 0, cap: { units: 10_000, perUs: 3_600_000_000 } },
      hours: { fromUs: 32_400_000_000, toUs: 61_200_000_000, days: [1, 5] },
    },
    report: { everyUs: 3_600_000_000, delayUs: 0, hidden: true },
  });
});

test.each<[string, string, string, string]>([
  [
    'without a peg',
    '    peg: {use: fiat-reserve}\n',
    '',
    "COIN has an issuer, and so needs a 'peg' that says what it does",
  ],
  ['on a venue that is not there', 'at: [chain]', 'at: [chian]', "'chian'; known are chain (did you mean 'chain'?)"],
  ['twice on one venue', 'at: [chain]', 'at: [chain, chain]', "'chain' twice"],
  ['with itself for reference', 'reference: USDT', 'reference: COIN', 'expected another asset than the coin itself'],
  [
    'with an unknown reference',
    'reference: USDT',
    'reference: USTD',
    "'USTD'; known are USDT, COIN (did you mean 'USDT'?)",
  ],
  ['with a pot of the house', 'pots: {bank:', 'pots: {escrow:', "a pot is not called 'escrow'"],
  ['with a pot on a venue', 'pots: {bank:', "pots: {'@chain':", "a pot is not called '@chain'"],
  ['that closes before it opens', "to: '17:00'", "to: '08:00'", 'expected a time of day after it opens'],
  ['at an hour that is none', "from: '09:00'", "from: '9'", 'a time of day in UTC such as 09:00'],
  ['on a day that is none', '[mon, fri]', '[mon, firday]', "'firday'"],
  ['with a fee of more than all', 'fee: 10 bp', 'fee: 120%', '120%'],
  ['with a cap for no time', 'per: 1 h', 'per: 0', 'per'],
  ['with an unknown key', 'cap: {', 'cpa: {', "unknown key 'cpa'"],
  [
    'with a foreign whitelist',
    'reference: USDT',
    'whitelist: [maker]',
    "'maker'; known are makers (did you mean 'makers'?)",
  ],
])('an issuer %s is refused with a sentence', async (_, before, after, sentence) => {
  expect(await complaint(before, after)).toContain(sentence);
});
