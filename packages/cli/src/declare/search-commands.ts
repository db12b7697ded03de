import { Option } from 'commander';
import type { Command } from 'commander';
import { countOf, firstSeedOf, jobsOption, positiveOf, scenarioOptions, shareOf, watchdogOption } from './options.ts';
import type { Ended } from './options.ts';

const STORE = 'runs/search';
const DEFAULT_REPLICATES = 40;
const DEFAULT_LEVEL = 0.95;

/** Declares the commands that search for values of parameters. */
export function declareSearchCommands(ebb: Command, ended: Ended): void {
  searchOptions(scenarioOptions(ebb.command('breakpoint').summary('find the smallest shock that breaks a condition')))
    .description(
      'Finds the smallest value of a parameter at which a condition holds in a share of runs, with its interval.',
    )
    .requiredOption('--vary <path>', 'the parameter, as in shocks.tariffs.params.drop')
    .requiredOption('--from <value>', 'the low end of the range, as in 1% or 5 bp')
    .requiredOption('--to <value>', 'the high end of the range')
    .requiredOption('--when <condition>', "what is to hold, as in 'USDe/USDT@alpha.lowestRatio < 0.9'")
    .addOption(new Option('--share <p>', 'in what share of runs at least; a half unless given').argParser(shareOf))
    .option('--log', 'halve the range in ratios')
    .option('--integer', 'try whole numbers alone')
    .addOption(
      new Option('--step <d>', 'try only every so much from the low end on, in the unit of the range').argParser(
        positiveOf,
      ),
    )
    .addOption(
      new Option('--replicates <n>', 'how many seeds each value is played with')
        .default(DEFAULT_REPLICATES)
        .argParser(countOf('replicates')),
    )
    .addOption(new Option('--seed <first>', 'the first seed; the others follow it').default(1).argParser(firstSeedOf))
    .addOption(new Option('--level <p>', 'that of the interval').default(DEFAULT_LEVEL).argParser(shareOf))
    .action(async (scenario: string, options: object) => {
      const { breakpoint } = await import('../commands/breakpoint.ts');
      ended(await breakpoint({ scenario, ...options } as Parameters<typeof breakpoint>[0]));
    });

  searchOptions(ebb.command('attack').summary("search an attacker's parameters: the price of attack"))
    .description(
      'Searches the parameters of an attacker that gain most after costs, or that break a condition most cheaply.',
    )
    .argument('<file>', 'the file of an attack: scenario, axes, goal, cost')
    .action(async (file: string, options: object) => {
      const { attack } = await import('../commands/attack.ts');
      ended(await attack({ file, ...options } as Parameters<typeof attack>[0]));
    });

  searchOptions(ebb.command('calibrate').summary("fit parameters to a scenario's targets"))
    .description('Fits parameters of a scenario to its targets, and judges the fit by those that were held out.')
    .argument('<file>', 'the file of a calibration: scenario, axes, fit, method')
    .action(async (file: string, options: object) => {
      const { calibrate } = await import('../commands/calibrate.ts');
      ended(await calibrate({ file, ...options } as Parameters<typeof calibrate>[0]));
    });
}

function searchOptions(command: Command): Command {
  return command
    .addOption(new Option('--store <folder>', 'where the rounds of searches are kept').default(STORE))
    .addOption(jobsOption())
    .addOption(watchdogOption())
    .option('--json', 'print one JSON object instead of text');
}
