import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

const SEED = /^[\w.-]{1,64}$/;
const DEFAULT_WATCHDOG_SECONDS = 20;
const DEFAULT_REPLICATES = 16;

/** Reads the command line and does what it asks for. Only what a command needs is loaded, and only when it is called. */
export async function program(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const ebb = new Command('ebb')
    .description('A laboratory for market crashes: plays a scenario, and says who lost and why.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError('(ebb --help lists the commands)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ebb: ')) })
    .exitOverride();

  scenarioOptions(ebb.command('run').summary('play a scenario'))
    .description('Plays a scenario and writes what happened to runs/<scenario>-seed<seed>/.')
    .addOption(new Option('--seed <seed>', 'where all randomness comes from').default('1').argParser(seedOf))
    .option('--out <folder>', 'write there instead; an earlier run in it is replaced')
    .addOption(new Option('--record <what>', 'which tables are written').choices(['default', 'all', 'none']))
    .option('--json', 'print one JSON object instead of tables')
    .option('--audit', 'check after every fact that every atom is accounted for')
    .addOption(watchdogOption())
    .action(async (scenario: string, options: object) => {
      const { run } = await import('./commands/run.ts');
      code = await run({ scenario, ...options } as Parameters<typeof run>[0]);
    });

  scenarioOptions(ebb.command('check').summary('check a scenario without playing it'))
    .description('Reads a scenario, finds its plugins and checks every parameter.')
    .action(async (scenario: string, options: object) => {
      const { check } = await import('./commands/check.ts');
      code = await check({ scenario, ...options } as Parameters<typeof check>[0]);
    });

  scenarioOptions(ebb.command('validate').summary('play a scenario under many seeds and judge it by its targets'))
    .description('Plays a scenario under many seeds and says which of its targets it meets; writes no files.')
    .addOption(
      new Option('--replicates <n>', 'how many runs').default(DEFAULT_REPLICATES).argParser(countOf('replicates')),
    )
    .addOption(new Option('--seed <first>', 'the first seed; the others follow it').default(1).argParser(firstSeedOf))
    .addOption(
      new Option('--jobs <n>', 'how many runs at once; as many as there are processors').argParser(countOf('jobs')),
    )
    .option('--json', 'print one JSON object instead of a table')
    .addOption(watchdogOption())
    .action(async (scenario: string, options: object) => {
      const { validate } = await import('./commands/validate.ts');
      code = await validate({ scenario, ...options } as Parameters<typeof validate>[0]);
    });

  pluginOption(ebb.command('schema').summary("write the JSON Schema of scenario files, for editors' completion"))
    .description('Prints the JSON Schema of scenario files, with the parameters of every plugin.')
    .option('--out <file>', 'write it to a file')
    .action(async (options: object) => {
      const { schema } = await import('./commands/schema.ts');
      code = await schema(options as Parameters<typeof schema>[0]);
    });

  pluginOption(ebb.command('plugins').summary('list the plugins, or explain one'))
    .description('Lists every plugin in plain words, or explains one with its parameters.')
    .argument('[name]', 'the plugin to explain')
    .option('--json', 'print JSON instead of tables')
    .action(async (name: string | undefined, options: object) => {
      const { plugins } = await import('./commands/plugins.ts');
      code = await plugins({ name, ...options } as Parameters<typeof plugins>[0]);
    });

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

function scenarioOptions(command: Command): Command {
  return pluginOption(command)
    .argument('<scenario>', 'a scenario file')
    .option('--set <path=value>', 'change one value of the scenario; may be repeated', gather, [])
    .option('--patch <file>', 'lay a file of changes over the scenario; may be repeated', gather, []);
}

function pluginOption(command: Command): Command {
  return command.option('--plugin <path>', 'a plugin besides those of the house; may be repeated', gather, []);
}

function watchdogOption(): Option {
  return new Option('--watchdog <seconds>', 'end a run that stands still for so long; 0 waits for ever')
    .env('EBB_WATCHDOG')
    .default(DEFAULT_WATCHDOG_SECONDS)
    .argParser(secondsOf);
}

function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function seedOf(text: string): string {
  if (SEED.test(text)) return text;
  throw new InvalidArgumentError('A seed is up to 64 letters, digits, dots, hyphens and underscores.');
}

function firstSeedOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('The first seed is a whole number; the others follow it.');
}

function countOf(what: string): (text: string) => number {
  return (text) => {
    if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(`The number of ${what} is a whole number from 1 on.`);
  };
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new InvalidArgumentError('It is a number of seconds.');
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
