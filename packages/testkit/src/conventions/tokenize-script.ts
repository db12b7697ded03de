/** One word, string or mark of a script, without comments and white space; `line` counts from 1. */
export interface ScriptToken {
  readonly kind: 'word' | 'number' | 'string' | 'template' | 'regex' | 'mark';
  /** The text as written; for a string, what stands between its quotes. */
  readonly text: string;
  readonly line: number;
}

const patterns = [
  ['space', /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^#![^\n]*/y],
  ['word', /[\p{L}_$#][\p{L}\p{N}_$]*/uy],
  ['number', /\d(?:[\w.]|(?<=[eE])[+-])*/y],
  ['string', /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y],
  ['regex', /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\/[a-z]*/y],
  ['mark', /\*\*=?|=>|[\s\S]/y],
] as const;

const templatePart = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(`|\$\{)/y;
const beforeRegex = new Set(['return', 'typeof', 'case', 'in', 'of', 'void', 'delete', 'throw', 'await', 'yield']);

/** A slash after a value divides; elsewhere it opens a regular expression. */
function mayOpenRegex(previous: ScriptToken | undefined): boolean {
  if (previous === undefined) return true;
  if (previous.kind === 'word') return beforeRegex.has(previous.text);
  return previous.kind === 'mark' && !/^[)\]}]$/.test(previous.text);
}

/**
 * Splits a TypeScript or JavaScript source into tokens, enough to find imports and calls without a compiler. The text of
 * template literals is one token for each part between placeholders, and what stands inside a placeholder is read as code.
 */
export function tokenizeScript(source: string): ScriptToken[] {
  const tokens: ScriptToken[] = [];
  const braces: ('block' | 'placeholder')[] = [];
  let at = 0;
  let line = 1;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text === undefined || text === '') return undefined;
    at += text.length;
    return text;
  };
  const keep = (kind: ScriptToken['kind'], text: string, raw: string): void => {
    tokens.push({ kind, text, line });
    line += raw.split('\n').length - 1;
  };
  const takeTemplatePart = (): void => {
    const raw = take(templatePart) ?? source.slice(at);
    if (!raw.endsWith('`') && !raw.endsWith('${')) at = source.length;
    if (raw.endsWith('${')) braces.push('placeholder');
    keep('template', raw.replace(/(`|\$\{)$/, ''), raw);
  };

  while (at < source.length) {
    for (const [kind, pattern] of patterns) {
      if (kind === 'regex' && !mayOpenRegex(tokens.at(-1))) continue;
      const raw = take(pattern);
      if (raw === undefined) continue;
      if (kind === 'space') line += raw.split('\n').length - 1;
      else if (kind === 'string') keep(kind, raw.slice(1, -1), raw);
      else if (raw === '`') takeTemplatePart();
      else if (raw === '}' && braces.pop() === 'placeholder') takeTemplatePart();
      else {
        if (raw === '{') braces.push('block');
        keep(kind, raw, raw);
      }
      break;
    }
  }
  return tokens;
}
