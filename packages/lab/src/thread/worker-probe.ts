import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';

/** What a busy worker thread is at, seen from outside. */
export interface Glimpse {
  /** Calendar entries dispatched so far; a worker that is slow, not stuck, has done more of them by the next glimpse. */
  readonly dispatched?: number;
  readonly timeUs?: number;
  readonly plugin?: string;
  readonly instance?: string;
  /** The call stack in the form of an error's, with lines of the sources where there are source maps. */
  readonly stack: string;
}

interface Frame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };
}

interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
}

const PATIENCE_MS = 3000;

/** Kernel's methods within which plugins work: there `this` knows the time and who is acting. */
const KERNEL_METHODS = new Set(['guard', 'step']);
const ASK_KERNEL =
  'JSON.stringify({ timeUs: this.calendar.nowUs, dispatched: this.calendar.dispatched, ...this.calendar.acting })';

/**
 * Looks at what the worker thread that runs a script is doing, by Node's own inspector: the thread is held for a moment between
 * two instructions, which works in an endless loop too and costs a run nothing until it is done. Undefined when the thread
 * does not answer, as in a call that never returns. Threads are looked into one after the other: conversations disturb each
 * other.
 */
export function glimpseWorker(url: string): Promise<Glimpse | undefined> {
  const glimpse = earlier.then(() => look(url)).catch(() => undefined);
  earlier = glimpse;
  return glimpse;
}

let earlier: Promise<unknown> = Promise.resolve();

async function look(url: string): Promise<Glimpse | undefined> {
  const session = new Session();
  session.connect();
  try {
    return await Promise.race([new Probe(session, url).glimpse(), setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  } finally {
    session.disconnect();
  }
}

/** One conversation with the inspector of the worker. */
class Probe {
  readonly #session: Session;
  readonly #url: string;
  readonly #answers = new Map<number, (result: Record<string, unknown>) => void>();
  readonly #scripts = new Map<string, Script>();
  #worker = '';
  #asked = 0;
  #paused: (frames: readonly Frame[]) => void = () => {};

  constructor(session: Session, url: string) {
    this.#session = session;
    this.#url = url;
  }

  async glimpse(): Promise<Glimpse> {
    const attached = new Promise<void>((resolve) => {
      this.#session.on('NodeWorker.attachedToWorker', ({ params }) => {
        if (params.workerInfo.url !== this.#url) return;
        this.#worker = params.sessionId;
        resolve();
      });
    });
    this.#session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => this.#hear(params.message));
    this.#session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    await attached;
    const paused = new Promise<readonly Frame[]>((resolve) => (this.#paused = resolve));
    void this.#ask('Debugger.enable');
    void this.#ask('Debugger.pause');
    const frames = await paused;
    const stack = frames.map((frame) => `    at ${frame.functionName || '<anonymous>'} (${this.#place(frame)})`);
    const known = await this.#askKernel(frames);
    await this.#ask('Debugger.resume');
    return { ...known, stack: stack.join('\n') };
  }

  async #askKernel(frames: readonly Frame[]): Promise<Omit<Glimpse, 'stack'>> {
    const frame = frames.find(({ functionName }) => KERNEL_METHODS.has(functionName));
    if (frame === undefined) return {};
    const question = { callFrameId: frame.callFrameId, expression: ASK_KERNEL, returnByValue: true, silent: true };
    // No result comes of a thread that has moved on meanwhile.
    const { result } = await this.#ask('Debugger.evaluateOnCallFrame', question);
    const value = (result as { readonly value?: unknown } | undefined)?.value;
    return typeof value === 'string' ? (JSON.parse(value) as Omit<Glimpse, 'stack'>) : {};
  }

  #ask(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.#asked;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      const message = JSON.stringify({ id, method, params });
      this.#session.post('NodeWorker.sendMessageToWorker', { sessionId: this.#worker, message });
    });
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as {
      readonly id?: number;
      readonly method?: string;
      readonly result?: Record<string, unknown>;
      readonly params?: unknown;
    };
    if (message.id !== undefined) this.#answers.get(message.id)?.(message.result ?? {});
    if (message.method === 'Debugger.paused') {
      this.#paused((message.params as { readonly callFrames: readonly Frame[] }).callFrames);
    }
    if (message.method === 'Debugger.scriptParsed') {
      const script = message.params as Script;
      this.#scripts.set(script.scriptId, script);
    }
  }

  #place({ location: { scriptId, lineNumber, columnNumber } }: Frame): string {
    const script = this.#scripts.get(scriptId);
    if (script === undefined) return '<unknown>';
    const entry = sourceMapOf(script)?.findEntry(lineNumber, columnNumber);
    if (entry === undefined || !('originalSource' in entry))
      return `${script.url}:${lineNumber + 1}:${columnNumber + 1}`;
    const source = new URL(entry.originalSource, script.url).href;
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }
}

function sourceMapOf({ url, sourceMapURL }: Script): SourceMap | undefined {
  if (!url.startsWith('file:') || sourceMapURL === undefined || sourceMapURL === '') return undefined;
  try {
    const inline = /^data:application\/json[^,]*;base64,(.*)$/s.exec(sourceMapURL)?.[1];
    const text =
      inline === undefined
        ? readFileSync(fileURLToPath(new URL(sourceMapURL, url)), 'utf8')
        : Buffer.from(inline, 'base64').toString('utf8');
    return new SourceMap(JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    // Without its map a script still has lines of its own.
    return undefined;
  }
}
