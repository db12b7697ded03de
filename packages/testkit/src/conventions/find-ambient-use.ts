import { tokenizeScript } from './tokenize-script.ts';
import type { ScriptToken } from './tokenize-script.ts';

/** A use of something that a run must not depend on: the wall clock, unnamed randomness, the platform, inexact maths. */
export interface AmbientUse {
  readonly name: string;
  readonly line: number;
  /** What to use instead, as a clause. */
  readonly instead: string;
}

const insteadOfMaths = 'its last bits differ between engines; use the function of the same name from @ebb/sdk';
const insteadOfTime = 'use the clock: simulated time is the only time in a run';
const insteadOfTimers = 'use an Rx operator with the clock as its scheduler';
const insteadOfRandom = 'draw from the random stream that is injected';
const insteadOfPlatform = 'the same code also runs in a browser';

const inexact =
  'log log2 log10 log1p exp expm1 pow cbrt hypot sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh';

/** Members that are refused on the run path, as `object.member`, each with what to use instead. */
export const ambientMembers: ReadonlyMap<string, string> = new Map([
  ...inexact.split(' ').map((name) => [`Math.${name}`, insteadOfMaths] as const),
  ['Math.random', insteadOfRandom],
  ['crypto.randomUUID', insteadOfRandom],
  ['crypto.getRandomValues', insteadOfRandom],
  ['Date.now', insteadOfTime],
  ['performance.now', insteadOfTime],
  ['performance.timeOrigin', insteadOfTime],
  ...['env', 'argv', 'exit', 'cwd', 'hrtime', 'nextTick', 'uptime', 'memoryUsage', 'stdout', 'stderr'].map(
    (name) => [`process.${name}`, insteadOfPlatform] as const,
  ),
]);

/** Functions that are refused on the run path wherever they are called. */
export const ambientFunctions: ReadonlyMap<string, string> = new Map(
  ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'].map((name) => [
    name,
    insteadOfTimers,
  ]),
);

function useAt(tokens: readonly ScriptToken[], i: number): Omit<AmbientUse, 'line'> | undefined {
  const text = (offset: number): string => tokens[i + offset]?.text ?? '';
  const isMember = text(-1) === '.' && text(-2) !== 'globalThis';
  if (tokens[i]?.kind === 'mark' && text(0).startsWith('**')) {
    const isBigInt = tokens[i - 1]?.kind === 'number' && text(-1).endsWith('n');
    return isBigInt
      ? undefined
      : { name: text(0), instead: insteadOfMaths.replace('the function of the same name', 'pow') };
  }
  if (tokens[i]?.kind !== 'word' || isMember) return undefined;
  if (text(1) === '.') {
    const name = `${text(0)}.${text(2)}`;
    const instead = ambientMembers.get(name);
    if (instead !== undefined) return { name, instead };
  }
  if (text(0) === 'Date' && text(1) === '(' && text(2) === ')') return { name: 'Date()', instead: insteadOfTime };
  if (text(0) === 'Date' && text(-1) === 'new' && text(1) !== '(') return { name: 'new Date', instead: insteadOfTime };
  const instead = text(1) === '(' ? ambientFunctions.get(text(0)) : undefined;
  return instead === undefined ? undefined : { name: text(0), instead };
}

/** Finds the wall clock, unnamed randomness, timers, the platform and inexact maths in a script, in the order of lines. */
export function findAmbientUse(source: string): AmbientUse[] {
  const tokens = tokenizeScript(source);
  return tokens.flatMap((token, i) => {
    const use = useAt(tokens, i);
    return use === undefined ? [] : [{ ...use, line: token.line }];
  });
}
