import { ClearingWorld } from './clearing-world.ts';
import type { WorldOptions } from './clearing-world.ts';

/** Atoms that no loss of a test exhausts. */
export const RICH = 1_000_000;

/** The rich account on the other side of every trade that needs one. */
export const MAKER = 1;

/** Account 0 has 100 atoms and is long 10 A at 100 against a rich account 1: at 94 and below it fails. */
export function longWorld(options: Partial<WorldOptions> = {}): ClearingWorld {
  const world = new ClearingWorld({ deposits: [100, RICH, RICH], fundAtoms: 1_000, ...options });
  world.trade(0, MAKER, 0, 10, 100);
  return world;
}

/** The types of facts, in their order. */
export const typesOf = (facts: readonly { readonly type: string }[]): string[] => facts.map(({ type }) => type);
