import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Reader } from './reader.ts';

const textOf = (name: string): string => readFileSync(path.join(import.meta.dirname, 'how-to/examples', name), 'utf8');
const STUDY = 'scenario: ../ebb/scenarios/tutorial.yaml\nvariants: {short: {until: 3 min}}\nreplicates: 8\n';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.begin();
  await reader.write('study.yaml', STUDY);
});
afterAll(() => reader.end());

/** Runs the command of an example with what its scheduler would say; the number of runs that it played. */
async function playedBy(command: string, env: Readonly<Record<string, string>>): Promise<number> {
  const said = Object.entries(env).map(([name, value]) => `export ${name}=${value};`);
  const bin = path.join(import.meta.dirname, '../node_modules/.bin/ebb');
  const line = `${said.join(' ')} ${command.replace(/^npx ebb/, bin)} --json --store store-${Object.keys(env)[0] ?? 'matrix'}`;
  const { code, stdout, stderr } = await reader.run(line);
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { readonly completed: number }).completed;
}

interface Job {
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

interface Container {
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly strategy?: Matrix; readonly steps: readonly { readonly run?: string }[] }>
  >;
}

interface Matrix {
  readonly matrix: { readonly part: readonly number[] };
}

describe('the examples of a study on many machines', () => {
  test('a Slurm array plays each part by its task', async () => {
    const script = textOf('slurm-array.sh');
    const [, least, most] = /^#SBATCH --array=(\d+)-(\d+)$/m.exec(script)!;
    const parts = Number(most) - Number(least) + 1;
    const command = script.trim().split('\n').at(-1)!;
    const told = { ID: most!, MIN: least!, MAX: most!, COUNT: String(parts), STEP: '1' };
    const env = Object.entries(told).map(([name, value]) => [`SLURM_ARRAY_TASK_${name}`, value] as const);
    expect(await playedBy(command, { ...Object.fromEntries(env), SLURM_CPUS_PER_TASK: '1' })).toBe(8 / parts);
  }, 60_000);

  test('an indexed job of Kubernetes gives its pods what they need', async () => {
    const { spec } = parse(textOf('kubernetes-job.yaml')) as Job;
    const [{ command, env }] = spec.template.spec.containers as [Container];
    expect(spec.completionMode).toBe('Indexed');
    const said = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    expect(said).toEqual({ JOB_COMPLETIONS: String(spec.completions) });
    const played = await playedBy(command.join(' '), { JOB_COMPLETION_INDEX: '0', ...said });
    expect(played).toBe(8 / spec.completions);
  }, 60_000);

  test('a matrix of GitHub has as many parts as it says', async () => {
    const { jobs } = parse(textOf('github-matrix.yaml')) as Workflow;
    const { strategy, steps } = jobs['part']!;
    const command = steps.flatMap(({ run }) => (run?.startsWith('npx ebb') === true ? [run] : []))[0]!;
    const { part } = strategy!.matrix;
    expect(part).toEqual(part.map((_, i) => i + 1));
    expect(command).toContain(`--shard \${{ matrix.part }}/${part.length}`);
    expect(await playedBy(command.replace('${{ matrix.part }}', '2'), {})).toBe(8 / part.length);
    expect(jobs['whole']!.steps.some(({ run }) => run === 'npx ebb sweep study.yaml')).toBe(true);
  }, 60_000);
});

describe('the page on many machines', () => {
  test('lays two parts together, to the bytes that one machine gives', async () => {
    const ran = await reader.follow(readFileSync(path.join(import.meta.dirname, 'how-to/many-machines.md'), 'utf8'));
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    const [first, second, , , status] = ran.map(({ stdout }) => stdout);
    for (const part of [first, second]) expect(part).toContain('2 completed, 0 failed, 2 missing');
    expect(status).toMatch(/^[0-9a-f]{16} {2}parts {2}tutorial +4 +4 +0 +0 /m);
    const names = ran
      .at(-1)!
      .stdout.trim()
      .split('\n')
      .map((file) => path.basename(file));
    expect(names).toHaveLength(2);
    expect(names[0]).toBe(names[1]);
  }, 60_000);
});
