import { EXIT } from './exit-code.ts';
import { program } from './program.ts';
import { tellError } from './tell-error.ts';

/** Node's exit code of a process that waits for what never comes. */
const UNSETTLED = 13;

/** Runs the command `ebb`, given the process's arguments with the two that Node puts first, and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const over = tellUnlessOver();
  endQuietlyOnClosedPipe(over);
  try {
    process.exitCode = await program(argv.slice(2));
  } catch (error) {
    process.exitCode = tellError(error);
  }
  over();
}

/** A plugin may end the process while it is loaded, or wait for what never comes; neither may pass for a success. Gives what says that all went well. */
function tellUnlessOver(): () => void {
  const tell = (code: number): void => {
    if (code !== EXIT.ok && code !== UNSETTLED) return;
    process.stderr.write(
      'ebb: the process ended before the command did: a plugin ended it, or waits for what never comes\n',
    );
    process.exitCode = EXIT.fault;
  };
  process.once('exit', tell);
  return () => process.off('exit', tell);
}

/** Whoever reads the output may stop reading, as `head` does; that is no fault. */
function endQuietlyOnClosedPipe(over: () => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      over();
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
      if (stream === process.stdout) process.stderr.write(`ebb: the output cannot be written: ${error.message}\n`);
      process.exit(EXIT.fault);
    });
  }
}
