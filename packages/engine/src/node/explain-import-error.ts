import { fileURLToPath } from 'node:url';
import { nearestName } from '../scenario/index.ts';
import type { Place } from '../scenario/index.ts';
import { displayPath } from './file-problem.ts';
import { codeOf } from './node-files.ts';
import { firstFrame } from './stack-frame.ts';
import { SYNTAX, transformTypeScript } from './transform-typescript.ts';

/** What was wrong with a script that did not load, and where, when that is known. */
export interface ImportError {
  readonly place?: Place;
  readonly sentence: string;
}

/** Makes a sentence of whatever an import threw: a syntax error, a missing import or name, or the script's own error. */
export async function explainImportError(error: unknown, file: string): Promise<ImportError> {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === SYNTAX) return placed(message);
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
    return { sentence: missingModule(message) };
  }
  if (error instanceof SyntaxError) return (await missingExport(message)) ?? (await syntaxError(message, file));
  const frame = firstFrame(error instanceof Error ? (error.stack ?? '') : '');
  const place = frame === undefined ? {} : { place: { ...frame, file: displayPath(frame.file) } };
  const isDeclaration = error instanceof Error && error.name === 'PluginError';
  return { ...place, sentence: isDeclaration ? message : `it threw while it was loaded: ${message}` };
}

/** Takes `file:line:column: sentence` apart. */
function placed(message: string): ImportError {
  const [, file, line, column, sentence] = /^(.*?):(\d+):(\d+): (.*)$/s.exec(message) ?? [];
  if (file === undefined) return { sentence: message };
  const place = { file: displayPath(file), line: Number(line), column: Number(column) };
  return { place, sentence: `the script cannot be read: ${sentence}` };
}

function missingModule(message: string): string {
  const [, name, importer] = /^Cannot find (?:package|module) '(.*?)' imported from (.*)$/.exec(message) ?? [];
  if (name === undefined || importer === undefined) return message;
  const from = displayPath(importer.startsWith('file:') ? fileURLToPath(importer) : importer);
  const hint = name.startsWith('@ebb/') ? '; a plugin has all it needs of the house from @ebb/sdk' : '';
  return `'${displayPath(name)}', which ${from} imports, was not found${hint}`;
}

async function missingExport(message: string): Promise<ImportError | undefined> {
  const [, module, name] = /module '(.*?)' does not provide an export named '(.*?)'/.exec(message) ?? [];
  if (module === undefined || name === undefined) return undefined;
  if (module !== '@ebb/sdk') return { sentence: `'${module}' has no export called '${name}'` };
  const near = nearestName(name, Object.keys(await import('@ebb/sdk')));
  const hint = near === undefined ? 'if it is a type, import it with `import type`' : `did you mean '${near}'?`;
  return { sentence: `@ebb/sdk has no export called '${name}' (${hint})` };
}

/** A syntax error in JavaScript comes without its place; reading the script once more finds it. */
async function syntaxError(message: string, file: string): Promise<ImportError> {
  try {
    await transformTypeScript(file);
  } catch (error) {
    if (codeOf(error) === SYNTAX && error instanceof Error) return placed(error.message);
  }
  return { sentence: `the script, or one that it imports, cannot be read: ${message}` };
}
