import type { ScenarioRequest } from '@ebb/engine/node';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';

/** The options of `ebb check`. */
export interface CheckOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly patch: readonly string[];
  readonly plugin: readonly string[];
}

/** Checks a scenario and prints what is in it. Throws BadInput with every problem found. */
export async function check(options: CheckOptions): Promise<ExitCode> {
  const { openScenario } = await import('@ebb/engine/node');
  const { plan } = await openScenario(requestOf(options));
  const { scenario, venues, agents, shocks } = plan;
  const markets = venues.reduce((sum, { spec }) => sum + Object.keys(spec.instruments).length, 0);
  const count = agents.reduce((sum, { spec }) => sum + spec.count, 0);
  const counts = [
    counted(venues.length, 'venue'),
    counted(markets, 'market'),
    `${counted(count, 'agent')} in ${counted(agents.length, 'block')}`,
    counted(shocks.length, 'shock'),
  ];
  process.stdout.write(`ok: ${scenario.name} has ${counts.join(', ')}\n`);
  return EXIT.ok;
}

/** What the engine is asked to open. */
export function requestOf({ scenario, set, patch, plugin }: CheckOptions): ScenarioRequest {
  return { scenario, set, patches: patch, plugins: plugin };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
