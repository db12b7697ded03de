import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StudyManifest } from '../study/study-manifest.ts';
import { ask, quoted, withDuckdb } from './duckdb.ts';
import type { QueryResult } from './duckdb.ts';
import { query } from './query.ts';
import { StoreError, errnoOf, storeError } from './store-error.ts';
import { readManifest } from './study-manifest-file.ts';
import { StudyFolder } from './study-folder.ts';
import { makeViews } from './study-sql.ts';

const ATTEMPTS = 10;
/** Studies that a sentence names. */
const MOST_TOLD = 12;

/** Takes why one study of a store cannot be read, so that the others may be. */
export type OnDamage = (damage: StoreError) => void;

/**
 * Lists the studies of a store by the names of their folders; none where there is no store. One whose manifest is damaged, or of
 * another version, is told to `onDamage` and left out.
 */
export async function listStudies(store: string, onDamage: OnDamage = () => {}): Promise<readonly StudyFolder[]> {
  const studies: StudyFolder[] = [];
  for (const { folder } of await manifestsIn(store, onDamage)) studies.push(await StudyFolder.open(folder));
  return studies;
}

/** The keys of the studies of a store. */
export async function listStudyKeys(store: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const name of await foldersIn(store)) if (await isStudy(path.join(store, name))) keys.push(name);
  return keys;
}

/**
 * Opens the study that is meant: by its folder, its key or the beginning of it, or its name. Throws a StoreError where there
 * is none, or more than one.
 */
export async function findStudy(store: string, asked: string): Promise<StudyFolder> {
  if (await isStudy(asked)) return StudyFolder.open(asked);
  const known = (await manifestsIn(store, refuseIfAsked)).map(({ manifest }) => manifest);
  const found = known.filter(({ key, name }) => name === asked || (asked.length >= 4 && key.startsWith(asked)));
  if (found.length === 1) return StudyFolder.open(path.join(store, found[0]!.key));
  const list = (studies: readonly StudyManifest[]): string =>
    [
      ...studies.slice(0, MOST_TOLD).map(({ key, name }) => `${key} (${name})`),
      ...(studies.length > MOST_TOLD ? [`${studies.length - MOST_TOLD} more`] : []),
    ].join(', ') || 'none';
  const why =
    found.length > 1
      ? `more than one is meant: ${list(found)}`
      : `there is no such study; in ${store} there are: ${list(known)}`;
  throw new StoreError('notARunFolder', asked, `Cannot find the study '${asked}': ${why}.`);

  function refuseIfAsked(damage: StoreError): void {
    if (asked.length >= 4 && path.basename(damage.path).startsWith(asked)) throw damage;
  }
}

/** Opens the other studies of a store that were played by the same build of the house. */
export async function siblingStudies(store: string, manifest: StudyManifest): Promise<readonly StudyFolder[]> {
  const siblings: StudyFolder[] = [];
  for (const { folder, manifest: other } of await manifestsIn(store)) {
    if (path.basename(folder) === manifest.key) continue;
    if (other.build === manifest.build && other.scenario === manifest.scenario) {
      siblings.push(await StudyFolder.open(folder));
    }
  }
  return siblings;
}

/**
 * Answers a question in SQL: over the study or the run that `where` names, or over all studies of the store, in whose view
 * `runs` the columns `study` and `key` say which is which, as far as they can be read; see `listStudies`.
 */
export async function answer(sql: string, store: string, where?: string, onDamage?: OnDamage): Promise<QueryResult> {
  if (where !== undefined) return (await isRun(where)) ? query(where, sql) : (await findStudy(store, where)).query(sql);
  const studies = await listStudies(store, onDamage);
  if (studies.length === 0)
    throw new StoreError('notARunFolder', store, `Cannot answer the query: there are no studies at ${store}.`);
  for (let attempt = 1; ; attempt++) {
    const parts: string[] = [];
    for (const study of studies) {
      const [name, key] = [quoted(study.manifest.name, "'"), quoted(study.manifest.key, "'")];
      parts.push(`(select ${name} as study, ${key} as key, * from (${await study.selection()}))`);
    }
    try {
      return await withDuckdb(async (connection) => {
        await makeViews(connection, parts.join(' union all by name '));
        return ask(connection, sql, store);
      });
    } catch (thrown) {
      // Files that were put together meanwhile are found elsewhere.
      const before = parts.join();
      const now = await Promise.all(studies.map((study) => study.selection()));
      if (attempt === ATTEMPTS || now.every((selection) => before.includes(selection))) throw thrown;
    }
  }
}

async function isRun(folder: string): Promise<boolean> {
  const about = await stat(path.join(folder, 'manifest.json')).catch(() => undefined);
  return about !== undefined;
}

async function isStudy(folder: string): Promise<boolean> {
  const about = await stat(path.join(folder, 'study.json')).catch(() => undefined);
  return about !== undefined;
}

/** The studies of a store whose manifests can be read. */
async function manifestsIn(
  store: string,
  onDamage: OnDamage = () => {},
): Promise<readonly { readonly folder: string; readonly manifest: StudyManifest }[]> {
  const found: { readonly folder: string; readonly manifest: StudyManifest }[] = [];
  for (const name of await foldersIn(store)) {
    const folder = path.join(store, name);
    if (!(await isStudy(folder))) continue;
    try {
      found.push({ folder, manifest: await readManifest(folder) });
    } catch (thrown) {
      if (!(thrown instanceof StoreError) || thrown.code !== 'unreadable') throw thrown;
      onDamage(thrown);
    }
  }
  return found;
}

async function foldersIn(store: string): Promise<readonly string[]> {
  const names = await readdir(store).catch((thrown: unknown) => {
    if (errnoOf(thrown) === 'ENOENT') return [];
    throw storeError(thrown, 'read the studies', store);
  });
  return names.sort();
}
