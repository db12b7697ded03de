import Table from 'cli-table3';
import type { Verification, VerifiedRun } from '@ebb/lab';
import { formatCount } from '@ebb/results';
import { BARE } from './bare-table.ts';

/** Names of numbers that are listed of a run that differs. */
const MOST_NAMED = 5;

/** What a person reads of a bundle that was verified: what differs, each run that was played again, and the verdict. */
export function verificationText(verification: Verification): string {
  const { manifest, digest, differences, notes, runs } = verification;
  const parts = [
    `${manifest.name}: a bundle of a ${manifest.kind}, content ${digest}`,
    ...notes.map((note) => `note: ${note}`),
    ...differences.map((difference) => `different: ${difference}`),
    ...(runs.length === 0 ? [] : ['', tableOf(runs), '']),
    ...runs.flatMap(whyDifferent),
    verdict(verification),
  ];
  return `${parts.join('\n')}\n`;
}

function tableOf(runs: readonly VerifiedRun[]): string {
  const table = new Table({ ...BARE, head: ['point', 'variant', 'seed', 'packed', 'played', 'numbers', ''] });
  for (const run of runs) {
    const { point, variant, seed, expected, found, compared, different, isEqual } = run;
    const numbers = compared === 0 ? '–' : `${formatCount(compared - different.length)} of ${formatCount(compared)}`;
    table.push([
      point,
      variant,
      seed,
      expected,
      found === '' ? 'none' : found,
      numbers,
      isEqual ? 'equal' : 'DIFFERENT',
    ]);
  }
  return table.toString();
}

function whyDifferent(run: VerifiedRun): readonly string[] {
  if (run.isEqual) return [];
  const { point, variant, seed, expected, found, different, sameAddress, fault } = run;
  const more = different.length > MOST_NAMED ? ` and ${different.length - MOST_NAMED} more` : '';
  const reasons = [
    ...(fault !== undefined && found !== expected ? [`it broke: ${fault}`] : []),
    ...(found === expected ? [] : ['another trace']),
    ...(different.length === 0 ? [] : [`other numbers: ${different.slice(0, MOST_NAMED).join(', ')}${more}`]),
    ...(sameAddress ? [] : ['its address is not that of this scenario, these plugins and this seed']),
  ];
  return [`different: point ${point}, ${variant}, seed ${seed}: ${reasons.join('; ')}`];
}

function verdict({ status, runs, playable, notes, differences }: Verification): string {
  const count = (value: number): string => `${formatCount(value)} run${value === 1 ? '' : 's'}`;
  const isSame = notes.length === 0;
  switch (status) {
    case 'interrupted':
      return `interrupted; ${count(runs.length)} played again, all the same`;
    case 'different': {
      const other = runs.filter((run) => !run.isEqual).length;
      if (differences.length > 0 && runs.length === 0)
        return 'NOT VERIFIED: it is not what was packed; nothing was played';
      return `NOT VERIFIED: ${other} of ${count(runs.length)} played again ${other === 1 ? 'is' : 'are'} different`;
    }
    case 'equal': {
      if (playable === 0) return 'verified: every file is what was packed; it has no runs to play again';
      const which =
        runs.length === playable
          ? playable === 1
            ? 'its run'
            : `all ${count(playable)}`
          : `${formatCount(runs.length)} of ${count(playable)}`;
      return `verified: ${which} played again, the same to the last bit${isSame ? '' : ', by other rules of the house that play the same'}`;
    }
  }
}
