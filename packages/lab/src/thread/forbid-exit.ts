/** Makes the end of the process, which would take this thread's run along, a fault of the plugin that asks for it. */
export function forbidExit(): void {
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ''}) has no place in a plugin`);
  };
}
