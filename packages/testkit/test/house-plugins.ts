import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from '@ebb/sdk';

const families = path.join(import.meta.dirname, '../../../plugins');

/** Every plugin of the house, from its source. */
export async function housePlugins(): Promise<readonly Plugin[]> {
  const files = readdirSync(families).flatMap((family) => {
    const declared = JSON.parse(readFileSync(path.join(families, family, 'package.json'), 'utf8')) as Declared;
    return declared.ebb.plugins.map((file) =>
      path.join(families, family, file.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts')),
    );
  });
  // One after another: jest links modules that import the same one at once before that one is there.
  const plugins: Plugin[] = [];
  for (const file of files) plugins.push(((await import(file)) as { readonly default: Plugin }).default);
  return plugins;
}

interface Declared {
  readonly ebb: { readonly plugins: readonly string[] };
}
