import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { playAudited } from '../src/index.ts';
import { housePlugins } from './house-plugins.ts';

jest.setTimeout(180_000);

const file = path.join(import.meta.dirname, '../../../scenarios/liquidation-cascade.yaml');
/** The market of the scenario, without its headline, and with somebody who attacks the price of the collateral instead. */
const ATTACK = readFileSync(file, 'utf8')
  .replace(/\nshocks:[\s\S]*$/, '')
  .replace('until: 21:00', 'until: 20:32').concat(`
  raider:
    use: attacker
    wallets: { alpha: { USDT: 5 M, USDe: 4 M } }
    params: { market: USDe/USDT@alpha, size: 4 M, shortMarket: 'SOL/USDT:USDT@alpha', shortSize: 5 k, start: 22 min, hold: 4 min }
`);
const OWN_BOOK = 'USDe: { use: own-book, params: { price: last } }';

test('who attacks the price of collateral breaks those who borrowed on it where its own book prices it, and no one where redemption does', async () => {
  const plugins = await housePlugins();
  const outcome = async (pricing: string) => {
    const text = ATTACK.replace(OWN_BOOK, pricing);
    const run = await playAudited(text, { plugins, record: 'none' });
    const of = (subject: string, name: string): number =>
      run.metrics.find((each) => each.subject === subject && each.name === name)!.value;
    return {
      accounts: of('alpha', 'liquidatedAccounts'),
      low: of('USDe/USDT@alpha', 'low'),
      profit: of('raider', 'profit'),
    };
  };
  const own = await outcome(OWN_BOOK);
  const redemption = await outcome('USDe: { use: redemption-rate }');
  expect(own.accounts).toBeGreaterThan(100);
  expect(redemption.accounts).toBeLessThan(0.1 * own.accounts);
  expect(own.low).toBeLessThan(redemption.low);
  // What it dumps fetches less where others are forced to sell beside it; here its short does not make up for that.
  expect(own.profit).toBeLessThan(redemption.profit);
});
