import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

jest.setTimeout(60_000);

const root = path.dirname(import.meta.dirname);
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const ebb = '../ebb/node_modules/.bin/ebb';

describe('someone with nothing but the README', () => {
  let reader: Reader;
  let ran: readonly Ran[];
  beforeAll(async () => {
    reader = await Reader.begin();
    ran = await reader.follow(readme);
  }, 120_000);
  afterAll(() => reader.end());

  test('can do all it says, outside the clone', () => {
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    expect(ran).toHaveLength(8);
  });

  test('sees the new agents trade, more of them by --set, and no fall without the news', () => {
    const [plain, many, quiet] = ran.map(({ stdout }) => stdout);
    expect(plain).toMatch(/fell \d/);
    expect(plain).toMatch(/│ dippers +│ +5 │ +−\d/);
    expect(many).toMatch(/│ dippers +│ +50 │ +−\d/);
    expect(quiet).toMatch(/│ dippers +│ +5 │ +0 │/);
  });

  test('compares two variants, with the very numbers that the README shows', () => {
    const [, shown] = /```text\n(thin is not[\s\S]*?)```/.exec(readme) ?? [];
    expect(ran[3].stdout).toMatch(/^thin: 2 points × 2 variants × 30 seeds = 120 runs\nabout /);
    expect(ran[4].stdout).toContain('120 completed, 0 failed, 0 missing');
    expect(ran[5].stdout).toContain(shown);
  });

  test('gets a line for each value of the sweep', () => {
    const lines = ran[7].stdout.trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['2%', '6%']);
    expect(lines[0]).toMatch(/COIN\/USD@usd fell .* -\d+ unit of account$/);
  });

  test('is told by a sentence and exit code 2 what is wrong, and nothing is written', async () => {
    const { code, stderr } = await reader.run(`${ebb} run dip.yaml --set agents.dippers.params.belov=3 --out none`);
    expect(stderr).toContain("unknown key 'belov'");
    expect(stderr).toContain("did you mean 'below'?");
    expect(code).toBe(2);
    expect(readdirSync(reader.folder)).not.toContain('none');
  });

  test('finds every command and option of the table, and no other, in the help', async () => {
    const rows = [...readme.matchAll(/^\| `ebb ([\w-]+)[^`]*` \| [^|]* \| (.*) \|$/gm)];
    const { stdout } = await reader.run(`${ebb} --help`);
    const commands = [...stdout.matchAll(/^ {2}([\w-]+) (?:\[|\s)/gm)].map(([, name]) => name);
    expect(rows.map(([, name]) => name).sort()).toEqual(commands.filter((name) => name !== 'help').sort());
    for (const [, name, options] of rows) {
      const help = (await reader.run(`${ebb} ${name} --help`)).stdout;
      const told = [...help.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option);
      const own = options.match(/--[\w-]+/g) ?? [];
      const shared = options.includes('those of `check`') ? ['--set', '--patch', '--plugin'] : [];
      expect([name, ...[...own, ...shared].sort()]).toEqual([name, ...told.sort()]);
    }
  }, 30_000);

  test('sees of the crash what the sample shows', async () => {
    const [, command, sample] = /```text\n\$ (ebb run .*)\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(scripts['start']).toBe(command);
    const short = `${command.replace('ebb run ', '')} --set scale=0.02 --set until=20:16 --set warmup=0 --out short`;
    const { stdout, code } = await reader.run(`${ebb} run ../ebb/${short}`);
    expect(code).toBe(0);
    expect(shapeOf(stdout)).toEqual(shapeOf(sample));
  }, 60_000);
});

test('the README names every package and every family of plugins', () => {
  for (const side of ['packages', 'plugins']) {
    for (const name of readdirSync(path.join(root, side))) expect(readme).toContain(`[${name}](${side}/${name}`);
  }
});

test('CI runs the test command of the README', () => {
  const commands = [...readme.matchAll(/```sh\n(.*)\n```/g)].map(([, line]) => line.trim());
  expect(commands).toContain('npm test');
  expect(readFileSync(path.join(root, '.ci/run'), 'utf8').trim().split('\n').at(-1)).toBe('npm test');
});

/** The lines of an output that do not depend on what happened: its first line, headings and heads of tables. */
function shapeOf(output: string): readonly string[] {
  const lines = output.trim().split('\n');
  return lines
    .filter((line, at) => at === 0 || /^[A-Z][a-z ]+(\(.*\))?$/.test(line) || lines[at - 1].startsWith('┌'))
    .map((line) => line.replace(/\s+/g, ' '));
}
