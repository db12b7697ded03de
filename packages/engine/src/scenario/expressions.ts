import { UNIT_WORDS, foundText, parseQuantity } from '@ebb/sdk';
import { ExpressionError, FUNCTION_NAMES, evaluateExpression, namesOf } from './evaluate-expression.ts';
import { BadInput, listNames, problemAt } from './problem.ts';
import { parseExpression, splitUnit } from './read-expression.ts';
import type { LocatedNode, MapNode, Path, ScalarNode } from './located-node.ts';
import type { Problem } from './problem.ts';
import type { Parse } from './read-expression.ts';

/** How many constants may be read one from another. */
const DEEPEST = 100;

/** Keys at the root whose texts are words for people or names of files, in which `=` means nothing. */
const WORDS = new Set(['name', 'title', 'description', '$schema', 'extends', 'plugins']);

/**
 * Replaces every text that starts with `=` by the number it gives, or by the number and its unit (`= 250 * scale ms`).
 * Names are those of `constants:`, in any order, and `scale` (1 when absent). The parser loads only when some text needs
 * it. Throws BadInput with one problem for each wrong expression.
 */
export async function resolveExpressions(root: MapNode): Promise<MapNode> {
  if (!hasExpression(root)) return root;
  const { parse } = await import('mathjs/number');
  const problems: Problem[] = [];
  const constants = new Constants(root, parse as Parse, problems);
  const resolved = replace(root, [], constants, problems) as MapNode;
  if (problems.length > 0) throw new BadInput(problems);
  return resolved;
}

class Constants {
  readonly #nodes = new Map<string, { readonly node: LocatedNode; readonly path: Path }>();
  readonly #values = new Map<string, number>();
  readonly #parse: Parse;
  readonly #open: string[] = [];

  constructor(root: MapNode, parse: Parse, problems: Problem[]) {
    this.#parse = parse;
    const scale = root.entries.get('scale')?.node;
    if (scale === undefined) this.#values.set('scale', 1);
    else this.#nodes.set('scale', { node: scale, path: ['scale'] });
    const constants = root.entries.get('constants')?.node;
    if (constants?.kind !== 'map') return;
    for (const [name, entry] of constants.entries) {
      const path = ['constants', name];
      const wrong = wrongName(name);
      if (wrong !== undefined) problems.push(problemAt(entry.key, path, { ...wrong, found: `'${name}'` }));
      else this.#nodes.set(name, { node: entry.node, path });
    }
  }

  /** The value of the text behind a `=`. */
  evaluate(text: string): number {
    const node = parseExpression(text, this.#parse);
    const known = (name: string): number => this.#value(name);
    for (const name of namesOf(node)) known(name);
    return evaluateExpression(node, known);
  }

  #value(name: string): number {
    const value = this.#values.get(name);
    if (value !== undefined) return value;
    const constant = this.#nodes.get(name);
    if (constant === undefined) {
      const known = [...new Set([...this.#nodes.keys(), 'scale'])];
      throw new ExpressionError(`reads the unknown name '${name}'; known are ${listNames(known)}`, name);
    }
    if (this.#open.includes(name)) {
      const loop = [...this.#open.slice(this.#open.indexOf(name)), name].join(' → ');
      throw new ExpressionError(`goes in a loop: ${loop}`);
    }
    if (this.#open.length >= DEEPEST) {
      throw new ExpressionError(`reads a chain of more than ${DEEPEST} constants, one from another`);
    }
    this.#open.push(name);
    try {
      const result = this.#resolve(constant.node);
      this.#values.set(name, result);
      return result;
    } finally {
      this.#open.pop();
    }
  }

  #resolve(node: LocatedNode): number {
    const written = node.kind === 'scalar' ? node.value : undefined;
    if (typeof written === 'string' && written.startsWith('=')) return this.evaluate(written.slice(1));
    const reading = constantNumber(written);
    if (reading === undefined) throw new ExpressionError('reads a constant that is not a number');
    return reading;
  }

  known(): readonly string[] {
    return [...new Set([...this.#nodes.keys(), 'scale'])];
  }
}

/** Reads what a constant may hold: a number, text with a multiplier, or a fraction such as `5 bp`. */
export function constantNumber(written: unknown): number | undefined {
  const plain = parseQuantity(written, 'number');
  if (plain.ok) return plain.value;
  const fraction = parseQuantity(written, 'fraction');
  return fraction.ok ? fraction.value : undefined;
}

function wrongName(name: string): { readonly expected: string; readonly sentence: string } | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    const expected = 'letters, digits and _';
    return { expected, sentence: `the name of a constant is made of letters, digits and _, not '${name}'` };
  }
  if (![...UNIT_WORDS, ...FUNCTION_NAMES, 'scale'].includes(name)) return undefined;
  const expected = 'a name that is not taken';
  return { expected, sentence: `'${name}' already means something in expressions; give the constant another name` };
}

function replace(node: LocatedNode, path: Path, constants: Constants, problems: Problem[]): LocatedNode {
  if (node.kind === 'list') {
    return { ...node, items: node.items.map((item, index) => replace(item, [...path, index], constants, problems)) };
  }
  if (node.kind === 'map') {
    const entries = [...node.entries].map(([key, entry]) => {
      if (path.length === 0 && WORDS.has(key)) return [key, entry] as const;
      return [key, { key: entry.key, node: replace(entry.node, [...path, key], constants, problems) }] as const;
    });
    return { ...node, entries: new Map(entries) };
  }
  return isExpression(node) ? evaluated(node, path, constants, problems) : node;
}

function evaluated(
  node: ScalarNode & { readonly value: string },
  path: Path,
  constants: Constants,
  problems: Problem[],
): ScalarNode {
  const { text, unit } = splitUnit(node.value.slice(1).trim());
  try {
    const value = constants.evaluate(text);
    return { ...node, value: unit === undefined ? value : `${value} ${unit}` };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const sentence = `the expression ${foundText(node.value)} ${error.message}`;
    const mistake = { expected: 'an expression that gives a number', found: foundText(node.value), sentence };
    const near = error.unknownName === undefined ? {} : { name: error.unknownName, known: constants.known() };
    problems.push(problemAt(node.place, path, { ...mistake, ...near }));
    return node;
  }
}

function hasExpression(node: LocatedNode, root = true): boolean {
  if (node.kind === 'list') return node.items.some((item) => hasExpression(item, false));
  if (node.kind === 'scalar') return isExpression(node);
  return [...node.entries].some(([key, entry]) => !(root && WORDS.has(key)) && hasExpression(entry.node, false));
}

function isExpression(node: ScalarNode): node is ScalarNode & { readonly value: string } {
  return typeof node.value === 'string' && node.value.startsWith('=');
}
