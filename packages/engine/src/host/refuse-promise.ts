/**
 * Throws when a plugin's method gave a Promise, having marked the Promise's own failure as seen: work after an await has no
 * place in simulated time.
 */
export function refusePromise<T>(value: T, method: string): T {
  if (typeof value !== 'object' || value === null) return value;
  const { then } = value as { readonly then?: unknown };
  if (typeof then !== 'function') return value;
  const ignore = (): void => undefined;
  then.call(value, ignore, ignore);
  throw new TypeError(`${method}() returned a Promise; work after an await has no place in simulated time`);
}
