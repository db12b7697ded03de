import { Option } from 'commander';
import type { Command } from 'commander';
import { countOf, firstSeedOf, jobsOption, pluginOption, scenarioOptions, seedOf, watchdogOption } from './options.ts';
import type { Ended } from './options.ts';

const DEFAULT_REPLICATES = 16;

/** Declares the commands that work on one scenario or its plugins. */
export function declareScenarioCommands(ebb: Command, ended: Ended): void {
  scenarioOptions(ebb.command('run').summary('play a scenario'))
    .description('Plays a scenario and writes what happened to runs/<scenario>-seed<seed>/.')
    .addOption(new Option('--seed <seed>', 'where all randomness comes from').default('1').argParser(seedOf))
    .option('--out <folder>', 'write there instead; an earlier run in it is replaced')
    .addOption(new Option('--record <what>', 'which tables are written').choices(['default', 'all', 'none']))
    .option('--json', 'print one JSON object instead of tables')
    .option('--audit', 'check after every fact that every atom is accounted for')
    .addOption(watchdogOption())
    .action(async (scenario: string, options: object) => {
      const { run } = await import('../commands/run.ts');
      ended(await run({ scenario, ...options } as Parameters<typeof run>[0]));
    });

  scenarioOptions(ebb.command('check').summary('check a scenario without playing it'))
    .description('Reads a scenario, finds its plugins and checks every parameter.')
    .action(async (scenario: string, options: object) => {
      const { check } = await import('../commands/check.ts');
      ended(await check({ scenario, ...options } as Parameters<typeof check>[0]));
    });

  scenarioOptions(ebb.command('validate').summary('play a scenario under many seeds and judge it by its targets'))
    .description('Plays a scenario under many seeds and says which of its targets it meets; writes no files.')
    .addOption(
      new Option('--replicates <n>', 'how many runs').default(DEFAULT_REPLICATES).argParser(countOf('replicates')),
    )
    .addOption(new Option('--seed <first>', 'the first seed; the others follow it').default(1).argParser(firstSeedOf))
    .addOption(jobsOption())
    .option('--json', 'print one JSON object instead of a table')
    .addOption(watchdogOption())
    .action(async (scenario: string, options: object) => {
      const { validate } = await import('../commands/validate.ts');
      ended(await validate({ scenario, ...options } as Parameters<typeof validate>[0]));
    });

  pluginOption(ebb.command('schema').summary("write the JSON Schema of scenario files, for editors' completion"))
    .description('Prints the JSON Schema of scenario files, with the parameters of every plugin.')
    .option('--out <file>', 'write it to a file')
    .action(async (options: object) => {
      const { schema } = await import('../commands/schema.ts');
      ended(await schema(options as Parameters<typeof schema>[0]));
    });

  pluginOption(ebb.command('plugins').summary('list the plugins, or explain one'))
    .description('Lists every plugin in plain words, or explains one with its parameters.')
    .argument('[name]', 'the plugin to explain')
    .option('--json', 'print JSON instead of tables')
    .action(async (name: string | undefined, options: object) => {
      const { plugins } = await import('../commands/plugins.ts');
      ended(await plugins({ name, ...options } as Parameters<typeof plugins>[0]));
    });
}
