import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { markedBlocks } from './marked-blocks.ts';

/** What a command came to. */
export interface Ran {
  readonly command: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = path.dirname(import.meta.dirname);

/**
 * Someone who follows a page to the letter: in a folder of their own beside the clone, which is called `ebb`, every block
 * marked `file=` is written and every line of a block marked `run` is run, in the order of the page.
 */
export class Reader {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the reader's folder in the system's place for temporary ones. */
  static async begin(): Promise<Reader> {
    if (!existsSync(path.join(root, 'packages/cli/dist/index.js'))) throw new Error('run `npm run build` first');
    const desk = await realpath(await mkdtemp(path.join(os.tmpdir(), 'ebb-reader-')));
    await symlink(root, path.join(desk, 'ebb'));
    const folder = path.join(desk, 'mine');
    await mkdir(folder);
    return new Reader(folder);
  }

  /** Follows a page; gives what each command came to. */
  async follow(page: string): Promise<readonly Ran[]> {
    const ran: Ran[] = [];
    for (const { file, mark, text } of markedBlocks(page)) {
      if (file !== undefined) await this.write(file, text);
      if (mark !== 'run') continue;
      for (const line of text.split('\n')) if (line.trim() !== '') ran.push(await this.run(line));
    }
    return ran;
  }

  async write(file: string, text: string): Promise<void> {
    const target = path.join(this.folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }

  /** Runs one line of a shell; `npx ebb` is the command of the clone, found without asking npm. */
  run(command: string): Promise<Ran> {
    const line = command.replace(/^npx ebb\b/, path.join(root, 'node_modules/.bin/ebb'));
    const environment = { ...process.env, NODE_OPTIONS: '' };
    return new Promise((resolve) => {
      execFile('sh', ['-c', line], { cwd: this.folder, env: environment }, (error, stdout, stderr) => {
        resolve({ command, code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  }

  async end(): Promise<void> {
    await rm(path.dirname(this.folder), { recursive: true });
  }
}
