import type { Command } from 'commander';
import { scenarioOptions } from './options.ts';
import type { Ended } from './options.ts';

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
}
