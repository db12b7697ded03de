import path from 'node:path';
import { documentFromObject } from '@ebb/engine';
import type { ScenarioRequest } from '@ebb/engine/node';
import { StudyFolder } from '@ebb/results/store';
import type { Changes } from '../../design/design.ts';
import { openStudy } from '../../study/open-study.ts';
import { studyFormSchema } from '../../study/study-form.ts';
import { RESULTS } from '../bundle/bundle-manifest.ts';
import type { BundledRun } from '../bundle/bundled-run.ts';
import type { UnpackedBundle } from './read-bundle.ts';

/** How the runs of a bundle are played: from which files, and with which changes each. */
export interface BundleRuns {
  readonly request: ScenarioRequest;
  changesOf(this: void, run: BundledRun): readonly Changes[];
}

/** Opens what a bundle was packed from. Throws BadInput when this house cannot play it. */
export async function bundleRuns({ folder, manifest }: UnpackedBundle): Promise<BundleRuns> {
  const from = (file: string): string => path.join(folder, file);
  const { scenario, patches, set, plugins } = manifest.request;
  const request: ScenarioRequest = {
    scenario: from(scenario),
    patches: patches.map(from),
    set,
    plugins: plugins.map((entry) => (entry.startsWith('./') ? from(entry) : entry)),
  };
  if (manifest.kind !== 'study') return { request, changesOf: () => [] };
  const { manifest: study } = await StudyFolder.open(from(RESULTS));
  const document = documentFromObject(study.form, `${RESULTS}/study.json`, studyFormSchema);
  const { name, replicates } = study;
  const { design, variants } = await openStudy(document, { folder, name, replicates, atMost: Infinity });
  const changesOf = new Map(variants.map((variant) => [variant.name, variant.changes]));
  return {
    request,
    changesOf: ({ point, variant }) => {
      const changes = changesOf.get(variant);
      if (changes === undefined || point >= design.size) {
        throw new RangeError(`the study in the bundle has no point ${point} of a variant '${variant}'`);
      }
      return [changes, design.changes(point)];
    },
  };
}
