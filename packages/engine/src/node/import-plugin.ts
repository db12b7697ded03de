import { pathToFileURL } from 'node:url';
import type { Plugin } from '@ebb/sdk';
import { displayPath, fileProblem, wholeFile } from './file-problem.ts';
import { explainImportError } from './explain-import-error.ts';

const WHAT_TO_WRITE = 'export default definePlugin({ kind, name, version, summary, params, use })';

/**
 * Imports a script and gives the plugin that it exports as default; undefined when it has no default export. Throws
 * BadInput, which names the file, when it cannot be imported or its default export is something else.
 */
export async function importPlugin(file: string): Promise<Plugin | undefined> {
  const module = await importModule(file);
  if (!('default' in module)) return undefined;
  const exported = module.default;
  if (isPlugin(exported)) return exported;
  const found = describe(exported);
  const sentence = `the default export is ${found}, not a plugin; end the file with ${WHAT_TO_WRITE}`;
  throw fileProblem(displayPath(file), { expected: 'a plugin made by definePlugin', found, sentence });
}

/** As `importPlugin`, for a file that must hold a plugin. */
export async function importOnePlugin(file: string): Promise<Plugin> {
  const plugin = await importPlugin(file);
  if (plugin !== undefined) return plugin;
  const sentence = `there is no default export; end the file with ${WHAT_TO_WRITE}`;
  throw fileProblem(displayPath(file), { expected: 'a plugin as the default export', found: 'none', sentence });
}

async function importModule(file: string): Promise<object> {
  try {
    return (await import(pathToFileURL(file).href)) as object;
  } catch (error) {
    const { place, sentence } = await explainImportError(error, file);
    const mistake = { expected: 'a script that can be loaded', found: 'an error', sentence };
    throw fileProblem({ ...wholeFile(displayPath(file)), ...place }, mistake);
  }
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && 'ebb' in value && value.ebb === 1;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return /^class\b/.test(String(value)) ? `the class ${value.name}` : 'a function';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if ('ebb' in value) return `made for version ${String(value.ebb)} of the plugin contract`;
  return 'kind' in value && 'use' in value ? 'a declaration that did not pass through definePlugin' : 'an object';
}
