import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RunOrigin } from '@ebb/results';
import type { CheckOptions } from './check.ts';

/** The files that a run is played from, as paths from its folder, so that both can be moved together. */
export function runOrigin(folder: string, { scenario, patch, set, plugin }: CheckOptions): RunOrigin {
  const from = (file: string): string => {
    const relative = path.relative(folder, path.resolve(file)).split(path.sep).join('/');
    return /^\.{1,2}\//.test(relative) || path.isAbsolute(relative) ? relative : `./${relative}`;
  };
  // A package stays what it is called.
  return {
    scenario: from(scenario),
    patches: patch.map(from),
    set,
    plugins: plugin.map((entry) => (existsSync(entry) ? from(entry) : entry)),
  };
}
