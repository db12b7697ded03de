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
  const modules = await Promise.all(files.map((file) => import(file) as Promise<{ readonly default: Plugin }>));
  return modules.map((module) => module.default);
}

interface Declared {
  readonly ebb: { readonly plugins: readonly string[] };
}
