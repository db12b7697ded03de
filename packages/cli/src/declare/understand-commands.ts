import { Option } from 'commander';
import type { Command } from 'commander';
import { countOf, shareOf } from './options.ts';
import type { Ended } from './options.ts';
import { STUDY, storeOption } from './study-commands.ts';

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

  understandOptions(ebb.command('boxes').summary('say in which part of the space of a study something happens'))
    .description('Boxes by the patient rule induction method (PRIM), each with its density and coverage.')
    .requiredOption('--when <event>', "what happens, as in 'USDe/USDT@alpha.lowestRatio < 0.9'")
    .option('--variant <name>', 'the first of the study unless given')
    .addOption(new Option('--all-variants', 'all variants together, as one more axis').conflicts('variant'))
    .addOption(new Option('--density <p>', 'take the largest box with this density or more').argParser(shareOf))
    .addOption(new Option('--most <n>', 'the most boxes; 3 unless given').argParser(countOf('boxes')))
    .action(async (study: string, options: object) => {
      const { boxes } = await import('../commands/boxes.ts');
      ended(await boxes({ study, ...options } as Parameters<typeof boxes>[0]));
    });

  understandOptions(ebb.command('regret').summary('say which variant to choose when nobody knows which point comes'))
    .description('How much worse each variant is than the best at each point, and whom each rule of choice takes.')
    .option(
      '--metric <measure>',
      "a metric, 'q95(metric)', 'es95(metric)' or an event; the first that the study names unless given",
    )
    .addOption(new Option('--goal <goal>', 'what is best').choices(['min', 'max']).makeOptionMandatory())
    .option('--keep <event>', "what every run is to keep to, as in 'metric >= 0.9': its share is told")
    .option('--sampled', 'the points are a sample of what may come, not all of it')
    .action(async (study: string, options: object) => {
      const { regret } = await import('../commands/regret.ts');
      ended(await regret({ study, ...options } as Parameters<typeof regret>[0]));
    });
}

function understandOptions(command: Command): Command {
  return storeOption(command)
    .argument('<study>', STUDY)
    .addOption(new Option('--level <p>', 'that of the intervals').default(DEFAULT_LEVEL).argParser(shareOf))
    .addOption(new Option('--resamples <n>', 'how often the bootstrap draws anew').argParser(countOf('resamples')))
    .option('--json', 'print one JSON object instead of tables');
}
