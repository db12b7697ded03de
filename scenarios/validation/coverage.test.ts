import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const FEW_MINUTES = 240_000;

test(
  'intervals of 95 % hold the truth in 93 to 97 % of samples: t, Wilson and BCa, in the short form of the measurement',
  async () => {
    const script = path.join(import.meta.dirname, 'coverage.mjs');
    const printed = await new Promise<string>((resolve) => {
      const env = { ...process.env, NODE_OPTIONS: '' };
      execFile(process.execPath, [script, '--small'], { env }, (error, out, err) =>
        resolve(error === null ? out : out + err),
      );
    });
    const rows = printed.split('\n').filter((line) => line.startsWith('| mean') || line.startsWith('| event'));
    const shares = rows.map((row) => Number(/ ([\d.]+) % /.exec(row)?.[1]));
    expect(shares).toHaveLength(5);
    for (const share of shares) {
      expect(share).toBeGreaterThanOrEqual(93);
      expect(share).toBeLessThanOrEqual(97);
    }
    expect(printed).not.toContain('outside');
  },
  FEW_MINUTES,
);
