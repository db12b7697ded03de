import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { fixtures, runEbb } from './run-ebb.ts';

test('the README names every option of every command', async () => {
  const readme = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
  const commands = ['run', 'check', 'validate', 'schema', 'plugins', 'describe', 'bundle', 'verify'];
  const helps = await Promise.all(commands.map((command) => runEbb(fixtures, [command, '--help'])));
  helps.forEach(({ out }, i) => {
    const rows = readme.split('\n').filter((line) => line.includes(`\`${commands[i]}\``) || /^\|.*\| all /.test(line));
    const options = [...out.matchAll(/^ +(?:-\w, )?(--\S+(?: <\S+>)?)/gm)].map(([, option]) => option);
    expect(options.length).toBeGreaterThan(1);
    const untold = options.filter((each) => each !== '--help' && !rows.some((row) => row.includes(`\`${each}\``)));
    expect({ command: commands[i], untold }).toEqual({ command: commands[i], untold: [] });
  });
}, 30_000);
