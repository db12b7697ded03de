import { ExpressionError, listNames, readExpression } from '@ebb/engine';
import { DesignError, designMistake } from './design-error.ts';
import { roundedTo12, writeQuantity } from './written-value.ts';
import type { At, PlacedAxis } from './design-part.ts';
import type { DeriveAxis } from './vary.ts';
import type { Cell } from './written-value.ts';

/** An axis that is calculated from others at the same point. */
export interface DerivedAxis {
  readonly axis: PlacedAxis;
  /** The value at a point, from the columns of all axes in the order of the study. Throws a DesignError where it gives no number. */
  cell(columns: readonly (number | string)[]): Cell;
}

/** The name by which an expression reads an axis: its own, or the last word of its path. */
export function shortName({ name, path }: { readonly name: string; readonly path: string }): string {
  return name === path ? path.slice(path.lastIndexOf('.') + 1) : name;
}

/**
 * Reads the expression of an axis over the short names of those that `others` lists with their places; a unit behind the
 * expression is that of the axis. Numbers stand for quantities in the units of their axes. Throws a DesignError for what
 * cannot be read, unknown and ambiguous names, and texts.
 */
export async function derivedAxis(
  path: string,
  { derive, as }: DeriveAxis,
  at: At,
  others: readonly { readonly axis: PlacedAxis; readonly place: number }[],
): Promise<DerivedAxis> {
  const wrong = (sentence: string, name?: string): DesignError =>
    new DesignError(at, {
      expected: 'an expression that gives a number',
      found: `'${derive}'`,
      sentence: `the expression '${derive}' ${sentence}`,
      ...(name === undefined ? {} : { name, known: others.map(({ axis }) => shortName(axis)) }),
    });
  const expression = await readExpression(derive).catch((error: unknown) => {
    throw error instanceof ExpressionError ? wrong(error.message) : error;
  });
  const places = new Map<string, number>();
  for (const name of expression.names) {
    const found = others.filter(({ axis }) => shortName(axis) === name);
    const [first, second] = found;
    if (first === undefined) {
      const known = listNames([...new Set(others.map(({ axis }) => shortName(axis)))]);
      throw wrong(`reads the unknown name '${name}'; known are ${known}`, name);
    }
    if (second !== undefined) {
      throw wrong(`reads '${name}', which may be ${first.axis.path} or ${second.axis.path}; name one by 'as'`);
    }
    if (first.axis.kind === 'text') throw wrong(`reads '${name}', whose values are texts`);
    places.set(name, first.place);
  }
  const { unit } = expression;
  const axis: PlacedAxis = { path, name: as ?? path, kind: 'number', ...(unit === undefined ? {} : { unit }), at };
  const cell = (columns: readonly (number | string)[]): Cell => {
    try {
      const column = roundedTo12(expression.evaluate((name) => columns[places.get(name)!] as number));
      return { value: writeQuantity(column, unit), column };
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const where = [...places].map(([name, place]) => `${name} = ${columns[place]}`).join(', ');
      const sentence = `the expression '${derive}' ${error.message}${where === '' ? '' : ` at ${where}`}`;
      throw designMistake(at, 'an expression that gives a number', sentence);
    }
  };
  return { axis, cell };
}
