import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { findScript } from './find-script.ts';
import { transformTypeScript } from './transform-typescript.ts';

/** What the hooks are told when they are registered; they run in a thread of their own. */
export interface HookData {
  /** Names that plugins share with the house, and the URL of the house's copy. */
  readonly copies: readonly (readonly [name: string, url: string])[];
  /** URLs of the folders of the house; what lies in them resolves as ever. */
  readonly house: readonly string[];
  /** Whether scripts are run, which may import every package of the house, not only what a plugin needs. */
  readonly scripts: boolean;
}

let copies: ReadonlyMap<string, string> = new Map();
let house: readonly string[] = [];
let scripts = false;

/** Takes what the registering thread hands over. */
export const initialize: InitializeHook<HookData> = (data) => {
  copies = new Map(data.copies);
  house = data.house;
  scripts = data.scripts;
};

/**
 * Sends what a plugin shares with the house to the house's copy, wherever the plugin lies and whatever it has installed
 * itself, and finds the TypeScript file that a relative import means.
 */
export const resolve: ResolveHook = (specifier, context, next) => {
  const { parentURL } = context;
  if (parentURL === undefined || !(isForeign(parentURL) || isTypeScript(parentURL))) return next(specifier, context);
  const copy = copies.get(specifier);
  if (copy !== undefined) return next(copy, context);
  if (scripts && specifier.startsWith('@ebb/')) return next(specifier, { ...context, parentURL: import.meta.url });
  const found = /^\.{1,2}\//.test(specifier) ? findScript(fileURLToPath(new URL(specifier, parentURL))) : undefined;
  return next(found === undefined ? specifier : pathToFileURL(found).href, context);
};

/** Turns TypeScript into a module, and takes a plugin's .js for one whatever the package.json above it says. */
export const load: LoadHook = async (url, context, next) => {
  if (!url.startsWith('file:')) return next(url, context);
  const file = fileURLToPath(url);
  if (isTypeScript(url)) {
    return { format: 'module', source: await transformTypeScript(file), shortCircuit: true };
  }
  const own = file.endsWith('.js') && isForeign(url) && !file.includes(`${path.sep}node_modules${path.sep}`);
  if (own && /^\s*(import|export)\b/m.test(await readFile(file, 'utf8'))) {
    return next(url, { ...context, format: 'module' });
  }
  return next(url, context);
};

function isTypeScript(url: string): boolean {
  return url.startsWith('file:') && /\.m?ts$/.test(url);
}

function isForeign(url: string): boolean {
  return url.startsWith('file:') && !house.some((folder) => url.startsWith(folder));
}
