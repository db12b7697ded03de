import type { MadeBundle } from '@ebb/lab';
import { formatCount } from '@ebb/results';

/** What a person reads when a bundle was written. */
export function bundleText({ file, digest, manifest }: MadeBundle): string {
  const { kind, name, runs, files, plugins, results } = manifest;
  const own = files.filter(({ path }) => /\.m?[jt]s$/.test(path)).length;
  const count = (value: number, noun: string): string => `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
  const numbers = results ? ' with what was measured' : ' by traces alone';
  return [
    `${file}: the ${kind} ${name}, ${count(files.length, 'file')}`,
    `${count(runs, 'run')}${runs === 0 ? '' : numbers}; ${count(plugins.length, 'plugin')}; ${count(own, 'script')} that the house has not`,
    `content ${digest}`,
    `Verify it with: ebb verify ${file}`,
    '',
  ].join('\n');
}
