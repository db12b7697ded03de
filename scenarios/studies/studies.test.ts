import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';

const store = mkdtempSync(path.join(tmpdir(), 'ebb-studies-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));

const root = path.join(import.meta.dirname, '../..');
const env = { ...process.env, NODE_OPTIONS: '' };
if (!existsSync(path.join(root, 'packages/cli/dist/index.js'))) throw new Error('run `npm run build` first');

/** Runs a study's script in its small form; gives what it prints. */
async function small(name: string, ...more: readonly string[]): Promise<string> {
  const args = ['--import', '@ebb/engine/typescript', path.join(import.meta.dirname, `${name}.ts`), '--small'];
  const where = ['--store', path.join(store, name)];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, ...where, ...more], { cwd: root, env });
  return stdout;
}

async function ebb(...args: readonly string[]): Promise<string> {
  const bin = path.join(root, 'packages/cli/bin/ebb.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args, '--store', store], { cwd: root, env });
  return stdout;
}

describe('the studies that are there to be copied', () => {
  test('sweep: a table with a row for each point', async () => {
    const rows = (await small('sweep')).split('\n').filter((line) => /^│ \d/.test(line));
    expect(rows.map((row) => row.split('│').slice(2, 5).map(Number))).toEqual([
      [3, 15, 1],
      [3, 45, 1],
    ]);
  }, 120_000);

  test('compare: two ways to price collateral under the same luck', async () => {
    const out = await small('compare', '--metric', 'alpha.liquidatedNotional');
    expect(out).toMatch(/redemptionAware .* the mean of alpha\.liquidatedNotional/);
    expect(out).toMatch(/^│ ownBook \(base\) .* │ +2 │/m);
  }, 120_000);

  test('sensitivity: what matters, and then by how much', async () => {
    const out = await small('sensitivity');
    expect(out).toMatch(/Morris screening, 2 trajectories × 2 seeds\n\n.*\n *drop /);
    expect(out).toMatch(/Sobol' indices, 4 base points × 2 seeds/);
  }, 120_000);

  test('attack: what it takes, or that nothing within the ranges does it', async () => {
    const out = await small('attack');
    expect(out).toMatch(/^(Price of attack: (at most )?[\d.]+|No attack within the ranges was found)/);
    expect(out).toContain("'COIN/USD@usd.low < 98'");
  }, 120_000);
});

test('common random numbers make a fee variant known with half of the runs, and far fewer', async () => {
  const study = path.join(import.meta.dirname, 'fee-variant.yaml');
  await ebb('sweep', study, '--replicates', '5');
  const found = JSON.parse(await ebb('compare', study, '--json')) as {
    readonly measures: readonly {
      readonly variants: readonly { readonly pairs: number; readonly varianceReduction: number }[];
    }[];
  };
  const factors = found.measures.map(({ variants }) => variants[0]!.varianceReduction);
  expect(found.measures.every(({ variants }) => variants[0]!.pairs === 5)).toBe(true);
  for (const factor of factors) expect(factor).toBeGreaterThan(2);
}, 180_000);
