import path from 'node:path';
import { documentFromObject, documentFromText } from '@ebb/engine';
import type { CheckedDocument } from '@ebb/engine';
import { fileProblem, readInput } from '@ebb/engine/node';
import type { StudyFolder } from '@ebb/results/store';
import { estimateStudy } from './estimate-study.ts';
import type { EstimateOptions, StudyEstimate } from './estimate-study.ts';
import { openStudy } from './open-study.ts';
import type { OpenStudy, OpenStudyOptions } from './open-study.ts';
import { runStudy } from './run-study.ts';
import type { RunStudyOptions } from './run-study.ts';
import { studyFormSchema } from './study-form.ts';
import type { StudyForm } from './study-form.ts';

/** A study, not yet played. */
export interface Study {
  /** Counts and checks it; throws BadInput for what is wrong with it. */
  open(this: void, options?: Pick<OpenStudyOptions, 'replicates' | 'atMost'>): Promise<OpenStudy>;
  /** Says what it would take to play what is missing of it. */
  estimate(this: void, options?: EstimateOptions): Promise<StudyEstimate>;
  /** Plays what is missing of it; see `runStudy`. */
  run(this: void, options?: RunStudyOptions & Pick<OpenStudyOptions, 'replicates' | 'atMost'>): Promise<StudyFolder>;
}

/**
 * Plans a study of a scenario: which parameters are varied, in which variants, with how many seeds. Paths are from the
 * working folder. Nothing is read before the study is opened or run.
 */
export function plan(scenario: string, form: Omit<StudyForm, 'scenario'> = {}): Study {
  return studyOf(() => Promise.resolve(documentFromObject({ scenario, ...form }, 'plan()', studyFormSchema)), {});
}

/** Reads a study from a YAML file, in which paths are from the file's folder. */
export function readStudy(file: string): Study {
  const { dir: folder, name } = path.parse(file);
  const read = async (): Promise<CheckedDocument<StudyForm>> => {
    const text = await readInput(file, 'a study');
    refuseScenario(text, file);
    return documentFromText(text, file, studyFormSchema);
  };
  return studyOf(read, {
    folder,
    name: name.replace(/\.study$/, ''),
  });
}

/** Refuses the file of a scenario with one sentence rather than one for each of its keys. */
function refuseScenario(text: string, file: string): void {
  const has = (key: string): boolean => new RegExp(`^${key}\\s*:`, 'm').test(text);
  if (has('scenario') || !(has('venues') || has('agents') || has('assets') || has('extends'))) return;
  const sentence = `this is a scenario, not a study; a study of it says 'scenario: ${path.basename(file)}'`;
  throw fileProblem(file, { expected: 'a study', found: 'a scenario', sentence });
}

function studyOf(
  read: () => Promise<CheckedDocument<StudyForm>>,
  where: Pick<OpenStudyOptions, 'folder' | 'name'>,
): Study {
  const open = async (options: OpenStudyOptions = {}): Promise<OpenStudy> =>
    openStudy(await read(), { ...options, ...where });
  return {
    open,
    estimate: async (options = {}) => estimateStudy(await open(options), options),
    run: async (options = {}) => runStudy(await open(options), options),
  };
}
