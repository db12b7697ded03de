import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { askedFolder } from './asked-study.ts';

/** The options of `ebb status`. */
export interface StatusOptions {
  readonly study?: string;
  readonly store: string;
  readonly json?: boolean;
}

/** Says how one study stands with the runs that failed, or lists all of the store. */
export async function status({ study, store, json = false }: StatusOptions): Promise<ExitCode> {
  const print = await import('../print/study-text.ts');
  if (study === undefined) {
    const { listStudies } = await import('@ebb/results/store');
    const all = await listStudies(store, ({ message }) => void process.stderr.write(`ebb: ${message}\n`));
    const told = await Promise.all(all.map(async (folder) => ({ folder, state: await folder.state() })));
    process.stdout.write(json ? print.studiesJson(told) : print.studiesText(told, store));
    return EXIT.ok;
  }
  const folder = await askedFolder(study, store);
  const state = await folder.state();
  const failures = await folder.failures();
  process.stdout.write(json ? print.studyJson(folder, state, failures) : print.statusText(folder, state, failures));
  return EXIT.ok;
}
