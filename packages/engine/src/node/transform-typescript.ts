import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Message, TransformFailure } from 'esbuild';

/** Marks an error whose message is already a sentence with file, line and column. */
export const SYNTAX = 'EBB_SYNTAX';

/**
 * Turns a TypeScript file (or checks a JavaScript one) into an ES2022 module with decorators on parameters and an inline
 * source map. Throws an Error of code EBB_SYNTAX, whose message is `file:line:column: what is wrong`.
 */
export async function transformTypeScript(file: string): Promise<string> {
  const [{ transform }, source] = await Promise.all([import('esbuild'), readFile(file, 'utf8')]);
  try {
    const { code } = await transform(source, {
      loader: /\.m?js$/.test(file) ? 'js' : 'ts',
      format: 'esm',
      target: 'es2022',
      sourcemap: 'inline',
      sourcefile: path.basename(file),
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    });
    return code;
  } catch (error) {
    const [first] = isFailure(error) ? error.errors : [];
    if (first === undefined) throw error;
    throw Object.assign(new Error(sentenceOf(file, first)), { code: SYNTAX });
  }
}

function sentenceOf(file: string, { text, location }: Message): string {
  const place = location === null ? file : `${file}:${location.line}:${location.column + 1}`;
  return `${place}: ${text}`;
}

function isFailure(error: unknown): error is TransformFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
