import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { askedFolder, isStudyFile } from './asked-study.ts';

/** The options of `ebb sql`. */
export interface SqlOptions {
  readonly query: string;
  /** A study or the folder of a run; all studies of the store unless given. */
  readonly in?: string;
  readonly store: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Answers a question in SQL over all studies, one study, or one run. Throws a StoreError for SQL that is refused. */
export async function sql({ query, in: asked, store, json = false, csv = false }: SqlOptions): Promise<ExitCode> {
  const { answer } = await import('@ebb/results/store');
  const where = asked !== undefined && isStudyFile(asked) ? (await askedFolder(asked, store)).path : asked;
  const result = await answer(query, store, where, ({ message }) => void process.stderr.write(`ebb: ${message}\n`));
  const { queryCsv, queryText } = await import('../print/query-text.ts');
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(csv ? queryCsv(result) : queryText(result));
  return EXIT.ok;
}
