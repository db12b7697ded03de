import { siblingStudies } from '@ebb/results/store';
import type { RunPlace, StudyFolder } from '@ebb/results/store';
import type { OpenStudy } from './open-study.ts';
import { runKey } from '../address/run-key.ts';

/** Worlds that are looked at before a study is played; of larger ones nothing is adopted, as looking would take too long. */
const MOST_WORLDS = 5_000;

/**
 * Copies runs into a study's folder that other studies of the store have played already: those of the same rules, scenario,
 * plugins and seed, whatever study asked for them.
 */
export async function adoptKnown(study: OpenStudy, folder: StudyFolder, store: string): Promise<void> {
  const { manifest, design, variants } = study;
  if (design.size * variants.length > MOST_WORLDS) return;
  const siblings = await siblingStudies(store, manifest);
  if (siblings.length === 0) return;
  const wanted = new Map<string, RunPlace[]>();
  for (let point = 0; point < design.size; point++) {
    for (const variant of variants) {
      const places = missingPlaces(study, folder, point, variant.name);
      if (places.length === 0) continue;
      const world = await study.worldAt(point, variant);
      for (const place of places) {
        const run = runKey(world, place.seed);
        wanted.set(run, [...(wanted.get(run) ?? []), place]);
      }
    }
  }
  for (const sibling of siblings) {
    if (wanted.size === 0) return;
    for (const run of await folder.adopt(sibling, wanted, (point) => design.values(point))) wanted.delete(run);
  }
}

function missingPlaces({ manifest }: OpenStudy, folder: StudyFolder, point: number, variant: string): RunPlace[] {
  const { firstSeed, replicates } = manifest;
  return Array.from({ length: replicates }, (_, at) => ({ point, variant, seed: firstSeed + at })).filter(
    (place) => folder.has(place) === undefined,
  );
}
