import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** Whether distributed tests can be played here; where they must be, by EBB_REQUIRE_REDIS=1, they are tried in any case. */
export const hasRedis = isInstalled || process.env['EBB_REQUIRE_REDIS'] === '1';
if (!hasRedis) {
  console.warn(
    'There is no redis-server here: the tests of distributed sweeps are SKIPPED. (apt-get install redis-server)',
  );
}

/** A Redis of one test, which keeps nothing when it ends. */
export class RedisServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'ebb-redis-'));
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.begin();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Starts it at its port, and empty; waits until it answers. */
  async begin(): Promise<void> {
    const options = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#process = spawn('redis-server', [...options, '--dir', this.#folder], { stdio: 'ignore' });
    await once(this.#process, 'spawn');
    while (!(await answers(this.#port))) await setTimeout(50);
  }

  /** Ends it, and all it knew. */
  async end(): Promise<void> {
    const ended = this.#process && once(this.#process, 'exit');
    this.#process?.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
