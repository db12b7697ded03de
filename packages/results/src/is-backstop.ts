import type { RunContext } from '@ebb/sdk';

/** Classes of the accounts that venues keep behind bankrupt ones: `insurance@alpha`, `insurance BTC/USDT:USDT@alpha`, `vault@alpha`. */
const BACKSTOP = /^(insurance|vault)( [^@]*)?@/;

/** Whether an account is an insurance fund or a backstop vault; what it trades is no liquidation. */
export function isBackstop(context: Pick<RunContext, 'classes' | 'classOf'>, account: number): boolean {
  const name = context.classes[context.classOf(account)];
  return name !== undefined && BACKSTOP.test(name);
}
