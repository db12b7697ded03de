import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { countOf, firstSeedOf, gather, jobsOption, pluginOption, watchdogOption, scenarioOptions } from './options.ts';
import type { Ended } from './options.ts';
import { storeOption } from './study-commands.ts';

const DEFAULT_SAMPLE = 8;

/** Declares the commands that say what was played, hand it on and check it. */
export function declareProvenanceCommands(ebb: Command, ended: Ended): void {
  scenarioOptions(ebb.command('describe').summary('describe a scenario in words'))
    .description('Describes a scenario on a page, or its whole model by the ODD protocol in Markdown.')
    .option('--odd', 'write the whole model down by the ODD protocol')
    .option('--out <file>', 'write it to a file')
    .action(async (scenario: string, options: object) => {
      const { describe } = await import('../commands/describe.ts');
      ended(await describe({ scenario, ...options } as Parameters<typeof describe>[0]));
    });

  storeOption(pluginOption(ebb.command('bundle').summary('pack a scenario, a run or a study for others')))
    .description('Packs what is needed to play a scenario, a run or a study again, with the hashes of what came out.')
    .argument('<what>', "a scenario's file, a run's folder, or a study: its folder, key, name or file")
    .option('--out <file>', 'write it there; an earlier bundle in that place is replaced')
    .option('--no-results', 'leave the numbers of the runs out, and pack their traces alone')
    .addOption(
      new Option(
        '--replicates <n>',
        'of a scenario: play it with so many seeds first, so that there is something to compare',
      )
        .default(0)
        .argParser(replicatesOf),
    )
    .option('--scenario <file>', 'of a run whose folder does not say it: what it was played from')
    .option('--set <path=value>', 'of a scenario: change one value; may be repeated', gather, [])
    .option('--patch <file>', 'of a scenario: lay a file of changes over it; may be repeated', gather, [])
    .addOption(jobsOption())
    .option('--json', 'print one JSON object instead of text')
    .action(async (what: string, options: object) => {
      const { bundle } = await import('../commands/bundle.ts');
      ended(await bundle({ what, ...options } as Parameters<typeof bundle>[0]));
    });

  ebb
    .command('verify')
    .summary('check a bundle, and play some of its runs again')
    .description('Checks every file of a bundle, plays some of its runs again and compares traces and numbers.')
    .argument('<bundle>', 'what ebb bundle wrote')
    .addOption(
      new Option('--sample <n>', 'how many runs are played again').default(DEFAULT_SAMPLE).argParser(countOf('runs')),
    )
    .option('--all', 'play all of them again')
    .addOption(new Option('--seed <n>', 'by which the sample is drawn').default(1).argParser(firstSeedOf))
    .addOption(jobsOption())
    .option('--json', 'print one JSON object instead of a table')
    .addOption(watchdogOption())
    .action(async (bundle: string, options: object) => {
      const { verify } = await import('../commands/verify.ts');
      ended(await verify({ bundle, ...options } as Parameters<typeof verify>[0]));
    });
}

function replicatesOf(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('The number of replicates is a whole number from 0 on.');
}
