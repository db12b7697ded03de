import { tokenizeScript } from './tokenize-script.ts';
import type { ScriptToken } from './tokenize-script.ts';

/** One import of a script: what it names, on which line (from 1), and whether it vanishes when types are stripped. */
export interface ImportFound {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

/** `import type …` and `export type …`, but not a default import that is called `type`. */
function isTypeOnly(tokens: readonly ScriptToken[], from: number): boolean {
  let start = from;
  while (start > 0 && !['import', 'export'].includes(tokens[start]?.text ?? '')) start -= 1;
  return tokens[start + 1]?.text === 'type' && start + 2 < from && tokens[start + 2]?.text !== ',';
}

/**
 * Finds every module that a script imports: static and side-effect imports, re-exports, `import()`, `import('…')` types
 * and `require()`. Only specifiers written as plain strings are found.
 */
export function findImports(source: string): ImportFound[] {
  const tokens = tokenizeScript(source);
  const found: ImportFound[] = [];
  tokens.forEach((token, i) => {
    if (token.kind !== 'string') return;
    const [third, second, first] = [tokens[i - 3], tokens[i - 2], tokens[i - 1]];
    const isStatement = first?.kind === 'word' && (first.text === 'from' || first.text === 'import');
    const isCall =
      first?.text === '(' && (second?.text === 'import' || second?.text === 'require') && third?.text !== '.';
    if (!isStatement && !isCall) return;
    const typeOnly = first.text === 'from' && isTypeOnly(tokens, i - 1);
    found.push({ specifier: token.text, line: token.line, typeOnly });
  });
  return found;
}
