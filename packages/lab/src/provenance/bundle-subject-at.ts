import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ScenarioRequest } from '@ebb/engine/node';
import { findStudy } from '@ebb/results/store';
import type { ReplicateOptions } from '../execute/replicate.ts';
import { STORE } from '../study/run-study.ts';
import type { BundleSubject } from './bundle/bundle-subject.ts';
import { runSubject } from './bundle/run-subject.ts';
import { scenarioSubject } from './bundle/scenario-subject.ts';
import { studySubject } from './bundle/study-subject.ts';

/** How what is to be packed is found. */
export interface BundleSubjectOptions extends Omit<ReplicateOptions, 'play' | 'seeds'> {
  /** How a scenario is opened besides its path, or which a run was played from. */
  readonly request?: Partial<ScenarioRequest>;
  /** With which seeds a scenario is played, so that its bundle has traces; none unless given. */
  readonly seeds?: readonly string[];
  /** The folder of all studies. */
  readonly store?: string;
}

/**
 * Finds what is to be packed: the file of a scenario, the folder of a run, or a study by its folder, key or name. Throws
 * BadInput or a StoreError when there is none, or when it is not as it was played.
 */
export async function bundleSubjectAt(asked: string, options: BundleSubjectOptions = {}): Promise<BundleSubject> {
  const { request = {}, seeds = [], store = STORE, ...how } = options;
  if (await exists(path.join(asked, 'manifest.json'))) {
    const { scenario } = request;
    return runSubject(asked, scenario === undefined ? undefined : { ...request, scenario });
  }
  if ((await isFile(asked)) || /\.ya?ml$/.test(asked)) {
    return scenarioSubject({ ...request, scenario: asked }, { ...how, seeds });
  }
  return studySubject(await findStudy(store, asked));
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isFile() ?? false;
}
