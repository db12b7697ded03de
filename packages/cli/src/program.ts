import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { declareProvenanceCommands } from './declare/provenance-commands.ts';
import { declareScenarioCommands } from './declare/scenario-commands.ts';
import { declareSearchCommands } from './declare/search-commands.ts';
import { declareStudyCommands } from './declare/study-commands.ts';
import { declareUnderstandCommands } from './declare/understand-commands.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

/** Reads the command line and does what it asks for. Only what a command needs is loaded, and only when it is called. */
export async function program(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const ended = (how: ExitCode): void => {
    code = how;
  };
  const ebb = new Command('ebb')
    .description('A laboratory for market crashes: plays a scenario, and says who lost and why.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError('(ebb --help lists the commands)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ebb: ')) })
    .exitOverride();

  declareScenarioCommands(ebb, ended);
  declareStudyCommands(ebb, ended);
  declareUnderstandCommands(ebb, ended);
  declareSearchCommands(ebb, ended);
  declareProvenanceCommands(ebb, ended);

  if (args.length === 0) {
    ebb.outputHelp();
    return EXIT.ok;
  }
  try {
    await ebb.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  }
  return code;
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
