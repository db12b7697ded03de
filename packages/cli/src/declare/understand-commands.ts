import { Option } from 'commander';
import type { Command } from 'commander';
import { countOf, shareOf } from './options.ts';
import type { Ended } from './options.ts';
import { STUDY_OR_FILE, storeOption } from './study-commands.ts';

const DEFAULT_LEVEL = 0.95;

/** Declares the commands that say what the points of a study tell: which axes matter, when something happens, what to choose. */
export function declareUnderstandCommands(ebb: Command, ended: Ended): void {
  understandOptions(ebb.command('sensitivity').summary('say which axes of a study matter for a metric'))
    .description(
      "Morris's screening of a morris design, Sobol' indices of a saltelli design, PAWN indices of any other points.",
    )
    .option(
      '--metric <measure>',
      "a metric, or an event as 'metric < 0.9'; the first that the study names unless given",
    )
    .option('--variant <name>', 'the first of the study unless given')
    .addOption(
      new Option('--method <m>', 'pawn takes any points; what the design allows unless given').choices(['pawn']),
    )
    .addOption(new Option('--slices <n>', 'of PAWN: in how many an axis is cut').argParser(countOf('slices')))
    .addOption(new Option('--low-tail <share>', 'of PAWN: look at the lowest share of runs alone').argParser(shareOf))
    .addOption(
      new Option('--high-tail <share>', 'of PAWN: look at the highest share of runs alone')
        .argParser(shareOf)
        .conflicts('lowTail'),
    )
    .action(async (study: string, options: object) => {
      const { sensitivity } = await import('../commands/sensitivity.ts');
      ended(await sensitivity({ study, ...options } as Parameters<typeof sensitivity>[0]));
    });
}

function understandOptions(command: Command): Command {
  return storeOption(command)
    .argument('<study>', STUDY_OR_FILE)
    .addOption(new Option('--level <p>', 'that of the intervals').default(DEFAULT_LEVEL).argParser(shareOf))
    .addOption(new Option('--resamples <n>', 'how often the bootstrap draws anew').argParser(countOf('resamples')))
    .option('--json', 'print one JSON object instead of tables');
}
