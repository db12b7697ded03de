import { EXIT } from './exit-code.ts';
import { program } from './program.ts';
import { tellError } from './tell-error.ts';

/** Runs the command `ebb`, given the process's arguments with the two that Node puts first, and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    process.exitCode = await program(argv.slice(2));
  } catch (error) {
    process.exitCode = tellError(error);
  }
}

/** Whoever reads the output may stop reading, as `head` does; that is no fault. */
function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
      if (stream === process.stdout) process.stderr.write(`ebb: the output cannot be written: ${error.message}\n`);
      process.exit(EXIT.fault);
    });
  }
}
