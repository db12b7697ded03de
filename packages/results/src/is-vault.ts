import type { RunContext } from '@ebb/sdk';

/** Whether an account is a venue's backstop vault, and no insurance fund; its class is `vault@alpha`. */
export function isVault(context: Pick<RunContext, 'classes' | 'classOf'>, account: number): boolean {
  return context.classes[context.classOf(account)]?.startsWith('vault@') ?? false;
}
