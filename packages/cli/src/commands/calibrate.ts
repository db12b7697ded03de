import type { ExitCode } from '../exit-code.ts';
import { search } from './play-trials.ts';
import { given } from '../given.ts';
import { searchedBy } from './search-file.ts';
import type { SearchFileOptions } from './search-file.ts';

/** Fits parameters of a scenario to its targets, and judges the fit by those held out. */
export async function calibrate(options: SearchFileOptions): Promise<ExitCode> {
  const { file } = options;
  const lab = await import('@ebb/lab');
  const { documentFromText, patchFromObject } = await import('@ebb/engine');
  const { openBase, readInput } = await import('@ebb/engine/node');
  const { value } = documentFromText(await readInput(file, 'the file of a calibration'), file, lab.calibrateForm);
  const searched = searchedBy(file, value);
  const base = await openBase(searched.request);
  const { plan } = await base.open([patchFromObject(searched.changes, `${file}: changes`)]);
  const { scenario: _, plugins: __, changes: ___, axes, ...rest } = value;
  return search(searched, options, undefined, (play, onRound) =>
    lab.calibrate({ ...given(rest), axes, targets: plan.scenario.targets, play, onRound }),
  );
}
