import type { ExitCode } from '../exit-code.ts';
import { search } from './play-trials.ts';
import { given } from '../given.ts';
import { searchedBy } from './search-file.ts';
import type { SearchFileOptions } from './search-file.ts';
import { startOf } from './start-of.ts';

/** Searches an attacker's parameters: the largest gain after costs, or the cheapest way to break a condition. */
export async function attack(options: SearchFileOptions): Promise<ExitCode> {
  const { file } = options;
  const lab = await import('@ebb/lab');
  const { documentFromText } = await import('@ebb/engine');
  const { readInput } = await import('@ebb/engine/node');
  const { value } = documentFromText(await readInput(file, 'the file of an attack'), file, lab.attackForm);
  const searched = searchedBy(file, value);
  const startUs = await startOf(searched.request, searched.changes);
  const { axes, goal, cost, seed, firstSeed, replicates, finalReplicates, maxTrials, restarts, level } = value;
  const how = given({ cost, seed, firstSeed, replicates, finalReplicates, maxTrials, restarts, level });
  const refuse = (units: ReadonlyMap<string, string>): void => {
    if ('breaks' in goal) lab.bindCondition(lab.parseCondition(goal.breaks), { units, startUs });
    const metrics = ['gain' in goal ? goal.gain : undefined, cost].filter(
      (name) => name !== undefined && !(name in axes),
    );
    for (const name of metrics) lab.bindMeasure(lab.parseMeasure(name!), { units });
  };
  return search(searched, options, { firstSeed: firstSeed ?? 1, refuse }, (play, onRound) =>
    lab.attack({ ...how, axes, goal, play, onRound, startUs }),
  );
}
