import { readFileSync, writeSync } from 'node:fs';
import { StudyFolder } from '../dist/store.js';

/** Writes runs to a study in a process of its own: some at a time, and says of each file that it lasts by a line with its number. */
const { store, folder, manifest, chunks, mostChunks, finish, begin } = JSON.parse(readFileSync(0, 'utf8'));
try {
  const study =
    folder === undefined ? await StudyFolder.create(store, manifest, { mostChunks }) : await StudyFolder.open(folder);
  writeSync(1, 'open\n');
  if (begin !== undefined) {
    await study.beginTry(begin);
    process.kill(process.pid, 'SIGKILL');
  }
  for (const [at, runs] of chunks.entries()) {
    await study.write(runs, 1);
    writeSync(1, `${at}\n`);
  }
  if (finish) await study.finishIfWhole();
  writeSync(1, `${JSON.stringify(await study.state())}\n`);
} catch (error) {
  writeSync(1, `${JSON.stringify({ name: error.name, code: error.code, message: error.message })}\n`);
}
