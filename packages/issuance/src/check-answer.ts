import { pegRefusals } from './issuance-codes.ts';
import type { Move } from './contracts/peg.ts';

/** Methods of a peg whose results are looked at before they are used. */
type Asked = 'mint' | 'redeem' | 'act' | 'upkeep' | 'backing' | 'parity' | 'positions';

/**
 * Throws a RangeError that says what is wrong with what a method of a peg returned; of moves, `checkMove` says it.
 * Results of other methods are not looked at.
 */
export function checkAnswer(method: string, result: unknown, checkMove: (move: Move) => void): void {
  const refuse = (expected: string): never => {
    throw new RangeError(`${method}() has to return ${expected}, not ${shown(result)}`);
  };
  switch (method as Asked) {
    case 'mint':
    case 'redeem':
    case 'act': {
      const answer = fieldsOf(result);
      if (answer['wait'] === true) return;
      if ('refuse' in answer) {
        if ((pegRefusals as readonly unknown[]).includes(answer['refuse'])) return;
        return refuse(`a refusal that is one of ${pegRefusals.join(', ')}`);
      }
      if (!Array.isArray(answer['moves'])) return refuse('{moves}, {wait: true} or {refuse}');
      if (answer['done'] !== undefined && typeof answer['done'] !== 'function') return refuse("a function as 'done'");
      (answer['moves'] as Move[]).forEach(checkMove);
      return;
    }
    case 'upkeep':
      if (!Array.isArray(result)) return refuse('a list of moves');
      (result as Move[]).forEach(checkMove);
      return;
    case 'backing': {
      const { assets, liabilities, liquid } = fieldsOf(result);
      if (![assets, liabilities, liquid].every(Number.isFinite)) return refuse('finite assets, liquid and liabilities');
      return;
    }
    case 'parity':
      if (!Number.isFinite(result)) return refuse('a finite number');
      return;
    case 'positions':
      if (!Array.isArray(result)) return refuse('a list of debtors');
  }
}

function fieldsOf(result: unknown): Readonly<Record<string, unknown>> {
  return typeof result === 'object' && result !== null ? (result as Record<string, unknown>) : {};
}

function shown(result: unknown): string {
  if (typeof result !== 'object' || result === null) return String(result);
  const parts = Object.entries(result).map(([key, value]) => `${key}: ${Array.isArray(value) ? '[…]' : String(value)}`);
  return `{${parts.join(', ')}}`;
}
