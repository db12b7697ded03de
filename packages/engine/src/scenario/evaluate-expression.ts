import type { MathNode } from 'mathjs';

/** An expression that is not allowed or does not give a number; the message is the end of a sentence. */
export class ExpressionError extends Error {
  /** A name that is unknown, where that is what is wrong. */
  readonly unknownName: string | undefined;

  constructor(message: string, unknownName?: string) {
    super(message);
    this.name = 'ExpressionError';
    this.unknownName = unknownName;
  }
}

/** Functions an expression may call, with the number of arguments each takes; all are exact or correctly rounded. */
const FUNCTIONS: Readonly<
  Record<string, readonly [least: number, most: number, apply: (...values: number[]) => number]>
> = {
  min: [1, 99, (...values) => Math.min(...values)],
  max: [1, 99, (...values) => Math.max(...values)],
  abs: [1, 1, (value = 0) => Math.abs(value)],
  round: [1, 1, (value = 0) => Math.round(value)],
  floor: [1, 1, (value = 0) => Math.floor(value)],
  ceil: [1, 1, (value = 0) => Math.ceil(value)],
  sqrt: [1, 1, (value = 0) => Math.sqrt(value)],
};

const ALLOWED = `+ - * / ^, parentheses, comparisons, a ? b : c, ${Object.keys(FUNCTIONS).join(', ')}`;

/** Names that functions take, which constants may not have. */
export const FUNCTION_NAMES: readonly string[] = Object.keys(FUNCTIONS);

/**
 * Evaluates a parsed expression with double arithmetic whose every step is correctly rounded, so that all machines get
 * the same bits. Throws ExpressionError for anything outside the closed list of operators, functions and names.
 */
export function evaluateExpression(node: MathNode, nameOf: (name: string) => number): number {
  const value = evaluate(node, nameOf);
  if (typeof value === 'boolean') throw new ExpressionError('gives true or false where a number is needed');
  if (!Number.isFinite(value)) throw new ExpressionError(`gives ${value}, which is not a finite number`);
  return value === 0 ? 0 : value;
}

/** Lists the names an expression reads, functions left out. */
export function namesOf(node: MathNode): readonly string[] {
  const names: string[] = [];
  node.traverse((part, path) => {
    if (is(part, 'SymbolNode') && path !== 'fn') names.push((part as unknown as SymbolShape).name);
  });
  return names;
}

interface SymbolShape {
  readonly name: string;
}

interface OperatorShape {
  readonly fn: string;
  readonly op: string;
  readonly args: readonly MathNode[];
  readonly implicit: boolean;
}

interface FunctionShape {
  readonly fn: { readonly type: string; readonly name?: string };
  readonly args: readonly MathNode[];
}

interface ConditionalShape {
  readonly condition: MathNode;
  readonly trueExpr: MathNode;
  readonly falseExpr: MathNode;
}

function evaluate(node: MathNode, nameOf: (name: string) => number): number | boolean {
  const number = (part: MathNode): number => {
    const value = evaluate(part, nameOf);
    if (typeof value !== 'number') throw new ExpressionError('calculates with true or false');
    return value;
  };
  switch (node.type) {
    case 'ConstantNode': {
      const { value } = node as unknown as { readonly value: unknown };
      if (typeof value === 'number') return value;
      throw new ExpressionError(
        value === undefined ? 'is empty' : `holds ${JSON.stringify(value)}, which is no number`,
      );
    }
    case 'ParenthesisNode':
      return evaluate((node as unknown as { readonly content: MathNode }).content, nameOf);
    case 'SymbolNode':
      return nameOf((node as unknown as SymbolShape).name);
    case 'OperatorNode':
      return operate(node as unknown as OperatorShape, number);
    case 'ConditionalNode': {
      const { condition, trueExpr, falseExpr } = node as unknown as ConditionalShape;
      const chosen = evaluate(condition, nameOf);
      if (typeof chosen !== 'boolean') throw new ExpressionError('needs a comparison before the ?');
      return evaluate(chosen ? trueExpr : falseExpr, nameOf);
    }
    case 'FunctionNode':
      return call(node as unknown as FunctionShape, number);
    default:
      throw new ExpressionError(`may hold only ${ALLOWED} and the names of constants`);
  }
}

function operate(node: OperatorShape, number: (part: MathNode) => number): number | boolean {
  if (node.implicit) throw new ExpressionError('needs a * between the parts of a product');
  const [left, right] = node.args;
  if (left === undefined) throw new ExpressionError('is empty');
  if (right === undefined) {
    if (node.fn === 'unaryMinus') return -number(left);
    if (node.fn === 'unaryPlus') return number(left);
    throw new ExpressionError(`may not hold '${node.op}'; it may hold ${ALLOWED}`);
  }
  const [a, b] = [() => number(left), () => number(right)];
  switch (node.fn) {
    case 'add':
      return a() + b();
    case 'subtract':
      return a() - b();
    case 'multiply':
      return a() * b();
    case 'divide':
      return a() / b();
    case 'pow':
      return power(a(), b());
    case 'smaller':
      return a() < b();
    case 'smallerEq':
      return a() <= b();
    case 'larger':
      return a() > b();
    case 'largerEq':
      return a() >= b();
    case 'equal':
      return a() === b();
    case 'unequal':
      return a() !== b();
    default:
      throw new ExpressionError(`may not hold '${node.op}'; it may hold ${ALLOWED}`);
  }
}

function call(node: FunctionShape, number: (part: MathNode) => number): number {
  const name = node.fn.type === 'SymbolNode' ? (node.fn.name ?? '') : '';
  if (!Object.hasOwn(FUNCTIONS, name)) throw new ExpressionError(`may not call '${name}'; it may hold ${ALLOWED}`);
  const [least, most, apply] = FUNCTIONS[name] ?? [0, 0, () => 0];
  if (node.args.length < least || node.args.length > most) {
    throw new ExpressionError(`calls ${name} with ${node.args.length} values`);
  }
  return apply(...node.args.map(number));
}

/** Raises to a whole power by repeated squaring: each product is correctly rounded, and so the same everywhere. */
function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1_000) {
    throw new ExpressionError(`raises to the power ${exponent}; powers are whole numbers up to 1000 (for roots: sqrt)`);
  }
  let result = 1;
  let square = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / result : result;
}

function is(node: MathNode, type: string): boolean {
  return node.type === type;
}
