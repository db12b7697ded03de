import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { documentFromObject, patchFromObject, scenarioHash } from '@ebb/engine';
import { fileProblem, openBase } from '@ebb/engine/node';
import type { UsedPlugin } from '@ebb/results';
import type { StudyFolder } from '@ebb/results/store';
import { openStudy } from '../../study/open-study.ts';
import { worldHash } from '../../address/run-key.ts';
import { studyFormSchema } from '../../study/study-form.ts';
import type { BundleManifest } from './bundle-manifest.ts';
import { RESULTS } from './bundle-manifest.ts';
import type { BundleSubject } from './bundle-subject.ts';
import type { BundledRun } from './bundled-run.ts';
import type { PackedFile } from './packed-file.ts';
import { runAddress } from './scenario-subject.ts';

/** Opens the folder of a study to be packed. Throws BadInput when its scenario or a plugin is not the one that was played. */
export async function studySubject(folder: StudyFolder): Promise<BundleSubject> {
  const { manifest } = folder;
  const { name, title, key, build, versions, replicates } = manifest;
  const document = documentFromObject(manifest.form, path.join(folder.path, 'study.json'), studyFormSchema);
  const study = await openStudy(document, { name, replicates, atMost: Infinity });
  const base = await openBase(study.request);
  const runs = await runsOf(folder);
  for (const { name: variant, changes } of study.variants) {
    const known = runs.find((run) => run.point === 0 && run.variant === variant && run.traceHash !== '');
    if (known === undefined) continue;
    const patches = [changes, study.design.changes(0)].map((each) => patchFromObject(each, 'the study'));
    const { plan } = await base.open(patches);
    if (runAddress(worldHash({ build, plan }), known.seed) === known.run) continue;
    const sentence = 'the scenario or one of its plugins is not the one that was played: it has changed since';
    throw fileProblem(folder.path, { expected: 'what was played', found: 'another', sentence });
  }
  const open = await base.open();
  return {
    kind: 'study',
    name,
    title,
    fileName: `${name}-${key}`,
    request: { ...study.request, patches: [], set: [] },
    open,
    scenarioHash: scenarioHash(open.plan.scenario),
    build,
    versions,
    plugins: manifest.plugins as readonly UsedPlugin[],
    runs,
    results: (request, withNumbers) => resultsOf(folder, request, withNumbers),
  };
}

/** The runs of a study in its order, without their numbers. */
async function runsOf(folder: StudyFolder): Promise<readonly BundledRun[]> {
  const { rows } = await folder.query('select point, variant, seed, run, status, trace_hash from runs');
  const rank = new Map(folder.manifest.variants.map((name, at) => [name, at]));
  return rows
    .map(([point, variant, seed, run, status, traceHash]) => ({
      point: Number(point),
      variant: String(variant),
      seed: String(seed),
      run: String(run),
      status: String(status),
      traceHash: String(traceHash ?? ''),
    }))
    .sort(
      (a, b) => a.point - b.point || rank.get(a.variant)! - rank.get(b.variant)! || Number(a.seed) - Number(b.seed),
    );
}

/** The manifest with paths as the bundle has them, and the tables. */
async function resultsOf(
  { path: folder, manifest }: StudyFolder,
  { scenario, plugins }: BundleManifest['request'],
  withNumbers: boolean,
): Promise<readonly PackedFile[]> {
  const text = `${JSON.stringify({ ...manifest, form: { ...manifest.form, scenario, plugins } }, null, 2)}\n`;
  const described = { path: `${RESULTS}/study.json`, content: Buffer.from(text) };
  if (!withNumbers) return [described];
  const own = (await readdir(folder)).filter((name) => /^runs-[0-9a-f]+\.parquet$/.test(name));
  const chunks = await readdir(path.join(folder, 'chunks')).catch(() => []);
  const tables = [...own, ...chunks.filter((name) => name.endsWith('.parquet')).map((name) => `chunks/${name}`)];
  return [
    described,
    ...tables.map((name) => ({ path: `${RESULTS}/${name}`, content: { file: path.join(folder, name) } })),
  ];
}
