import { Option } from 'commander';
import type { Command } from 'commander';
import { countOf, gather, halfWidthOf, jobsOption, positiveOf, shareOf, watchdogOption } from './options.ts';
import type { Ended } from './options.ts';

const STORE = 'runs/store';
const DEFAULT_TRIES = 2;
const DEFAULT_LEVEL = 0.95;
const FIRST_SEEDS = 20;
const MOST_SEEDS = 10_000;

/** Declares the commands that play studies and look after what they left. */
export function declareStudyCommands(ebb: Command, ended: Ended): void {
  playOptions(ebb.command('sweep').summary('play a study: points × variants × seeds'))
    .description('Plays what is missing of a study and keeps it in the store; what was played is not played again.')
    .argument('<study>', 'a study file')
    .option('--dry-run', 'say how many runs it has, how long they would take and how large they would be')
    .addOption(replicatesOption())
    .addOption(new Option('--at-most <runs>', 'allow so many runs').argParser(countOf('runs')))
    .action(async (study: string, options: object) => {
      const { sweep } = await import('../commands/sweep.ts');
      ended(await sweep({ study, ...options } as Parameters<typeof sweep>[0]));
    });

  playOptions(ebb.command('resume').summary('go on with a study'))
    .description('Goes on with a study from what its folder holds.')
    .argument('<study>', STUDY)
    .addOption(replicatesOption())
    .action(async (study: string, options: object) => {
      const { resume } = await import('../commands/resume.ts');
      ended(await resume({ study, ...options } as Parameters<typeof resume>[0]));
    });

  playOptions(ebb.command('retry-failed').summary('play the failed runs of a study again'))
    .description('Forgets the failures of a study and plays those runs again, with what is missing.')
    .argument('<study>', STUDY)
    .action(async (study: string, options: object) => {
      const { retryFailed } = await import('../commands/resume.ts');
      ended(await retryFailed({ study, ...options } as Parameters<typeof retryFailed>[0]));
    });

  storeOption(ebb.command('status').summary('say how a study stands, or list all'))
    .description(
      'Says how many runs of a study are completed, failed and missing, and what broke; lists all studies without one.',
    )
    .argument('[study]', STUDY)
    .option('--json', 'print JSON instead of tables')
    .action(async (study: string | undefined, options: object) => {
      const { status } = await import('../commands/status.ts');
      ended(await status({ study, ...options } as Parameters<typeof status>[0]));
    });

  storeOption(ebb.command('sql').summary('ask a question in SQL of all results'))
    .description('Answers a question in SQL over the view runs of all studies, or over one study or one run.')
    .argument('<query>', 'as in "select variant, avg(\\"BTC/USDT@alpha.low\\") from runs group by variant"')
    .option('--in <study>', 'ask only this study (named as in ebb status), or the tables of the run in this folder')
    .option('--json', 'print one JSON object instead of a table')
    .option('--csv', 'print comma-separated values instead of a table')
    .action(async (query: string, options: object) => {
      const { sql } = await import('../commands/sql.ts');
      ended(await sql({ query, ...options } as Parameters<typeof sql>[0]));
    });

  storeOption(ebb.command('compare').summary('compare the variants of a study under the same luck'))
    .description('Says how variants differ from a base, run by run with the same seed, and how surely.')
    .argument('<study>', STUDY)
    .option('--metric <measure>', "a metric, q95(metric), or an event as 'metric < 0.9'; may be repeated", gather, [])
    .option('--base <variant>', 'what others are compared with; the first variant unless given')
    .addOption(new Option('--level <p>', 'that of the intervals').default(DEFAULT_LEVEL).argParser(shareOf))
    .option('--by-point', 'compare at each point of the design, not over all of them')
    .addOption(
      new Option(
        '--until-halfwidth <h>',
        'play more seeds until the interval is so narrow to each side, as in 0.01 or 5%',
      ).argParser(halfWidthOf),
    )
    .addOption(
      new Option('--at-most <n>', 'seeds after which --until-halfwidth gives up')
        .default(MOST_SEEDS)
        .argParser(countOf('seeds')),
    )
    .addOption(jobsOption())
    .addOption(watchdogOption())
    .option('--json', 'print one JSON object instead of a table')
    .action(async (study: string, options: object) => {
      const { compare } = await import('../commands/compare.ts');
      ended(await compare({ study, ...options } as Parameters<typeof compare>[0]));
    });

  storeOption(ebb.command('rank').summary('find the best variant of a study with few runs'))
    .description('Plays the variants of a study until one is the best with the confidence asked for.')
    .argument('<study>', STUDY)
    .option('--metric <measure>', 'a metric, or an event; the first that the study names unless given')
    .addOption(new Option('--goal <goal>', 'what is best').choices(['min', 'max']).makeOptionMandatory())
    .addOption(
      new Option('--delta <d>', "a difference of means that does not matter, in the metric's unit")
        .argParser(positiveOf)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--method <m>', 'KN guarantees its confidence, OCBA needs fewer runs')
        .choices(['KN', 'OCBA'])
        .default('KN'),
    )
    .addOption(new Option('--confidence <p>', 'of the choice').default(DEFAULT_LEVEL).argParser(shareOf))
    .addOption(
      new Option('--first <n>', 'seeds of each variant before one is left out')
        .default(FIRST_SEEDS)
        .argParser(countOf('seeds')),
    )
    .addOption(
      new Option('--at-most <n>', 'seeds of a variant after which it gives up')
        .default(MOST_SEEDS)
        .argParser(countOf('seeds')),
    )
    .addOption(jobsOption())
    .addOption(watchdogOption())
    .option('--json', 'print one JSON object instead of a table')
    .action(async (study: string, options: object) => {
      const { rank } = await import('../commands/rank.ts');
      ended(await rank({ study, ...options } as Parameters<typeof rank>[0]));
    });

  storeOption(ebb.command('worker').summary('play chunks of studies for others, from a queue'))
    .description('Takes work from a Redis or Valkey until it is stopped; the store has to be the one of whoever asks.')
    .addOption(queueOption().makeOptionMandatory())
    .addOption(jobsOption())
    .action(async (options: object) => {
      const { worker } = await import('../commands/worker.ts');
      ended(await worker(options as Parameters<typeof worker>[0]));
    });
}

/** What an argument that names a study may be. */
export const STUDY = 'the folder of a study, its key or the beginning of it, its name, or its file';

/** Adds the option that says where studies are kept. */
export function storeOption(command: Command): Command {
  return command.addOption(new Option('--store <folder>', 'where studies are kept').env('EBB_STORE').default(STORE));
}

/** Adds what every command takes that plays a study. */
export function playOptions(command: Command): Command {
  return storeOption(command)
    .addOption(jobsOption())
    .option('--shard <i/n>', 'play only this part of it, as in 2/5; auto reads it from the environment')
    .addOption(queueOption())
    .addOption(
      new Option('--tries <n>', 'how often a run is tried before it is kept as failed')
        .default(DEFAULT_TRIES)
        .argParser(countOf('tries')),
    )
    .addOption(watchdogOption())
    .option('--json', 'print one JSON object instead of text');
}

function queueOption(): Option {
  return new Option('--queue <url>', 'a Redis or Valkey through which workers play it').env('EBB_QUEUE');
}

function replicatesOption(): Option {
  return new Option('--replicates <n>', 'how many seeds, in place of its own number').argParser(countOf('replicates'));
}
