import type { Kernel, Owner } from '@ebb/kernel';
import { refusePromise } from '../host/refuse-promise.ts';

/** A method of a plugin that the house asks. */
type Method<A extends readonly unknown[], R> = (...args: A) => R;

/**
 * Lays what a plugin's method throws, or a Promise that it returns, at the plugin's door instead of at that of whoever asked
 * it. It passes three arguments on, which is as many as any rule takes: a rest array would be made at every call.
 */
export function attributed<A extends readonly unknown[], R>(
  kernel: Kernel,
  owner: Owner,
  name: string,
  method: Method<A, R>,
): Method<A, R> {
  const open = method as unknown as (a?: unknown, b?: unknown, c?: unknown) => R;
  const outer = (a?: unknown, b?: unknown, c?: unknown): R => {
    try {
      const result = open(a, b, c);
      return typeof result === 'object' ? refusePromise(result, name) : result;
    } catch (error) {
      kernel.fail(error, owner);
      throw kernel.fault ?? error;
    }
  };
  return outer as unknown as Method<A, R>;
}
