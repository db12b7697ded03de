import path from 'node:path';
import type { Changes } from '@ebb/lab';
import type { SearchOptions, Searched } from './play-trials.ts';

/** The options of commands that take the file of a search. */
export interface SearchFileOptions extends SearchOptions {
  readonly file: string;
}

/** What the files of searches have in common. */
interface SearchForm {
  readonly scenario: string;
  readonly plugins?: readonly string[] | undefined;
  readonly changes?: Changes | undefined;
}

/** What a search's file asks to be played; paths in it are from its folder. */
export function searchedBy(file: string, { scenario, plugins = [], changes = {} }: SearchForm): Searched {
  const from = (name: string): string => path.join(path.dirname(file), name);
  const request = {
    scenario: path.isAbsolute(scenario) ? scenario : from(scenario),
    plugins: plugins.map((each) => (each.startsWith('.') ? from(each) : each)),
  };
  return { request, changes };
}
