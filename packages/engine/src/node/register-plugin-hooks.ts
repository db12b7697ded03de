import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { housePackages } from './house-folder.ts';
import type { HookData } from './plugin-hooks.ts';

/** What a plugin shares with the house: a second copy of any of them would not know the first one's classes. */
const SHARED = ['@ebb/sdk', 'rxjs', 'rxjs/operators', 'tsyringe', 'zod', 'reflect-metadata'];

let registered = false;

/**
 * Lets this thread import plugins from outside the house, TypeScript among them; with `scripts`, also scripts that import any package
 * of the house, wherever they lie. Doing it again does nothing.
 */
export function registerPluginHooks({ scripts = false }: { readonly scripts?: boolean } = {}): void {
  if (registered) return;
  registered = true;
  process.setSourceMapsEnabled(true);
  const data: HookData = {
    copies: SHARED.map((name) => [name, import.meta.resolve(name)] as const),
    house: housePackages().map(({ folder }) => `${pathToFileURL(folder).href}/`),
    scripts,
  };
  register('./plugin-hooks.js', { parentURL: import.meta.url, data });
}
