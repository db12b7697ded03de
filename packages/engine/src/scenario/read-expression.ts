import { ExpressionError, evaluateExpression, namesOf } from './evaluate-expression.ts';
import type { MathNode } from 'mathjs';

/** An expression that has been read once and can be evaluated with many values. */
export interface Expression {
  /** The names that it reads, functions left out. */
  readonly names: readonly string[];
  /** The unit that stands behind it, as in `250 * scale ms`. */
  readonly unit?: string;
  /** The number that it gives, in that unit. Throws ExpressionError where it gives none. */
  evaluate(nameOf: (name: string) => number): number;
}

/** Turns a text into the parts of an expression, or throws. */
export type Parse = (text: string) => MathNode;

const WITH_UNIT = /^(.*[^\s+\-*/^(,<>=?:])\s*(?:(%)|\s(us|ms|s|min|h|d|bp)|(\/\s*(?:us|ms|s|min|h|d)))$/;

/** Reads an expression over names, without the `=`. The parser loads when it is first needed. Throws ExpressionError. */
export async function readExpression(written: string): Promise<Expression> {
  const { parse } = await import('mathjs/number');
  const { text, unit } = splitUnit(written.trim());
  const node = parseExpression(text, parse as Parse);
  const evaluate = (nameOf: (name: string) => number): number => evaluateExpression(node, nameOf);
  return { names: namesOf(node), ...(unit === undefined ? {} : { unit }), evaluate };
}

/** Parts an expression from the unit behind it. */
export function splitUnit(text: string): { readonly text: string; readonly unit?: string } {
  const withUnit = WITH_UNIT.exec(text);
  const unit = withUnit?.[2] ?? withUnit?.[3] ?? withUnit?.[4];
  return unit === undefined ? { text } : { text: withUnit?.[1] ?? '', unit };
}

/** Parses an expression; what cannot be read is an ExpressionError. */
export function parseExpression(text: string, parse: Parse): MathNode {
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ExpressionError(`cannot be read: ${message.replace(/^SyntaxError: /, '')}`);
  }
}
