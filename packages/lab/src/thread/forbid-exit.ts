/** Makes the end of the process, which would take this thread's run along, a fault of the plugin that asks for it. */
export function forbidExit(): void {
  const { exit } = process;
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ''}) has no place in a plugin`);
  };
  // Node itself ends a thread in which something was not caught by the same function, and aborts the process when it throws.
  process.once('uncaughtExceptionMonitor', () => {
    process.exit = exit;
  });
}
